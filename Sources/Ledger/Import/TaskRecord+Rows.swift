import Domain
import Intake

extension ObservationRow {
  /// A time of a row.
  static func instant(_ nanoseconds: Int64) -> Instant? {
    nanoseconds == unknown ? nil : Instant(nanoseconds: nanoseconds)
  }
}

extension TaskRecord {
  /// A row as a record of its own.
  init(
    _ row: ObservationRow, id: TaskID, template: RequestTemplate, state: ObservedState,
    varyingValues: String
  ) {
    let stamp = ObservationStamp(
      hasEnded: state.status.hasEnded, endedAt: ObservationRow.instant(row.endedAt),
      seenAt: ObservationRow.instant(row.seenAt))
    let usage = state.usage.map { TaskRecord.StampedUsage(stamp: stamp, usage: $0) }
    self.init(
      id: id, account: state.account, request: template.request(varyingValues: varyingValues),
      createdAt: ObservationRow.instant(row.createdAt),
      state: TaskRecord.State(
        stamp: stamp, status: state.status, isOwnAccount: state.isOwnAccount,
        outputCount: state.outputCount, errorCode: state.errorCode),
      usage: usage, bookings: stamp.hasEnded ? [usage].compactMap(\.self) : [])
  }
}

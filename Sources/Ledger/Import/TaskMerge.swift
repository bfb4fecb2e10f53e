import Domain
import Intake

/// Merges a task's observations in a batch with the ledger's.
struct TaskMerge {
  /// Where something about the task was read.
  private enum Place {
    /// A place given by the ledger.
    case stored(StoredPlace)
    /// A row of the batch, by its index.
    case row(Int)
  }

  /// The effect of one observation.
  enum Change {
    case new
    case changed
    case unchanged
  }

  private let previous: TaskRecord?
  /// The requests seen, with their numbers.
  private var requests: [(request: Request, id: Int64)]
  private var record: TaskRecord?
  private var place: Place?
  /// Where each booked amount was first read.
  private var bookingPlaces: [Points: Place] = [:]

  /// Starts from what the answers before say: what the account history adds is no observation.
  init(_ stored: StoredTask?) {
    let previous = stored.flatMap { $0.isUnlogged ? nil : $0 }
    self.previous = previous?.answers
    requests = previous.map { [($0.record.request, $0.requestID)] } ?? []
    record = previous?.answers
    place = previous.map { .stored($0.place) }
    bookingPlaces = previous?.bookingPlaces.mapValues { .stored($0) } ?? [:]
  }

  /// The record after all observations; nil if the ledger already has it.
  var changedRecord: TaskRecord? { record == previous ? nil : record }

  /// The number of the merged request.
  var requestID: Int64? {
    requests.last { $0.request == record?.request }?.id
  }

  mutating func merge(_ observed: TaskRecord, requestID: Int64, row: Int) -> Change {
    requests.append((observed.request, requestID))
    guard var merged = record else {
      record = observed
      place = .row(row)
      noteBookings(of: observed, row: row)
      return .new
    }
    let before = merged
    merged.merge(observed)
    guard merged != before else { return .unchanged }
    if merged.state != before.state || merged.usage != before.usage { place = .row(row) }
    noteBookings(of: observed, row: row)
    record = merged
    return .changed
  }

  private mutating func noteBookings(of observed: TaskRecord, row: Int) {
    for booking in observed.bookings where bookingPlaces[booking.usage.consume] == nil {
      bookingPlaces[booking.usage.consume] = .row(row)
    }
  }

  /// Where the state and the booked amounts were read, given the places of rows.
  func places(
    ofRow stored: (Int) throws -> StoredPlace
  ) throws -> (state: StoredPlace, bookings: [Points: StoredPlace]) {
    func resolved(_ place: Place) throws -> StoredPlace {
      switch place {
      case .stored(let place): place
      case .row(let index): try stored(index)
      }
    }
    let bookings = try bookingPlaces.mapValues(resolved)
    guard let place else { return (StoredPlace(sourceID: 0, line: 0), bookings) }
    return (try resolved(place), bookings)
  }
}

extension TaskCounts {
  mutating func count(_ change: TaskMerge.Change) {
    switch change {
    case .new: new += 1
    case .changed: changed += 1
    case .unchanged: unchanged += 1
    }
  }
}

extension ObservationRow {
  /// A time of a row.
  static func instant(_ nanoseconds: Int64) -> Instant? {
    nanoseconds == unknown ? nil : Instant(nanoseconds: nanoseconds)
  }
}

extension TaskRecord {
  /// A row as a separate record.
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

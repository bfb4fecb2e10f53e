import Domain
import Reconciliation
import Testing

/// What a task record says for its verdict.
@Suite struct TaskFiguresTests {
  private static func record(
    _ status: TaskStatus, usage: Usage?, isOwnAccount: Bool = false, endedAt: Instant? = nil
  ) -> TaskRecord {
    TaskRecord(
      Observation(
        id: TaskID("7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70"),
        request: Request(model: "studio", taskType: "poster", fields: []), status: status,
        isOwnAccount: isOwnAccount, usage: usage, createdAt: Studio.start, endedAt: endedAt))
  }

  private static func usage(frozen: Int64, consume: Int64) -> Usage {
    Usage(type: "point", frozen: Points(frozen), consume: Points(consume))
  }

  @Test func `an ended task has its booking, its end and nothing frozen`() {
    let end = Studio.start.adding(seconds: 60)
    let record = Self.record(
      .completed, usage: Self.usage(frozen: 280_000, consume: 280_000), endedAt: end)
    #expect(
      TaskFigures(record)
        == TaskFigures(
          status: .completed, billed: Points(280_000), createdAt: Studio.start, endedAt: end))
  }

  @Test func `a running task has what is frozen and no booking`() {
    let record = Self.record(.processing, usage: Self.usage(frozen: 280_000, consume: 0))
    #expect(
      TaskFigures(record)
        == TaskFigures(
          status: .processing, billed: nil, frozen: Points(280_000), createdAt: Studio.start,
          endedAt: nil))
  }

  @Test func `a task booked at its creation has its booking already`() {
    let record = Self.record(.pending, usage: Self.usage(frozen: 0, consume: 280_000))
    #expect(TaskFigures(record).billed == Points(280_000))
  }

  @Test func `a task without usage has no booking`() {
    #expect(TaskFigures(Self.record(.failed, usage: nil)).billed == nil)
  }

  @Test func `a task on the user's own account says so`() {
    #expect(TaskFigures(Self.record(.completed, usage: nil, isOwnAccount: true)).isOwnAccount)
  }

  @Test func `two endings with different bookings are a conflict`() {
    var record = Self.record(
      .completed, usage: Self.usage(frozen: 0, consume: 1),
      endedAt: Studio.start.adding(seconds: 60))
    record.merge(
      Self.record(
        .completed, usage: Self.usage(frozen: 0, consume: 2),
        endedAt: Studio.start.adding(seconds: 61)))
    #expect(TaskFigures(record).isInConflict)
  }
}

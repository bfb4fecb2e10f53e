import Domain
import Reconciliation
import Testing

/// The failure figures, defined once for every report.
@Suite struct FailuresTests {
  private static func failed(
    _ verdict: Verdict, billed: Int64?, tasks: Int = 1, code: ErrorCode = .none,
    status: TaskStatus = .failed
  ) -> LedgerLine {
    var row = LedgerLine.row(verdict, billed: billed, expected: 0, tasks: tasks)
    (row.status, row.errorCode) = (status, code)
    return row
  }

  @Test func `only a task known to be free counts as free`() {
    let total = Failures([
      Self.failed(.refunded, billed: 0, tasks: 3), Self.failed(.unmetered, billed: nil, tasks: 2),
      Self.failed(.refundDue, billed: 280_000),
    ]).total
    #expect(total.tasks == 6)
    #expect((total.free, total.unmetered) == (3, 2))
    #expect(total.totals.billed == Points(280_000))
  }

  @Test func `causes are distinguished by error code and status, unknown codes last`() {
    let failures = Failures([
      Self.failed(.refunded, billed: 0, code: .notKept),
      Self.failed(.refunded, billed: 0, code: .code(10_003)),
      Self.failed(.refunded, billed: 0, status: .cancelled), Self.failed(.refunded, billed: 0),
      Self.failed(.refundDue, billed: 5, code: .code(10_003)),
    ])
    #expect(
      failures.byCause.map { "\($0.cause.errorCode) \($0.cause.status) \($0.figures.tasks)" } == [
        "none cancelled 1", "none failed 1", "code(10003) failed 2", "notKept failed 1",
      ])
    #expect(failures.byKind.map(\.figures) == [failures.total])
  }

  @Test func `the share is that of what ended`() {
    let failures = Failures([
      Self.failed(.refunded, billed: 0, tasks: 1), .row(.matched, billed: 5, expected: 5, tasks: 6),
      .row(.provisional, tasks: 100, isSettled: false),
    ])
    #expect(failures.ended(of: nil) == 7)
    #expect(failures.share(failures.total, of: nil)?.tenths == 142)
  }

  @Test func `changes of closed months that leave no share have none, and void ones are omitted`() {
    let late = Failures([
      Self.failed(.refundDue, billed: 280_000, tasks: -1), Self.failed(.refunded, billed: 0),
      .row(.matched, billed: 5, expected: 5, tasks: -1), Self.failed(.refunded, billed: 0),
    ])
    #expect(late.total.tasks == 1)
    #expect(late.total.totals.billed == Points(-280_000))
    #expect(late.share(late.total, of: nil) == nil)
    #expect(
      Failures([
        Self.failed(.refunded, billed: 0), Self.failed(.refunded, billed: 0, tasks: -1),
      ]).isEmpty)
  }
}

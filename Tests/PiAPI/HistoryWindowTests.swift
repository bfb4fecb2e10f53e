import Domain
import PiAPI
import Testing

@Suite struct HistoryWindowTests {
  private static let now = Instant(seconds: 1_780_272_000)

  private static func daysAgo(_ days: Int64) -> Instant { now.adding(seconds: -days * 86_400) }

  @Test func `a first fetch reads from the account's beginning, at once`() {
    let parts = HistoryWindow.parts(completeUntil: nil, atLeastSince: nil, now: Self.now)
    #expect(parts == [HistoryWindow(since: nil, until: Self.now)])
  }

  @Test func `a night reads the last 7 days again`() {
    let parts = HistoryWindow.parts(
      completeUntil: Self.daysAgo(1), atLeastSince: nil, now: Self.now)
    #expect(parts == [HistoryWindow(since: Self.daysAgo(8), until: Self.now)])
  }

  @Test(
    arguments: [(nil, 40), (1, 40), (60, 67), (33, 40)] as [(Int64?, Int64)])
  func `a long span is read in parts of 30 days that join`(
    completeDaysAgo: Int64?, startDaysAgo: Int64
  ) {
    let parts = HistoryWindow.parts(
      completeUntil: completeDaysAgo.map(Self.daysAgo), atLeastSince: Self.daysAgo(40),
      now: Self.now)
    #expect(parts.first?.since == Self.daysAgo(startDaysAgo))
    #expect(parts.last?.until == Self.now)
    for (before, after) in zip(parts, parts.dropFirst()) {
      #expect(after.since == before.until)
      #expect(before.until == before.since?.adding(seconds: 30 * 86_400))
    }
  }

  @Test func `a start later than what is due leaves nothing out`() {
    let parts = HistoryWindow.parts(
      completeUntil: Self.daysAgo(1), atLeastSince: Self.daysAgo(0), now: Self.now)
    #expect(parts == [HistoryWindow(since: Self.daysAgo(8), until: Self.now)])
  }

  @Test func `a clock that went back leaves an empty window, not one that ends before it begins`() {
    let parts = HistoryWindow.parts(
      completeUntil: Self.now.adding(seconds: 30 * 86_400), atLeastSince: nil, now: Self.now)
    #expect(parts == [HistoryWindow(since: Self.now, until: Self.now)])
  }
}

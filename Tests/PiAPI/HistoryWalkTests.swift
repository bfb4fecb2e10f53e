import Domain
import Testing

@testable import PiAPI

@Suite struct HistoryWalkTests {
  private static let window = HistoryWindow(since: nil, until: Instant(seconds: 1_780_272_000))

  private static func keys(_ ids: some Sequence<Int>) -> [HistoryAnswer.RowKey] {
    ids.map { HistoryAnswer.RowKey("12/\($0)") }
  }

  /// A page of 10 rows at most.
  private static func answer(_ ids: some Sequence<Int>, total: Int?) -> HistoryAnswer {
    HistoryAnswer(total: total, sizeRows: 10, rows: keys(ids))
  }

  /// The pages that a walk requests, answered one after another.
  private static func walk(_ answers: [HistoryAnswer]) -> (pages: [Int], end: HistoryWalk.End?) {
    var walk = HistoryWalk(window: window)
    var pages: [Int] = []
    for answer in answers where walk.end == nil {
      pages.append(walk.page)
      walk.take(answer)
    }
    return (pages, walk.end)
  }

  @Test func `a window of one short page is complete after it`() {
    let (pages, end) = Self.walk([Self.answer(1...3, total: 3)])
    #expect(pages == [1])
    #expect(end == .complete)
  }

  @Test func `an empty window is complete`() {
    #expect(Self.walk([Self.answer([], total: 0)]).end == .complete)
  }

  @Test func `a provider that puts fewer rows on a page than it says is read to its end`() {
    let (pages, end) = Self.walk([
      Self.answer(1...4, total: 12), Self.answer(5...8, total: 12), Self.answer(9...12, total: 12),
    ])
    #expect(pages == [1, 2, 3])
    #expect(end == .complete)
  }

  @Test func `a full last page is followed by a check for more`() {
    let (pages, end) = Self.walk([
      Self.answer(1...10, total: 20), Self.answer(11...20, total: 20), Self.answer([], total: 20),
    ])
    #expect(pages == [1, 2, 3])
    #expect(end == .complete)
  }

  @Test func `rows beyond a total that is too small are read`() throws {
    let pass = [
      Self.answer(1...10, total: 15), Self.answer(11...20, total: 15),
      Self.answer(21...25, total: 15),
    ]
    let (pages, end) = Self.walk(pass + pass)
    #expect(pages == [1, 2, 3, 1, 2, 3])
    let gap = try #require(Self.gap(end))
    #expect((gap.total, gap.rows) == (15, 25))
  }

  @Test func `rows that arrive while the pages are read are fetched from the first page again`() {
    let (pages, end) = Self.walk([
      Self.answer(1...10, total: 12), Self.answer(9...12, total: 14), Self.answer([], total: 14),
      Self.answer([101, 102] + Array(1...8), total: 14),
    ])
    #expect(pages == [1, 2, 3, 1])
    #expect(end == .complete)
  }

  @Test func `after rows have disappeared, one entire pass must match`() {
    // Row 10 moved to page 1 when row 1 disappeared, and equal counts would hide that.
    let (pages, end) = Self.walk([
      Self.answer(1...10, total: 13), Self.answer(12...13, total: 12),
      Self.answer(2...11, total: 12), Self.answer(12...13, total: 12),
    ])
    #expect(pages == [1, 2, 1, 2])
    #expect(end == .complete)
  }

  @Test func `an empty page in the middle is read again, and later pages are not skipped`() {
    let (pages, end) = Self.walk([
      Self.answer(1...10, total: 23), Self.answer([], total: 23), Self.answer(21...23, total: 23),
      Self.answer([], total: 23), Self.answer(1...10, total: 23), Self.answer(11...20, total: 23),
    ])
    #expect(pages == [1, 2, 3, 4, 1, 2])
    #expect(end == .complete)
  }

  @Test func `a total far beyond the rows does not keep a walk going`() throws {
    let pass = [Self.answer(1...4, total: 1_000_000)]
    let empty = [HistoryAnswer](repeating: Self.answer([], total: 1_000_000), count: 3)
    let (pages, end) = Self.walk(pass + empty + pass + empty)
    #expect(pages == [1, 2, 3, 4, 1, 2, 3, 4])
    let gap = try #require(Self.gap(end))
    #expect((gap.total, gap.rows, gap.passes) == (1_000_000, 4, 2))
  }

  @Test func `a provider that always returns the first page does not keep a walk going`()
    throws
  {
    let first = Self.answer(1...10, total: 50)
    let (pages, end) = Self.walk([HistoryAnswer](repeating: first, count: 20))
    #expect(pages == [1, 2, 3, 4, 1, 2, 3, 4])
    #expect(try #require(Self.gap(end)).rows == 10)
  }

  @Test func `without a total nothing is proved`() throws {
    let pass = [Self.answer(1...3, total: nil)]
    let gap = try #require(Self.gap(Self.walk(pass + pass).end))
    #expect(
      gap.description
        == "the beginning to 2026-06-01T00:00:00Z: the provider gives no total, "
        + "found 3 in 2 passes")
  }

  @Test func `a page that cannot be read is a gap, and the others are read`() throws {
    var walk = HistoryWalk(window: Self.window)
    var pages: [Int] = []
    while walk.end == nil {
      pages.append(walk.page)
      if walk.page == 2 {
        let goesOn = walk.skip(.truncated)
        #expect(goesOn)
      } else {
        let rows = [1: Array(1...10), 3: [21, 22]][walk.page] ?? []
        walk.take(Self.answer(rows, total: 22))
      }
    }
    #expect(pages == [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4])
    let gap = try #require(Self.gap(walk.end))
    #expect(gap.failedPages == [2: .truncated])
    #expect((gap.total, gap.rows) == (22, 12))
  }

  @Test func `two pages in a row that cannot be read end a walk`() {
    var walk = HistoryWalk(window: Self.window)
    walk.take(Self.answer(1...10, total: 50))
    let goesOn = [walk.skip(.truncated), walk.skip(.truncated)]
    #expect(goesOn == [true, false])
    var unread = HistoryWalk(window: Self.window)
    let begins = unread.skip(.truncated)
    #expect(!begins)
  }

  private static func gap(_ end: HistoryWalk.End?) -> HistoryGap? {
    if case .gap(let gap) = end { gap } else { nil }
  }
}

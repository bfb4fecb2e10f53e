import Domain

/// Decides which page of a window to read next, and whether all rows have arrived.
///
/// Rows shift between pages while new tasks arrive, and totals can be wrong: a window counts as
/// complete only if that is proved, either by a pass during which the total stayed the same and
/// that many distinct rows arrived or, if the total never shrank, by as many distinct rows in all
/// passes together as its last value. Otherwise the pages are read again, a few times, and then
/// there is a gap.
///
/// If one row disappears and another appears between two requests, the total stays the same; what
/// that could hide is found by the look-back of later fetches.
package struct HistoryWalk {
  package enum End: Hashable, Sendable {
    case complete
    case gap(HistoryGap)
  }

  private static let passLimit = 3

  private let window: HistoryWindow
  private var pass = HistoryPass()
  private var earlierPasses: [HistoryPass] = []
  private var rows: Set<HistoryAnswer.RowKey> = []
  private var lastTotal: Int?
  private var hasShrunk = false
  private var failuresInARow = 0
  package private(set) var end: End?
  /// When the first and the last task of the rows were created.
  private(set) var span: ClosedRange<Instant>?

  package init(window: HistoryWindow) {
    self.window = window
  }

  /// The page to read next.
  package var page: Int { pass.page }
  /// The distinct rows so far.
  package var rowCount: Int { rows.count }
  /// The provider's latest count; nil before the first page, or if it does not say.
  package var total: Int? { lastTotal }

  /// Handles the requested page.
  package mutating func take(_ answer: HistoryAnswer) {
    failuresInARow = 0
    if let total = answer.total, let lastTotal, total < lastTotal { hasShrunk = true }
    lastTotal = answer.total
    rows.formUnion(answer.rows)
    if let part = answer.span {
      span =
        min(
          span?.lowerBound ?? part.lowerBound, part.lowerBound)...max(
          span?.upperBound ?? part.upperBound, part.upperBound)
    }
    pass.take(answer)
    let hasCaughtUp = !earlierPasses.isEmpty && unionIsProof
    if pass.hasEnded || hasCaughtUp { endPass() }
  }

  /// Handles that the requested page cannot be read.
  ///
  /// - Returns: whether the walk can continue: not before any page was read, nor after two such
  ///   pages.
  package mutating func skip(_ fault: AnswerFault) -> Bool {
    failuresInARow += 1
    guard failuresInARow < 2, !pass.totals.isEmpty || !earlierPasses.isEmpty else { return false }
    pass.skip(fault)
    if pass.hasEnded { endPass() }
    return true
  }

  /// By how many rows the provider's count exceeds what two equal passes brought, if by one more or
  /// less: perhaps it counts wrong; nil for every other end.
  var excess: Int? {
    guard case .gap(let gap) = end, let total = gap.total, abs(total - gap.rows) == 1,
      gap.emptyPages.isEmpty, gap.failedPages.isEmpty, let last = earlierPasses.last,
      pass.agrees(with: last)
    else { return nil }
    return total - gap.rows
  }

  /// If rows only appear and none disappear, what was seen is a subset of what exists: equal counts
  /// mean equal sets.
  private var unionIsProof: Bool { !hasShrunk && lastTotal == rows.count }

  private mutating func endPass() {
    if pass.isConsistent || unionIsProof {
      end = .complete
    } else if earlierPasses.count + 1 >= HistoryWalk.passLimit
      || (earlierPasses.last.map { pass.agrees(with: $0) } ?? false)
    {
      end = .gap(
        HistoryGap(
          window: window, total: lastTotal, rows: rows.count, passes: earlierPasses.count + 1,
          emptyPages: pass.emptyPages, failedPages: pass.failedPages))
    } else {
      earlierPasses.append(pass)
      pass = HistoryPass()
    }
  }
}

/// One reading of all pages of a window.
struct HistoryPass {
  /// This many consecutive pages without a new row end a pass, whatever the total says.
  private static let barrenPageLimit = 3

  private(set) var page = 1
  private(set) var rows: Set<HistoryAnswer.RowKey> = []
  private(set) var totals: [Int?] = []
  private(set) var emptyPages: [Int] = []
  private(set) var failedPages: [Int: AnswerFault] = [:]
  private(set) var hasEnded = false
  private var barrenPages = 0
  private var lastExpectedPage = 1

  /// Whether the pages prove that nothing is missing: the provider's total stayed the same, and
  /// that many distinct rows arrived.
  var isConsistent: Bool {
    guard failedPages.isEmpty, let total = totals.last ?? nil else { return false }
    return totals.allSatisfy { $0 == total } && rows.count == total
  }

  /// Whether another pass had the same result, so that a third one would hardly differ.
  func agrees(with other: HistoryPass) -> Bool {
    rows == other.rows && totals == other.totals && failedPages.isEmpty
      && other.failedPages.isEmpty
  }

  /// Handles a page.
  ///
  /// A full page is followed by the next, whatever the total says, and so is any page before the
  /// last one by the total. After that, a page with new rows is followed while the total is not
  /// reached: a provider may put fewer rows on a page than it says.
  mutating func take(_ answer: HistoryAnswer) {
    let known = rows.count
    rows.formUnion(answer.rows)
    totals.append(answer.total)
    lastExpectedPage = answer.pages ?? 1
    let isFull = answer.rows.count >= answer.pageRows
    if answer.rows.isEmpty, page < lastExpectedPage { emptyPages.append(page) }
    barrenPages = rows.count > known ? 0 : barrenPages + 1
    let isShort = answer.total.map { rows.count < $0 } ?? false
    let mayFollow = page < lastExpectedPage || (barrenPages == 0 && (isFull || isShort))
    advance(mayFollow && barrenPages < HistoryPass.barrenPageLimit)
  }

  /// Continues after an unreadable page; past the last expected page it was only a check for more.
  mutating func skip(_ fault: AnswerFault) {
    if page <= lastExpectedPage { failedPages[page] = fault }
    advance(page < lastExpectedPage)
  }

  private mutating func advance(_ goesOn: Bool) {
    if goesOn { page += 1 } else { hasEnded = true }
  }
}

/// A window of the history that is not proved complete.
package struct HistoryGap: Hashable, Sendable {
  package let window: HistoryWindow
  /// The provider's count; nil if it does not say.
  package let total: Int?
  /// The distinct rows received.
  package let rows: Int
  package let passes: Int
  /// Pages without rows before the last one.
  package let emptyPages: [Int]
  package let failedPages: [Int: AnswerFault]
}

extension HistoryGap: CustomStringConvertible {
  /// `2026-06-01T00:00:00Z to …: expected 300 history rows, found 200 in 2 passes; page 2 is empty`.
  package var description: String {
    let expected = total.map { "expected \($0) history rows" } ?? "the provider gives no total"
    var parts = ["\(expected), found \(rows) in \(passes) \(passes == 1 ? "pass" : "passes")"]
    parts += emptyPages.map { "page \($0) is empty" }
    parts += failedPages.sorted { $0.key < $1.key }.map { "page \($0.key): \($0.value)" }
    return "\(window): " + parts.joined(separator: "; ")
  }
}

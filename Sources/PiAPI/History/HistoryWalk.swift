/// Which page of a window to read next, and whether all rows came.
///
/// Rows shift between pages while new tasks arrive, and totals lie: a window counts as complete only
/// where that is proved, either by a pass during which the total stood still and that many different
/// rows came, or, where the total never shrank, by as many different rows in all passes together as
/// it says at last. Otherwise the pages are read again, a few times, and then there is a gap.
///
/// A row that goes and another that comes between the same two requests leave the total as it was;
/// what that could hide, the look-back of the next fetches brings.
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

  package init(window: HistoryWindow) {
    self.window = window
  }

  /// The page to read next.
  package var page: Int { pass.page }
  /// The different rows so far.
  package var rowCount: Int { rows.count }
  /// What the provider counted at last; nil before the first page, or where it does not say.
  package var total: Int? { lastTotal }

  /// Takes the page that was asked for.
  package mutating func take(_ answer: HistoryAnswer) {
    failuresInARow = 0
    if let total = answer.total, let lastTotal, total < lastTotal { hasShrunk = true }
    lastTotal = answer.total
    rows.formUnion(answer.rows)
    pass.take(answer)
    let hasCaughtUp = !earlierPasses.isEmpty && unionIsProof
    if pass.hasEnded || hasCaughtUp { endPass() }
  }

  /// Takes it that the page that was asked for cannot be read.
  ///
  /// - Returns: whether the walk can go on: not before any page was read, nor after two such pages.
  package mutating func skip(_ fault: AnswerFault) -> Bool {
    failuresInARow += 1
    guard failuresInARow < 2, !pass.totals.isEmpty || !earlierPasses.isEmpty else { return false }
    pass.skip(fault)
    if pass.hasEnded { endPass() }
    return true
  }

  /// While rows only come and none go, what was seen is part of what there is: equal in number means
  /// equal.
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

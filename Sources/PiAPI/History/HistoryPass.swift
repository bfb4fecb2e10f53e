/// One reading of all pages of a window.
struct HistoryPass {
  /// So many pages without a new row, one after another, end a pass that a total would keep going.
  private static let barrenPageLimit = 3

  private(set) var page = 1
  private(set) var rows: Set<HistoryAnswer.RowKey> = []
  private(set) var totals: [Int?] = []
  private(set) var emptyPages: [Int] = []
  private(set) var failedPages: [Int: AnswerFault] = [:]
  private(set) var hasEnded = false
  private var barrenPages = 0
  private var lastExpectedPage = 1

  /// Whether the pages prove that nothing is missing: the provider's total stood still, and that many
  /// different rows came.
  var isConsistent: Bool {
    guard failedPages.isEmpty, let total = totals.last ?? nil else { return false }
    return totals.allSatisfy { $0 == total } && rows.count == total
  }

  /// Whether another pass came to the same end, so that a further one will hardly come to another.
  func agrees(with other: HistoryPass) -> Bool {
    rows == other.rows && totals == other.totals && failedPages.isEmpty
      && other.failedPages.isEmpty
  }

  /// Takes the page that was read.
  ///
  /// A full page is followed by the next, whatever the total says, and so is any page before the
  /// total's last one. Behind that, a page with new rows is followed while the total is not reached:
  /// a provider may put fewer rows on a page than it says.
  mutating func take(_ answer: HistoryAnswer) {
    let known = rows.count
    rows.formUnion(answer.rows)
    totals.append(answer.total)
    let size = max(1, answer.sizeRows ?? Endpoint.historyPageRows)
    lastExpectedPage = max(1, ((answer.total ?? 0) - 1) / size + 1)
    let isFull = answer.rows.count >= size
    if answer.rows.isEmpty, page < lastExpectedPage { emptyPages.append(page) }
    barrenPages = rows.count > known ? 0 : barrenPages + 1
    let isShort = answer.total.map { rows.count < $0 } ?? false
    let mayFollow = page < lastExpectedPage || (barrenPages == 0 && (isFull || isShort))
    advance(mayFollow && barrenPages < HistoryPass.barrenPageLimit)
  }

  /// Goes on behind a page that could not be read; past the last expected page it was but a look for
  /// more.
  mutating func skip(_ fault: AnswerFault) {
    if page <= lastExpectedPage { failedPages[page] = fault }
    advance(page < lastExpectedPage)
  }

  private mutating func advance(_ goesOn: Bool) {
    if goesOn { page += 1 } else { hasEnded = true }
  }
}

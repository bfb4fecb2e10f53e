package import Domain

/// Sums over tasks, such that
/// `billed = expected + variance + unchecked` always holds.
package struct Totals: Hashable, Sendable {
  package private(set) var tasks = 0
  /// Tasks that could be checked.
  package private(set) var coveredTasks = 0
  /// Tasks that have not been billed yet.
  package private(set) var openTasks = 0
  /// Tasks booked in a unit other than points.
  package private(set) var otherUnitTasks = 0
  /// What the provider booked.
  package private(set) var billed = Points.zero
  /// What tasks that could be checked should have cost.
  package private(set) var expected = Points.zero
  /// Net billed − expected of tasks that could be checked.
  package private(set) var variance = Points.zero
  /// The sum of the variances above 0.
  package private(set) var overcharged = Points.zero
  /// The sum of the variances below 0, as a positive amount.
  package private(set) var undercharged = Points.zero
  /// Billed points that could not be checked.
  package private(set) var unchecked = Points.zero
  /// Billed points of tasks that match no rate.
  package private(set) var unpriced = Points.zero
  /// Billed points of running tasks.
  package private(set) var unsettled = Points.zero
  /// Points reserved for tasks not booked yet.
  package private(set) var commitment = Points.zero

  package init() {}

  package init(_ rows: some Sequence<LedgerLine>) {
    for row in rows { add(row) }
  }

  package mutating func add(_ row: LedgerLine) {
    let amounts = row.amounts
    tasks += row.tasks
    billed += amounts.billed
    commitment += amounts.commitment
    if !row.isSettled { unsettled += amounts.billed }
    if row.verdict.isOpen { openTasks += row.tasks }
    if row.verdict == .otherUnit { otherUnitTasks += row.tasks }
    if row.verdict == .unpriced { unpriced += amounts.billed }
    unchecked += amounts.unchecked
    if let difference = amounts.variance {
      coveredTasks += row.tasks
      expected += amounts.billed - difference
      variance += difference
      if difference > .zero { overcharged += difference } else { undercharged += -difference }
    }
  }

  package static func += (left: inout Totals, right: Totals) {
    left.tasks += right.tasks
    left.coveredTasks += right.coveredTasks
    left.openTasks += right.openTasks
    left.otherUnitTasks += right.otherUnitTasks
    left.billed += right.billed
    left.expected += right.expected
    left.variance += right.variance
    left.overcharged += right.overcharged
    left.undercharged += right.undercharged
    left.unchecked += right.unchecked
    left.unpriced += right.unpriced
    left.unsettled += right.unsettled
    left.commitment += right.commitment
  }
}

/// Records that could not be read and are in no figure.
package struct UnreadableRecords: Hashable, Sendable {
  package static let none = UnreadableRecords(0, of: 0)

  package let count: Int
  /// The number of records in the same sources; nil if not all were counted.
  package let all: Int?

  package init(_ count: Int, of all: Int?) {
    (self.count, self.all) = (count, all)
  }

  /// `3 of 2,675 records could not be read and are not included`.
  package var sentence: String {
    let number = all.map { "\(count.groupedText) of \($0.groupedText)" } ?? count.groupedText
    let records = (all ?? count) == 1 ? "record" : "records"
    return "\(number) \(records) could not be read and \(count == 1 ? "is" : "are") not included"
  }
}

/// The share of tasks and of billed points that could be checked.
package struct Coverage: Hashable, Sendable {
  package let checkedTasks: Int
  /// Tasks that have been billed.
  package let billableTasks: Int
  package let checkedPoints: Points
  package let billedPoints: Points
  package let openTasks: Int
  /// Tasks booked in a unit other than points: their bill is not money, and in no amount.
  package let otherUnitTasks: Int
  package let unpricedPoints: Points
  /// Tasks without a creation time, which belong to no day and to no period.
  package let undatedTasks: Int
  /// What is in no total.
  package var unreadable = UnreadableRecords.none
  /// What the tasks are narrowed to.
  package var filter = LineFilter.none

  package init(_ totals: Totals, undatedTasks: Int) {
    checkedTasks = totals.coveredTasks
    billableTasks = totals.tasks - totals.openTasks
    checkedPoints = totals.billed - totals.unchecked
    billedPoints = totals.billed
    openTasks = totals.openTasks
    otherUnitTasks = totals.otherUnitTasks
    unpricedPoints = totals.unpriced
    self.undatedTasks = undatedTasks
  }

  /// The share as text: `98.7 %`, or a dash if there is nothing to share.
  package static func percentText(_ part: Int64, of whole: Int64) -> String {
    Percent(part, of: whole)?.description ?? "–"
  }

  /// The sentence at the head of every report:
  /// `Checked 12 of 15 tasks (80.0 %), 2.40 of 2.50 USD (96.0 %); 3 running`.
  package var sentence: String {
    let tasks = Coverage.percentText(Int64(checkedTasks), of: Int64(billableTasks))
    let money = Coverage.percentText(checkedPoints.count, of: billedPoints.count)
    return sentence(
      shares: (" (\(tasks))", " (\(money))"), usd: { $0.groupedUSDText() })
  }

  /// The same to the cent and without shares, for a page on which exact tables follow:
  /// `Checked 12 of 15 tasks, 2.40 of 2.50 USD; 3 running`.
  package var centsSentence: String { sentence(shares: ("", ""), usd: \.centsText) }

  private func sentence(
    shares: (tasks: String, money: String), usd: (Points) -> String
  ) -> String {
    let kept = filter.text.map { " where \($0)" } ?? ""
    var parts = [
      "Checked \(checkedTasks.groupedText) of \(billableTasks.groupedText) tasks\(kept)\(shares.tasks), "
        + "\(usd(checkedPoints)) of \(usd(billedPoints)) USD\(shares.money)"
    ]
    if openTasks > 0 { parts.append("\(openTasks.groupedText) running") }
    if otherUnitTasks > 0 {
      parts.append(
        "\(otherUnitTasks.groupedText) booked in a quota or unknown unit, not included")
    }
    if unpricedPoints > .zero { parts.append("\(usd(unpricedPoints)) USD unpriced") }
    if undatedTasks > 0 { parts.append("\(undatedTasks.groupedText) without a creation time") }
    if unreadable.count > 0 { parts.append(unreadable.sentence) }
    return parts.joined(separator: "; ")
  }
}

package import Domain
package import RateCards

/// The total amounts of a line's tasks: the single definition of amounts for every report and
/// export.
///
/// The view `v_outcome` defines the same in SQL, and tests compare the two. `billed = expected +
/// variance + unchecked` always holds, with expected and variance 0 if nothing could be compared.
package struct LineAmounts: Hashable, Sendable {
  /// What the provider booked.
  package let billed: Points
  /// Billed − expected; nil if it could not be checked.
  package let variance: Points?
  /// Points reserved for tasks not booked yet.
  package let commitment: Points

  package init(billed: Points, variance: Points?, commitment: Points) {
    (self.billed, self.variance, self.commitment) = (billed, variance, commitment)
  }

  /// What tasks that could be checked should have cost; nil if nothing could be compared.
  package var expected: Points? { variance.map { billed - $0 } }
  /// What was billed without anything to compare it with.
  package var unchecked: Points { variance == nil ? billed : .zero }
}

extension LedgerLine {
  /// What each task should cost; nil if that cannot be compared with a bill.
  package var expected: Points? { verdict.isCovered ? price : nil }

  /// Billed − expected of each task; nil if it could not be checked.
  package var variance: Points? { expected.map { (billed ?? .zero) - $0 } }

  /// What is reserved for each task; once booked, nothing is.
  package var commitment: Points { billed == nil ? frozen : .zero }

  /// What forecasts assume each task will finally cost.
  ///
  /// It is the booked amount, or else the reserved amount, or else the expected amount. Reports
  /// count only ``billed``.
  package var forecastAmount: Points {
    billed
      ?? (commitment > .zero ? commitment : status.isWithoutResult ? .zero : price ?? .zero)
  }

  /// The amounts in cash if the line has them, otherwise in credits.
  package var amounts: LineAmounts {
    if let cash { return cash }
    let billed = (billed ?? .zero) * tasks
    return LineAmounts(
      billed: billed, variance: expected.map { billed - $0 * tasks },
      commitment: commitment * tasks)
  }
}

/// What reprices tasks, for lines read with their rates.
extension LedgerLine {
  /// What each task costs, with the rate behind it; nil if no rate matches, and for tasks that
  /// failed or ran on the user's own account, which are not charged their rate.
  package var ratePrice: (price: Points, rated: Pricing.Rated)? {
    guard let rated = pricing.rated, let price, costBasis == .cardPrice else { return nil }
    return (price, rated)
  }

  /// The quantities of a task with the missing one inferred from the bill; nil if that is unknown.
  package var quantities: BilledQuantities? {
    guard let rated = pricing.rated else { return BilledQuantities(entries: []) }
    guard rated.quantities.unknown != nil else { return rated.quantities }
    return billed.flatMap { rated.quantities.implied(by: rated.formula, billed: $0) }
  }

  /// The unit of the one measure that is priced; nil if there are none or several.
  package var unit: String? { pricing.rated?.formula.onlyLine?.unit }

  /// The units of one task; nil if unknown.
  package var unitsPerTask: Ratio? {
    guard let measure = pricing.rated?.formula.onlyLine?.measure else { return nil }
    return quantities?[measure]
  }

  /// The lines of many days merged, in order of first occurrence: the basis for counting units, so
  /// that each exact quantity is computed once.
  ///
  /// A merged line has the first of its days, and only the billed amount.
  package static func withoutDays(_ lines: [LedgerLine]) -> [LedgerLine] {
    struct Key: Hashable {
      let pricing: ObjectIdentifier
      let status: TaskStatus
      let verdict: Verdict
      let billed: Points?
    }
    var places: [Key: Int] = [:]
    var sums: [LedgerLine] = []
    for line in lines {
      let key = Key(
        pricing: ObjectIdentifier(line.pricing), status: line.status, verdict: line.verdict,
        billed: line.billed)
      if let place = places[key] {
        sums[place].tasks += line.tasks
        sums[place].day = [sums[place].day, line.billedDay].compactMap(\.self).min()
      } else {
        places[key] = sums.count
        sums.append(
          LedgerLine(
            day: line.billedDay, pricing: line.pricing, status: line.status,
            verdict: line.verdict, billed: line.billed, price: nil, tasks: line.tasks))
      }
    }
    return sums
  }
}

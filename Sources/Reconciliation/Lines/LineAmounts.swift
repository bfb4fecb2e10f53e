package import Domain
package import RateCards

/// What all tasks of a line come to: the one definition of the amounts of every report and export.
///
/// The view `v_outcome` says the same in SQL, and tests compare the two.
/// `billed = expected + variance + unchecked` always holds, expected and variance being 0 where
/// nothing could be compared.
package struct LineAmounts: Hashable, Sendable {
  /// What the provider booked.
  package let billed: Points
  /// Billed − expected; nil where that could not be checked.
  package let variance: Points?
  /// Points set aside for tasks for which nothing is booked yet.
  package let commitment: Points

  package init(billed: Points, variance: Points?, commitment: Points) {
    (self.billed, self.variance, self.commitment) = (billed, variance, commitment)
  }

  /// What tasks that could be checked should have cost; nil where nothing could be compared.
  package var expected: Points? { variance.map { billed - $0 } }
  /// What was billed without anything to compare it with.
  package var unchecked: Points { variance == nil ? billed : .zero }
}

extension LedgerLine {
  /// Of each task, what it should cost where that could be compared with what was billed; else nil.
  package var expected: Points? { verdict.isCovered ? price : nil }

  /// Of each task, billed − expected; nil where that could not be checked.
  package var variance: Points? { expected.map { (billed ?? .zero) - $0 } }

  /// Of each task, what is set aside for it; what is booked is set aside no more.
  package var commitment: Points { billed == nil ? frozen : .zero }

  /// Of each task, what forecasts take it to cost in the end.
  ///
  /// It is what was booked; else what is set aside for it; else what it should cost. Reports count
  /// ``billed`` alone.
  package var forecastAmount: Points {
    billed
      ?? (commitment > .zero ? commitment : status.isWithoutResult ? .zero : price ?? .zero)
  }

  /// The amounts in cash where the line has them, else in credits.
  package var amounts: LineAmounts {
    if let cash { return cash }
    let billed = (billed ?? .zero) * tasks
    return LineAmounts(
      billed: billed, variance: expected.map { billed - $0 * tasks },
      commitment: commitment * tasks)
  }
}

/// What reprices tasks, of lines that were read with their rates.
extension LedgerLine {
  /// What each task costs, with the rate that makes it; nil where no rate fits, and for tasks that
  /// failed or ran on the user's own account, which cost something else than their rate.
  package var ratePrice: (price: Points, rated: Pricing.Rated)? {
    guard let rated = pricing.rated, let price, verdict.isPricedByRate else { return nil }
    return (price, rated)
  }

  /// The quantities of a task with the one that the response does not say filled in from the bill;
  /// nil where that is not known.
  package var quantities: BilledQuantities? {
    guard let rated = pricing.rated else { return BilledQuantities(entries: []) }
    guard rated.quantities.unknown != nil else { return rated.quantities }
    return billed.flatMap { rated.quantities.implied(by: rated.formula, billed: $0) }
  }

  /// The unit of the one measure that is priced; nil where there is none, or several.
  package var unit: String? { pricing.rated?.formula.onlyLine?.unit }

  /// The units of one task, nil where they are not known.
  package var unitsPerTask: Ratio? {
    guard let measure = pricing.rated?.formula.onlyLine?.measure else { return nil }
    return quantities?[measure]
  }

  /// The lines of many days as one each, in the order in which they first come: what units are
  /// counted by, so that each exact quantity is worked out once.
  ///
  /// A line has the first of its days, and of its amounts only what was billed.
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

extension Verdict {
  /// Whether the task costs its rate: it came to an end, or is on its way to one.
  fileprivate var isPricedByRate: Bool {
    switch self {
    case .matched, .overcharged, .undercharged, .consistent, .unmetered, .otherUnit, .conflict,
      .provisional, .stuck:
      true
    default: false
    }
  }
}

package import Domain

/// The days on which a rate is known to have been the provider's price.
///
/// A rate with a published start was the price for its entire period. Otherwise it is known from
/// the first to the last day on which it was seen or checked, and up to its end if that is
/// published.
package struct ProvedDays: Hashable, Sendable, Codable {
  private let isStartPublished: Bool
  private let isEndPublished: Bool
  /// The first and the last day on which the price was seen, as text; empty if it never was.
  private let first: String
  private let last: String

  private init(isStartPublished: Bool, isEndPublished: Bool, seen: [CalendarDay]) {
    self.isStartPublished = isStartPublished
    self.isEndPublished = isEndPublished
    first = seen.min()?.description ?? ""
    last = seen.max()?.description ?? ""
  }

  /// A check after a rate's end saw the following price, not this one.
  init(_ rate: Rate) {
    let checked = rate.evidence.checked.flatMap { day in
      rate.period.contains(Instant(startOf: day)) ? day : nil
    }
    let published = rate.published
    self.init(
      isStartPublished: published.from != nil
        && (published.earliestFrom == nil || rate.evidence.firstSeen == nil),
      isEndPublished: published.until != nil,
      seen: [rate.evidence.firstSeen, rate.evidence.lastSeen, checked].compactMap(\.self))
  }

  /// All days of a rate's period.
  package static let published = ProvedDays(
    isStartPublished: true, isEndPublished: false, seen: [])

  /// The days from one to another; none if no day is given.
  package static func seen(_ days: CalendarDay...) -> ProvedDays {
    ProvedDays(isStartPublished: false, isEndPublished: false, seen: days)
  }

  /// Whether the price is known for a day on which the rate is in force.
  package func contains(_ day: CalendarDay) -> Bool {
    if isStartPublished { return true }
    guard let first = CalendarDay(first), let last = CalendarDay(last) else { return false }
    return day >= first && (isEndPublished || day <= last)
  }

  /// What is known, in words: `in force from 2026-02-13`, `seen from 2026-03-16 to 2026-06-01`;
  /// empty if nothing is.
  func text(period: String) -> String {
    if isStartPublished { return "in force \(period)" }
    guard !first.isEmpty else { return "" }
    if isEndPublished { return "seen from \(first) on, in force \(period)" }
    return first == last ? "seen on \(first)" : "seen from \(first) to \(last)"
  }

  /// Why a day on which the rate is in force is not among them.
  package var limit: String {
    guard !first.isEmpty else { return "it is unknown when this price was published or seen" }
    guard !isEndPublished else { return "this price was seen only from \(first) on" }
    return "this price was seen only \(first == last ? "on \(first)" : "from \(first) to \(last)")"
  }
}

/// What proves the price of a rate.
package struct PriceProof: Hashable, Sendable {
  package let certainty: Certainty
  package let days: ProvedDays
  /// A change of prices that may have come before the task or after it.
  package let uncertainChange: UncertainChange?
  /// Labels of the other confirmed prices: those of other periods, or without agreements.
  private let confirmedPrices: Set<String>

  package init(
    certainty: Certainty, days: ProvedDays, uncertainChange: UncertainChange? = nil,
    confirmedPrices: Set<String> = []
  ) {
    (self.certainty, self.days, self.uncertainChange) = (certainty, days, uncertainChange)
    self.confirmedPrices = confirmedPrices
  }

  /// Whether another price, known by its label, is reported but not confirmed.
  package func isUnconfirmed(_ label: String) -> Bool { !confirmedPrices.contains(label) }
}

extension PriceFormula {
  /// What proves the price; formulas of earlier versions contain less and so prove less.
  package var proof: PriceProof {
    PriceProof(
      certainty: Certainty(rawValue: certainty) ?? .low, days: knownDays,
      uncertainChange: uncertainChange,
      confirmedPrices: Set(alternatives.filter { $0.isUnconfirmed == false }.map(\.label)))
  }

  private var knownDays: ProvedDays {
    if let provedDays { return provedDays }
    guard let first = CalendarDay(firstSeen), let last = CalendarDay(lastSeen) else {
      return .seen()
    }
    return .seen(first, last)
  }

  /// Where the price is written, and for which days it is known:
  /// `piapi.ai/docs/…, seen from 2026-03-16 to 2026-06-01`.
  package var sourceText: String {
    [source, knownDays.text(period: period)].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// `0.042 USD per image`, with multiplier, markups and agreements; for several measures, their
  /// prices before these.
  package var lotPriceText: String {
    guard let usd = lotUSD, let line = onlyLine else {
      return lines.map { "\($0.measure) \($0.priceText)" }.joined(separator: " + ")
    }
    return "\(usd) USD per \(line.lotText)"
  }
}

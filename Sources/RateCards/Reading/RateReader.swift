import Domain

/// Creates the rates of an entry, with their effective periods.
struct RateReader {
  private static let priceFields: Set<String> = [
    "when", "usd", "times", "round_price", "from", "until", "seen", "source", "checked",
    "certainty",
    "unconfirmed", "note",
  ]

  let entry: ResolvedDraft
  let card: String
  let measures: [MeasureRule]

  /// A rate whose end may follow from the next rate.
  private struct Draft {
    var rate: Rate
    /// The published start, else the first day on which the price was seen.
    var start: Instant? {
      rate.period.from ?? rate.evidence.firstSeen.map(Instant.init(startOf:))
    }
  }

  func rates() throws(CardError) -> [Rate] {
    var drafts: [Draft] = []
    if let prices = entry.members["prices"] {
      for element in try prices.elements() {
        drafts.append(try draft(try element.members(RateReader.priceFields), at: element))
      }
    } else {
      drafts.append(try draft([:], at: entry.members["usd"] ?? entry.draft.node))
    }
    guard !drafts.isEmpty else { throw entry.draft.node.error("expected at least one price") }
    return try succession(drafts)
  }

  private func draft(_ price: [String: CardNode], at node: CardNode) throws(CardError) -> Draft {
    let member = { (name: String) in price[name] ?? entry.members[name] }
    guard let usd = member("usd") else { throw node.error("expected usd or prices") }
    let bounds = ["from": member("from"), "until": member("until")].compactMapValues(\.self)
    let period = try node.period(bounds)
    let evidence = try evidence(member, at: node)
    let (prices, text) = try self.prices(usd)
    return Draft(
      rate: Rate(
        conditions: try ExpressionReader.conditions(price["when"]),
        prices: prices, priceText: text,
        multiplier: try member("times")?.positive(),
        priceStep: try member("round_price")?.positive(),
        period: period, published: period, evidence: evidence,
        unconfirmed: try unconfirmed(price["unconfirmed"] ?? entry.members["unconfirmed"]),
        note: try member("note")?.text(),
        place: isInherited ? place(entry.draft.node) : place(node),
        inheritedFrom: isInherited ? place(node) : nil))
  }

  /// Whether the entry itself has no price.
  private var isInherited: Bool {
    entry.draft.members["prices"] == nil && entry.draft.members["usd"] == nil
  }

  private func place(_ node: CardNode) -> CardPlace {
    CardPlace(card: card, file: node.file, line: node.line)
  }

  private func evidence(
    _ member: (String) -> CardNode?, at node: CardNode
  ) throws(CardError) -> Evidence {
    let seen = try seenDays(member("seen"))
    return Evidence(
      source: try member("source")?.text() ?? "",
      checked: try member("checked")?.day(),
      certainty: try member("certainty")?.certainty() ?? .high,
      firstSeen: seen.first, lastSeen: seen.last)
  }

  /// One day, or the first and the last.
  private func seenDays(_ node: CardNode?) throws(CardError) -> [CalendarDay] {
    guard let node else { return [] }
    var days: [CalendarDay] = []
    for element in try node.oneOrMore() { days.append(try element.day()) }
    guard days.count <= 2, days == days.sorted() else {
      throw node.error("expected a day, or the first and the last day")
    }
    return days
  }

  /// One price for the one measure, or a price per measure by name.
  private func prices(_ node: CardNode) throws(CardError) -> ([String: Ratio], String) {
    var prices: [String: Ratio] = [:]
    var texts: [String] = []
    if !node.isMapping {
      guard measures.count == 1, let measure = measures.first else {
        throw node.error("expected a price for each of the measures")
      }
      prices[measure.name] = try node.price().points(per: measure.per, at: node)
      return (prices, measure.priceText(try node.price()))
    }
    for (name, value) in try node.anyMembers() {
      guard let measure = measures.first(where: { $0.name == name }) else {
        throw value.error("no measure is named \"\(name)\"")
      }
      prices[name] = try value.price().points(per: measure.per, at: value)
      texts.append("\(name) \(measure.priceText(try value.price()))")
    }
    if let measure = measures.first(where: { prices[$0.name] == nil }) {
      throw node.error("expected a price for the measure \(measure.name)")
    }
    return (prices, texts.joined(separator: " + "))
  }

  private func unconfirmed(_ node: CardNode?) throws(CardError) -> [UnconfirmedPrice] {
    guard let node else { return [] }
    var found: [UnconfirmedPrice] = []
    for element in try node.oneOrMore() {
      let fields = try element.members(["usd", "seen", "source", "checked", "certainty"])
      guard let usd = fields["usd"] else { throw element.error("expected usd") }
      let (prices, text) = try prices(usd)
      found.append(
        UnconfirmedPrice(
          prices: prices, text: text, evidence: try evidence({ fields[$0] }, at: element),
          place: place(element)))
    }
    return found
  }

  /// Rates under the same conditions follow each other: each but the first starts on its published
  /// day or, if none is published, on the day it was first seen, and ends the previous one.
  private func succession(_ drafts: [Draft]) throws(CardError) -> [Rate] {
    var rates = drafts.map(\.rate)
    for (index, draft) in drafts.enumerated() {
      let peers = drafts.enumerated().filter {
        Set($0.element.rate.conditions) == Set(draft.rate.conditions)
      }
      guard peers.count > 1 else { continue }
      let isFirst = peers.allSatisfy { peer in
        peer.offset == index || RateReader.starts(draft, before: peer.element)
      }
      let next = peers.map(\.element).filter { RateReader.starts(draft, before: $0) }
        .compactMap(\.start).min()
      let written = draft.rate.period
      let period = EffectivePeriod(
        from: written.from ?? (isFirst ? nil : draft.start), until: written.until ?? next,
        earliestFrom: written.earliestFrom)
      rates[index] = draft.rate.withPeriod(period)
    }
    return rates
  }

  private static func starts(_ left: Draft, before right: Draft) -> Bool {
    guard let rightStart = right.start else { return false }
    return left.start.map { $0 < rightStart } ?? true
  }
}

extension MeasureRule {
  /// `0.028 USD per image`, `0.1125 USD per 1000000 tokens`.
  func priceText(_ usd: ExactDecimal) -> String {
    let lot = per == ExactDecimal(1) ? unit : "\(per) \(unit)s"
    return "\(usd) USD per \(isPerStarted ? "started " : "")\(lot)"
  }
}

extension Rate {
  func withPeriod(_ period: EffectivePeriod) -> Rate {
    Rate(
      conditions: conditions, prices: prices, priceText: priceText, multiplier: multiplier,
      priceStep: priceStep, period: period, published: published, evidence: evidence,
      unconfirmed: unconfirmed,
      note: note, place: place, inheritedFrom: inheritedFrom)
  }
}

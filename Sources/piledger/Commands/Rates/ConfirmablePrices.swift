import Application
import Domain
import RateCards
import Reconciliation

/// The prices of a SKU that a user can confirm.
///
/// They are the ones that the bills show, and the ones that the card lists as unconfirmed.
struct ConfirmablePrices {
  struct Price {
    let usd: Ratio
    let lot: String
    /// Since when the bills show it; nil if they don't say.
    let from: Instant?
    /// Where the price comes from.
    let source: String
  }

  private let name: String
  private let sku: SKU?
  private let knownNames: [String]
  private let prices: [Price]

  /// - Parameters:
  ///   - name: the SKU as the user names it.
  ///   - inferred: the prices of SKUs inferred from the bills.
  ///   - card: the cards in use.
  ///   - moment: the moment for which to look up the card's prices.
  ///   - startOfDay: returns when an accounting day starts.
  init(
    sku name: String, inferred: [InferredSKU], card: RateCard, moment: Instant,
    startOfDay: (CalendarDay) -> Instant
  ) {
    self.name = name
    let known = inferred.map(\.sku) + card.skus
    knownNames = known.map(\.description)
    let sku =
      known.first { $0.description == name }
      ?? known.first { ProviderName.areEqual($0.description, name) }
    self.sku = sku
    let billed = inferred.first { $0.sku == sku }.map {
      ConfirmablePrices.billed($0, startOfDay: startOfDay)
    }
    let listed = sku.map { ConfirmablePrices.listed($0, in: card, at: moment) }
    prices = ConfirmablePrices.joined(billed ?? [], listed ?? [])
  }

  private static func billed(
    _ inferred: InferredSKU, startOfDay: (CalendarDay) -> Instant
  ) -> [Price] {
    inferred.prices.compactMap { price in
      guard let usd = price.billedUSD, !price.differing.isEmpty else { return nil }
      return Price(
        usd: usd, lot: inferred.lot,
        from: inferred.history.isVarying ? nil : price.from(startOfDay),
        source: "as billed for \(price.tasks) \(price.tasks == 1 ? "task" : "tasks")")
    }
  }

  private static func listed(_ sku: SKU, in card: RateCard, at moment: Instant) -> [Price] {
    guard let line = card.formula(of: sku, at: moment)?.onlyLine else { return [] }
    return card.reportedPrices(of: sku, at: moment).compactMap { price in
      price.usd.map { Price(usd: $0, lot: line.lotText, from: nil, source: price.label) }
    }
  }

  /// A price found in both keeps the date from the bills.
  private static func joined(_ billed: [Price], _ listed: [Price]) -> [Price] {
    billed + listed.filter { price in !billed.contains { $0.usd == price.usd } }
  }

  /// The SKU as the ledger or the card names it.
  func known() throws(Failure) -> SKU {
    if let sku { return sku }
    let hint = NearestNames.hint(for: name, among: knownNames)
    throw Failure(.usage, VisibleText.line("\(name): no rate prices this SKU\(hint)"))
  }

  /// The requested price, or the only one.
  func price(_ text: String?) throws(Failure) -> Price {
    let name = VisibleText.line(try known().description)
    guard !prices.isEmpty else {
      throw Failure(
        .usage,
        "\(name): no price to confirm: no task was billed differently from the card, and the "
          + "card lists no unconfirmed price")
    }
    guard let text else {
      guard prices.count == 1 else {
        throw Failure(
          .usage, "\(name): several prices can be confirmed; name one: \(list(prices))")
      }
      return prices[0]
    }
    guard let usd = ExactDecimal(text)?.ratio, usd > .zero else {
      throw Failure(
        .usage,
        "USD: expected a price such as 0.052, found \(VisibleText.line(text, limit: 40))")
    }
    if let price = prices.first(where: { $0.usd == usd }) { return price }
    let nearest = prices.min { distance($0.usd, usd) < distance($1.usd, usd) }
    throw Failure(
      .usage,
      "\(name): no task was billed \(usd) USD, and the card does not list it as unconfirmed; nearest "
        + "is \(list([nearest].compactMap(\.self)))")
  }

  private func distance(_ left: Ratio, _ right: Ratio) -> Ratio {
    guard let difference = try? left.minus(right) else { return left }
    return difference.isNegative ? (try? Ratio.zero.minus(difference)) ?? difference : difference
  }

  private func list(_ prices: [Price]) -> String {
    prices.map { price in
      "\(price.usd) USD per \(VisibleText.line(price.lot)) (\(VisibleText.line(price.source)))"
    }.joined(separator: ", ")
  }
}

package import Domain

/// Why a price is not determined by what is known about tasks.
package struct UnknownPrice: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

/// The rates that may apply to a SKU: it names only the fields that decided its price, and another
/// card may read others.
extension RateSearch {
  /// A rate whose conditions on the SKU's fields hold.
  fileprivate struct Contender {
    let candidate: RateCandidate
    /// The conditions on fields that the SKU doesn't name.
    let open: [Condition]
  }

  /// The rates of which one applies, whatever the other fields are.
  ///
  /// A rate that always loses to another one is left out, so that a SKU which names every field
  /// that matters has a single one.
  fileprivate func contenders(naming names: Set<String>, at moment: Instant) -> [Contender] {
    let possible = candidates.compactMap { candidate -> Contender? in
      let conditions = candidate.rate.conditions
      let holds = conditions.allSatisfy { condition in
        !names.contains(condition.field) || candidate.facts.match(condition) != nil
      }
      guard holds, candidate.rate.period.contains(moment) else { return nil }
      return Contender(
        candidate: candidate, open: conditions.filter { !names.contains($0.field) })
    }
    return possible.enumerated().filter { index, contender in
      !possible.enumerated().contains { other, rival in
        other != index && rival.open.allSatisfy(contender.open.contains)
          && RateSearch.wins(
            (rival.candidate, at: other), over: (contender.candidate, at: index))
      }
    }.map(\.element)
  }

  /// Whether a candidate wins over another one, given their places in the card's order.
  private static func wins(
    _ one: (candidate: RateCandidate, at: Int), over other: (candidate: RateCandidate, at: Int)
  ) -> Bool {
    one.at < other.at
      ? other.candidate.precedence(over: one.candidate) == nil
      : one.candidate.precedence(over: other.candidate) != nil
  }
}

extension Pricer {
  /// What a SKU costs under this card for known quantities, so that a ledger is priced by SKU and
  /// not by task.
  ///
  /// The fields that the SKU lacks don't matter if every rate that may apply makes the same price.
  ///
  /// - Returns: the price, or why the SKU alone does not determine it.
  package func price(
    of sku: SKU, quantities: BilledQuantities, at moment: Instant
  ) -> Result<Points, UnknownPrice> {
    let request = Request(model: sku.model, taskType: sku.taskType, fields: sku.fields)
    let groups = card.groups(model: sku.model, taskType: sku.taskType)
    let input = PricingInput(request: request, outputCount: nil, createdAt: moment)
    let contenders = RateSearch(input: input, groups: groups, isSKU: true)
      .contenders(naming: Set(sku.fields.map(\.name)), at: moment)
    let prices = contenders.map { contender in
      price(by: contender.candidate, request: request, quantities: quantities, at: moment)
    }
    guard let price = prices.first else {
      return .failure(UnknownPrice(charge(for: input).unpricedReason ?? "no rate fits"))
    }
    if Set(prices).count > 1, let field = contenders.flatMap(\.open).first?.field {
      return .failure(UnknownPrice("the card's price depends on \(field), the SKU does not"))
    }
    return price
  }

  private func price(
    by candidate: RateCandidate, request: Request, quantities: BilledQuantities,
    at moment: Instant
  ) -> Result<Points, UnknownPrice> {
    let maker = FormulaMaker(
      candidate: candidate, createdAt: moment,
      agreements: card.agreements(
        on: candidate.group, ofLayer: candidate.layer, request: request))
    guard let formula = try? maker.formula() else {
      return .failure(UnknownPrice(ArithmeticOverflow().description))
    }
    return formula.price(of: quantities)
  }
}

extension PriceFormula {
  /// The price of a task, or the quantity that it lacks.
  package func price(of quantities: BilledQuantities) -> Result<Points, UnknownPrice> {
    if let line = lines.first(where: { quantities[$0.measure] == nil }) {
      return .failure(UnknownPrice("the number of \(line.unit)s is not known"))
    }
    var pipeline = PricePipeline(self)
    guard let points = try? pipeline.price(quantities) else {
      return .failure(UnknownPrice(ArithmeticOverflow().description))
    }
    return .success(points)
  }
}

/// A SKU with one of its fields as it would be if the request omitted it.
package struct DefaultedSKU: Hashable, Sendable {
  package let field: String
  /// What the request asks for.
  package let value: String
  /// What it would get by default.
  package let defaultValue: String
  package let sku: SKU
}

extension Pricer {
  /// The SKUs that differ from this one by setting a single field to its default; empty if every
  /// field already has its default, or the card gives none.
  package func defaulted(_ sku: SKU, at moment: Instant) -> [DefaultedSKU] {
    let request = Request(model: sku.model, taskType: sku.taskType, fields: sku.fields)
    let input = PricingInput(request: request, outputCount: nil, createdAt: moment)
    let groups = card.groups(model: sku.model, taskType: sku.taskType)
    guard case .found(let candidate) = RateSearch(input: input, groups: groups, isSKU: true).result
    else { return [] }
    return sku.fields.compactMap { field in
      guard
        let standard = Facts.inForce(
          candidate.group.defaults[field.name] ?? [], at: moment)?.value,
        !standard.means(field.value.text)
      else { return nil }
      let fields = sku.fields.map { $0.name == field.name ? Request.Field($0.name, standard) : $0 }
      return DefaultedSKU(
        field: field.name, value: field.value.text, defaultValue: standard.text,
        sku: SKU(model: sku.model, taskType: sku.taskType, fields: fields))
    }
  }
}

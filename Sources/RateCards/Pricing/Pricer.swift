package import Domain

/// What a price depends on.
package struct PricingInput: Hashable, Sendable {
  package let request: Request
  /// The number of results of a completed task; nil if there are none to count.
  package let outputCount: Int?
  package let createdAt: Instant?

  package init(request: Request, outputCount: Int?, createdAt: Instant?) {
    (self.request, self.outputCount, self.createdAt) = (request, outputCount, createdAt)
  }
}

/// Prices tasks by a rate card: the rate in force when the task was created, and its proof.
package struct Pricer: Sendable {
  package let card: RateCard

  package init(card: RateCard) {
    self.card = card
  }

  package func charge(for input: PricingInput) -> Charge {
    let request = input.request
    let groups = card.groups(model: request.model, taskType: request.taskType)
    guard !groups.isEmpty else {
      return .unpriced(request, reason: RateSearch.unknownName(request, in: card))
    }
    let windows = changeWindows(around: input.createdAt, of: groups, request: request)
    let charge = charge(
      for: input, groups: groups,
      change: windows.first.map { UncertainChange($0, isAfter: false) })
    let later = windows.map { window in
      self.charge(
        for: PricingInput(
          request: request, outputCount: input.outputCount, createdAt: window.upperBound),
        groups: groups, change: UncertainChange(window, isAfter: true))
    }
    return charge.with(
      afterChange: later.filter {
        $0.outcome != charge.outcome && $0.unpricedReason == nil
      })
  }

  /// The spans around a moment in which prices changed at an unknown moment, the one that ends first
  /// at the front.
  private func changeWindows(
    around moment: Instant?, of groups: [(layer: Int, group: RateGroup)], request: Request
  ) -> [Range<Instant>] {
    guard let moment else { return [] }
    let agreed = groups.flatMap { layer, group in
      card.agreements(on: group, ofLayer: layer, request: request).map(\.period)
    }
    let windows = (groups.flatMap(\.group.periods) + agreed).compactMap { period in
      period.mayHaveStarted(by: moment)
        ? period.earliestFrom.flatMap { earliest in period.from.map { earliest..<$0 } } : nil
    }
    return Set(windows).sorted {
      ($0.upperBound, $0.lowerBound) < ($1.upperBound, $1.lowerBound)
    }
  }

  private func charge(
    for input: PricingInput, groups: [(layer: Int, group: RateGroup)], change: UncertainChange?
  ) -> Charge {
    switch RateSearch(input: input, groups: groups).result {
    case .none(let reason): .unpriced(input.request, reason: reason)
    case .found(let candidate): charge(for: input, by: candidate, change: change)
    }
  }

  private func charge(
    for input: PricingInput, by candidate: RateCandidate, change: UncertainChange?
  ) -> Charge {
    let agreements = card.agreements(
      on: candidate.group, ofLayer: candidate.layer, request: input.request)
    if input.createdAt == nil, agreements.contains(where: { $0.period != .always }) {
      return .unpriced(input.request, reason: RateSearch.undatedReason)
    }
    let sku = candidate.sku(of: input.request)
    switch candidate.quantities {
    case .failure(let missing): return .unpriced(input.request, reason: missing.description)
    case .success(let quantities):
      do throws(ArithmeticOverflow) {
        let maker = FormulaMaker(
          candidate: candidate, createdAt: input.createdAt, agreements: agreements,
          uncertainChange: change)
        return .priced(sku, by: try maker.formula(), quantities: quantities)
      } catch {
        return .unpriced(input.request, reason: error.description)
      }
    }
  }
}

extension Pricer {
  /// What the price of a model and task type depends on, so that equal tasks are priced once.
  package struct Dependencies: Sendable {
    package let fieldNames: Set<String>
    /// ``fieldNames`` in their order.
    package let sortedFieldNames: [String]
    package let readsOutputs: Bool
    /// The moments at which a price may change, in order.
    package let boundaries: [Instant]
  }

  package func dependencies(model: String, taskType: String) -> Dependencies {
    let groups = card.groups(model: model, taskType: taskType).map(\.group)
    let named = groups.flatMap(\.fieldNames)
    // A list of one element means the element.
    let names = Set(named + named.map { "\($0).only" })
    let agreed = card.layers.flatMap(\.agreements).map(\.period)
    let bounds = (groups.flatMap(\.periods) + agreed).flatMap(\.boundaries)
    return Dependencies(
      fieldNames: names, sortedFieldNames: names.sorted(),
      readsOutputs: names.contains(Facts.outputs),
      boundaries: Set(bounds).sorted())
  }
}

extension Pricer {
  /// What a SKU costs under this card for known quantities, so that a ledger is priced by SKU and
  /// not by task.
  ///
  /// - Returns: the price, or why the SKU alone does not determine it.
  package func price(
    of sku: SKU, quantities: BilledQuantities, at moment: Instant
  ) -> Result<Points, SKUPricingError> {
    let request = Request(model: sku.model, taskType: sku.taskType, fields: sku.fields)
    let groups = card.groups(model: sku.model, taskType: sku.taskType)
    let input = PricingInput(request: request, outputCount: nil, createdAt: moment)
    guard !groups.isEmpty,
      case .found(let candidate) = RateSearch(input: input, groups: groups, isSKU: true).result
    else { return .failure(SKUPricingError(charge(for: input).unpricedReason ?? "no rate fits")) }
    let known = Set(sku.fields.map(\.name))
    let needed = candidate.group.rates.flatMap(\.conditions).map(\.field)
    if let field = needed.first(where: { !known.contains($0) }) {
      return .failure(SKUPricingError("the card's price depends on \(field), the SKU does not"))
    }
    let maker = FormulaMaker(
      candidate: candidate, createdAt: moment,
      agreements: card.agreements(
        on: candidate.group, ofLayer: candidate.layer, request: request))
    guard let formula = try? maker.formula() else {
      return .failure(SKUPricingError(ArithmeticOverflow().description))
    }
    if let line = formula.lines.first(where: { quantities[$0.measure] == nil }) {
      return .failure(SKUPricingError("the number of \(line.unit)s is not known"))
    }
    var pipeline = PricePipeline(formula)
    guard let points = try? pipeline.price(quantities) else {
      return .failure(SKUPricingError(ArithmeticOverflow().description))
    }
    return .success(points)
  }
}

/// Why a SKU alone does not determine a price.
package struct SKUPricingError: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension BilledQuantities {
  /// The quantities with the missing one inferred from what was booked; nil if no whole number of
  /// lots costs that amount.
  package func implied(by formula: PriceFormula, billed: Points) -> BilledQuantities? {
    guard let unknown else { return self }
    var pipeline = PricePipeline(formula)
    guard let lot = (try? pipeline.lotPrice(self, unknown: unknown)) ?? nil,
      let units = lot.impliedUnits(billed: billed)
    else { return nil }
    return BilledQuantities(
      entries: entries.map { entry in
        entry.value == nil ? Entry(name: entry.name, value: units) : entry
      })
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

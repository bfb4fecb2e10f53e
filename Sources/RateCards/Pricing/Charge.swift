package import Domain

/// What the rate card says about a task.
package struct Charge: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    /// The task should cost this amount.
    case expected(Points)
    /// The measure is not in the response: the task should cost whole lots within bounds.
    case perLot(LotPrice)
    /// No rate matches; the reason names the closest one.
    case unpriced(reason: String)
  }

  /// What the task would cost at one of the formula's alternative prices.
  package struct Alternative: Hashable, Sendable {
    package let points: Points
    package let label: String
  }

  package let sku: SKU
  package let outcome: Outcome
  /// Nil if no rate matches.
  package let formula: PriceFormula?
  package let quantities: BilledQuantities
  package let alternatives: [Alternative]
  /// What the task costs if a change of unknown moment came before it rather than after; empty if
  /// there is none, or it makes no difference.
  package private(set) var afterChange: [Charge] = []

  package var expected: Points? {
    if case .expected(let points) = outcome { points } else { nil }
  }

  package var lotPrice: LotPrice? {
    if case .perLot(let lot) = outcome { lot } else { nil }
  }

  package var unpricedReason: String? {
    if case .unpriced(let reason) = outcome { reason } else { nil }
  }
}

extension Charge {
  /// The charge of this one and those after a change of unknown moment that explains an amount;
  /// without one, or if none does, this.
  package func explaining(_ points: Points?) -> Charge {
    guard let points, !afterChange.isEmpty, !explains(points) else { return self }
    return afterChange.first { $0.explains(points) } ?? self
  }

  private func explains(_ points: Points) -> Bool {
    switch outcome {
    case .expected(let expected): expected == points
    case .perLot(let lot): lot.impliedUnits(billed: points) != nil
    case .unpriced: false
    }
  }

  func with(afterChange charges: [Charge]) -> Charge {
    var charge = self
    charge.afterChange = charges
    return charge
  }

  /// The charge of a task that only the account history shows: a price of its model could be that of
  /// another request.
  package static func unlogged(_ request: Request) -> Charge {
    unpriced(request, reason: "only the account history shows it, which tells no request")
  }

  /// The charge of tasks that usage lines have counted together without all that a rate reads: given
  /// the names of what they lack, or none if a price changes between the tasks of one line.
  package static func untold(_ missing: [String], of request: Request) -> Charge {
    let words =
      missing.isEmpty
      ? "a price changes between the tasks of a usage line"
      : "the usage lines do not tell \(missing.joined(separator: ", "))"
    return unpriced(request, reason: "\(words): run the query of piledger scale sql again")
  }

  static func unpriced(_ request: Request, reason: String) -> Charge {
    Charge(
      sku: SKU(model: request.model, taskType: request.taskType),
      outcome: .unpriced(reason: reason), formula: nil,
      quantities: BilledQuantities(entries: []), alternatives: [])
  }

  /// The charge by a formula; what cannot be computed exactly is unpriced, with the reason.
  static func priced(
    _ sku: SKU, by formula: PriceFormula, quantities: BilledQuantities
  ) -> Charge {
    var pipeline = PricePipeline(formula)
    do throws(ArithmeticOverflow) {
      let outcome: Outcome
      if let unknown = quantities.unknown {
        let lot = try pipeline.lotPrice(quantities, unknown: unknown)
        let reason = "the number of \(unknown.name)s is not in the response"
        outcome = lot.map { .perLot($0) } ?? .unpriced(reason: reason)
      } else {
        outcome = .expected(try pipeline.price(quantities))
      }
      return Charge(
        sku: sku, outcome: outcome, formula: formula, quantities: quantities,
        alternatives: alternatives(of: formula, quantities: quantities))
    } catch {
      return Charge(
        sku: sku, outcome: .unpriced(reason: error.description), formula: formula,
        quantities: quantities, alternatives: [])
    }
  }

  /// The other prices that can be computed exactly.
  private static func alternatives(
    of formula: PriceFormula, quantities: BilledQuantities
  ) -> [Alternative] {
    guard quantities.unknown == nil else { return [] }
    return formula.alternatives.compactMap { alternative in
      var pipeline = PricePipeline(formula.replaced(by: alternative))
      return (try? pipeline.price(quantities)).map {
        Alternative(points: $0, label: alternative.label)
      }
    }
  }
}

/// The quantities by which prices are multiplied, by measure, and by unit for surcharges.
///
/// As text: `image=3`, or `image=? 1..15` if the response does not say.
package struct BilledQuantities: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let name: String
    /// Nil if the response does not say.
    package let value: Ratio?
    package let least: Ratio?
    package let most: Ratio?
    /// What an unknown value is a multiple of.
    package let step: ExactDecimal

    package init(
      name: String, value: Ratio?, least: Ratio? = nil, most: Ratio? = nil,
      step: ExactDecimal = ExactDecimal(1)
    ) {
      (self.name, self.value, self.least, self.most) = (name, value, least, most)
      self.step = step
    }
  }

  package let entries: [Entry]

  package init(entries: [Entry]) {
    self.entries = entries
  }

  package subscript(name: String) -> Ratio? {
    entries.first { $0.name == name }?.value
  }

  /// The one quantity missing from the response; nil if all are known.
  package var unknown: Entry? { entries.first { $0.value == nil } }
}

extension BilledQuantities {
  /// The quantities as JSON, for the ledger: `{"image":"3"}`; an unknown one is an object of its
  /// bounds and its step unless that is 1, `{"second":{"least":"1","most":"30"}}`.
  package var json: String {
    let members = entries.map { entry in
      let value = entry.value.map { JSONText.quoted($0.description) } ?? entry.boundsJSON
      return "\(JSONText.quoted(entry.name)):\(value)"
    }
    return "{\(members.joined(separator: ","))}"
  }

  package var description: String {
    entries.map { entry in
      "\(entry.value?.description ?? "unknown number of") \(entry.name)"
        + (entry.value == .one ? "" : "s")
    }.joined(separator: ", ")
  }
}

extension BilledQuantities.Entry {
  fileprivate var boundsJSON: String {
    let step = step == ExactDecimal(1) ? nil : step.ratio
    let bounds = [("least", least), ("most", most), ("step", step)].compactMap { name, bound in
      bound.map { "\"\(name)\":\(JSONText.quoted($0.description))" }
    }
    return "{\(bounds.joined(separator: ","))}"
  }
}

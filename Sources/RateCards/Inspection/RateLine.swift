package import Domain

/// One published price as a list shows it: what one lot costs under conditions in a period, with
/// multiplier, markups and agreements applied.
package struct RateLine: Hashable, Sendable {
  package let family: String
  package let model: String
  package let taskType: String
  /// The conditions: `size=3K`.
  package let conditions: String
  /// The measure's name if a task has several, otherwise empty.
  package let measure: String
  /// USD for one lot, exactly.
  package let usd: Ratio
  /// What a lot is: `image`, `5 seconds`, `started second`, `1000000 tokens`.
  package let lot: String
  package let period: EffectivePeriod
  package let evidence: Evidence
  /// Whether the price is reported but not confirmed.
  package let isUnconfirmed: Bool
  /// Minimum, surcharges, the card's own note and the earliest start, in words.
  package let note: String
  package let place: CardPlace

  /// What people call it by.
  package var names: [String] { [family, model, taskType] }

  /// Whether a word is part of the name of its family, model or task type, ignoring case.
  package func isNamed(_ word: String) -> Bool {
    let word = ProviderName.key(word)
    return word.isEmpty || names.contains { ProviderName.key($0).contains(word) }
  }

  /// The SKU's name: `seedream/seedream-5-lite size=3K`.
  package var sku: String {
    "\(model)/\(taskType)" + (conditions.isEmpty ? "" : " \(conditions)")
  }
}

extension RateCard {
  /// Every price of the card in every period, the uppermost layer first, in the card's order.
  package var lines: [RateLine] {
    layers.enumerated().flatMap { index, layer in
      layer.groups.flatMap { group in
        group.models.flatMap { model in
          group.taskTypes.flatMap { taskType in
            LineMaker(card: self, layer: index, group: group, model: model, taskType: taskType)
              .lines
          }
        }
      }
    }
  }
}

/// Creates the lines for one name of a group.
private struct LineMaker {
  let card: RateCard
  let layer: Int
  let group: RateGroup
  let model: NamePattern
  let taskType: NamePattern

  private var agreements: [Agreement] {
    let request = Request(model: model.text, taskType: taskType.text, fields: [])
    return card.agreements(on: group, ofLayer: layer, request: request)
  }

  var lines: [RateLine] {
    group.rates.flatMap { rate in
      spans(of: rate).flatMap { span in lines(of: rate, in: span) }
    }
  }

  /// The periods in which markups and agreements on a rate stay the same.
  private func spans(of rate: Rate) -> [EffectivePeriod] {
    let changes = group.markups.flatMap { $0.map(\.period) } + agreements.map(\.period)
    let inside = changes.flatMap { [$0.from, $0.until].compactMap(\.self) }
      .filter { instant in
        rate.period.contains(instant) && instant != rate.period.from
      }
    let bounds: [Instant?] = [rate.period.from] + Set(inside).sorted() + [rate.period.until]
    return zip(bounds, bounds.dropFirst()).map { from, until in
      let starts = ([rate.period] + changes).filter { $0.from == from }
      return EffectivePeriod(
        from: from, until: until, earliestFrom: starts.compactMap(\.earliestFrom).min())
    }
  }

  private func lines(of rate: Rate, in span: EffectivePeriod) -> [RateLine] {
    // The first moment of the span, or any moment before its end.
    let moment = span.from ?? span.until?.adding(seconds: -1)
    let maker = FormulaMaker(
      candidate: RateCandidate(layer: layer, group: group, rate: rate, facts: .none),
      createdAt: moment ?? Instant(nanoseconds: 0), agreements: agreements)
    guard let formula = try? maker.formula() else { return [] }
    let confirmed = formula.lines.compactMap { line in
      self.line(line, formula: formula, rate: rate, span: span, evidence: rate.evidence)
    }
    let unconfirmed = zip(rate.unconfirmed, formula.alternatives).flatMap { price, alternative in
      alternative.lines.compactMap { line in
        self.line(
          line, formula: formula.replaced(by: alternative), rate: rate, span: span,
          evidence: price.evidence, isUnconfirmed: true)
      }
    }
    return confirmed + unconfirmed
  }

  private func line(
    _ line: PriceFormula.Line, formula: PriceFormula, rate: Rate, span: EffectivePeriod,
    evidence: Evidence, isUnconfirmed: Bool = false
  ) -> RateLine? {
    guard let usd = try? PricePipeline.lotUSD(of: line, by: formula) else { return nil }
    return RateLine(
      family: group.family, model: model.text, taskType: taskType.text,
      conditions: rate.conditions.map(\.description).joined(separator: " "),
      measure: group.measures.count > 1 ? line.measure : "",
      usd: usd, lot: line.lotText, period: span, evidence: evidence,
      isUnconfirmed: isUnconfirmed, note: note(on: rate, in: span), place: rate.place)
  }

  private func note(on rate: Rate, in span: EffectivePeriod) -> String {
    let surcharges = group.surcharges.map { surcharge in
      let usd = (try? surcharge.points.divided(by: Ratio(Points.perUSD)))?.description ?? ""
      return "plus \(usd) USD per \(surcharge.unit)"
    }
    let minimum = group.minimum == nil ? [] : ["at least \(group.minimumText)"]
    let start = span.earliestFrom.map { "may have started as early as \($0.dayOrMomentText)" }
    return (surcharges + minimum + [rate.note, start].compactMap(\.self)).joined(separator: "; ")
  }
}

extension Facts {
  /// No task's facts, for prices that are listed and not computed.
  static let none = Facts(
    request: Request(model: "", taskType: "", fields: []), outputCount: nil, defaults: [:],
    derived: [:])
}

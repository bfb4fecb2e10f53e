import Domain

/// Finds the rate of a task among the groups with its name.
struct RateSearch {
  enum Result {
    case found(RateCandidate)
    case none(reason: String)
  }

  private let input: PricingInput
  /// The rates of the groups, in their order.
  let candidates: [RateCandidate]

  init(input: PricingInput, groups: [(layer: Int, group: RateGroup)], isSKU: Bool = false) {
    self.input = input
    candidates = groups.flatMap { layer, group in
      let facts = Facts(
        request: input.request, outputCount: input.outputCount, createdAt: input.createdAt,
        defaults: group.defaults, derived: group.derived, isSKU: isSKU)
      return group.rates.map {
        RateCandidate(
          layer: layer, group: group, rate: $0, facts: facts,
          isExact: group.isExact(model: input.request.model, taskType: input.request.taskType))
      }
    }
  }

  /// The candidates whose conditions the task meets, whatever their period.
  var fitting: [RateCandidate] { candidates.filter { $0.failing.isEmpty } }

  var result: Result {
    let fitting = self.fitting
    guard let createdAt = input.createdAt else { return undated(fitting) }
    let inForce = fitting.filter { $0.rate.period.contains(createdAt) }
    guard let best = RateSearch.best(inForce) else {
      return .none(reason: nearest(fitting))
    }
    return .found(best)
  }

  /// The uppermost layer wins, then an exact name over a pattern, then the most conditions, then
  /// the first in the card.
  private static func best(_ candidates: [RateCandidate]) -> RateCandidate? {
    guard let first = candidates.first else { return nil }
    return candidates.dropFirst().reduce(first) { best, next in
      next.precedence(over: best) == nil ? best : next
    }
  }

  static let undatedReason =
    "the creation time is unknown, and the price of its rate has changed"

  /// Without a creation time only a price that never changed is certain.
  private func undated(_ fitting: [RateCandidate]) -> Result {
    guard let best = RateSearch.best(fitting) else {
      let needsDate = candidates.contains { $0.group.hasDatedDefault(for: $0.facts) }
      return .none(reason: needsDate ? RateSearch.undatedReason : nearest(fitting))
    }
    let peers = fitting.filter { $0.group == best.group && $0.rate.isPeer(of: best.rate) }
    let isCertain = best.rate.period == .always || fitting.count == 1
    guard peers.count == 1, isCertain, best.group.isConstant(for: best.facts) else {
      return .none(reason: RateSearch.undatedReason)
    }
    return .found(best)
  }

  /// The closest rates and the conditions that failed.
  private func nearest(_ fitting: [RateCandidate]) -> String {
    let inForce = candidates.filter { candidate in
      input.createdAt.map(candidate.rate.period.contains) ?? true
    }
    // A rate in force with more conditions is nearer than a more general one of another time.
    let most = inForce.map(\.rate.conditions.count).max() ?? 0
    if let candidate = fitting.first(where: { $0.rate.conditions.count >= most }) {
      // Omits the task's own time, so that all tasks in the gap form one finding.
      let periods = fitting.map { $0.rate.period.description }.joined(separator: ", ")
      return "nearest is \(candidate.name): it applies \(periods), the task is from another time"
    }
    return NearestRates(inForce.isEmpty ? candidates : inForce).reason
  }

  /// Why nothing has the task's name, with the closest entry.
  static func unknownName(_ request: Request, in card: RateCard) -> String {
    let unpublished = card.layers.flatMap(\.unpublished).first {
      $0.matches(model: request.model, taskType: request.taskType)
    }
    if let unpublished {
      let note = unpublished.note.isEmpty ? "" : ": \(unpublished.note)"
      return "price not published\(note)"
    }
    let groups = card.layers.flatMap(\.groups)
    let sameModel = groups.filter { $0.models.contains { $0.matches(request.model) } }
    guard let nearest = sameModel.first else {
      return "no rate for model \(request.model)"
    }
    let types = Set(sameModel.flatMap { $0.taskTypes.map(\.text) }).sorted().prefix(12)
    return "no rate for task type \(request.taskType) of \(nearest.models[0]): its task types are "
      + types.joined(separator: ", ")
  }
}

extension RateCandidate {
  var name: String { group.name(of: rate) }

  /// The conditions that the task does not meet.
  var failing: [Condition] {
    rate.conditions.filter { facts.match($0) == nil }
  }
}

/// Why a rate wins over another that fits the same request; of equals, the first in the card wins.
package enum RatePrecedence: Hashable, Sendable {
  case upperCard
  case exactName
  case moreConditions
}

extension RateCandidate {
  /// Why it wins over another that fits as well; nil if it does not, wherever both are.
  func precedence(over other: RateCandidate) -> RatePrecedence? {
    if layer != other.layer { return layer < other.layer ? .upperCard : nil }
    if isExact != other.isExact { return isExact ? .exactName : nil }
    return rate.conditions.count > other.rate.conditions.count ? .moreConditions : nil
  }
}

extension Rate {
  /// Whether the other is the same rate at another time.
  func isPeer(of other: Rate) -> Bool {
    Set(conditions) == Set(other.conditions)
  }
}

/// A rate that matches a task.
struct RateCandidate {
  let layer: Int
  let group: RateGroup
  let rate: Rate
  let facts: Facts
  /// Whether the group names the task's model and type literally.
  var isExact = true

  /// The price before the task's own fields are looked at, with the card's spelling of the fields.
  func sku(of request: Request) -> SKU {
    SKU(
      model: request.model, taskType: request.taskType,
      fields: rate.conditions.map { condition in
        let spelling = facts.match(condition) ?? ""
        return Request.Field(condition.field, .word(spelling))
      })
  }

  /// The fields that the request omits and that the rate and its quantities take to have their
  /// default, in the card's order.
  var defaultedFields: [Request.Field] {
    let direct =
      rate.conditions.map(\.field) + group.measures.flatMap(\.quantity.fieldNames)
      + group.surcharges.flatMap(\.quantity.fieldNames)
    let behind = direct.flatMap { group.derived[$0]?.flatMap(\.fieldNames) ?? [] }
    var seen: Set<String> = []
    return (direct + behind).filter { seen.insert($0).inserted }.compactMap { name in
      facts.defaultValue(of: name).map { Request.Field(name, $0) }
    }
  }

  /// The billed quantities of the measures and surcharges.
  var quantities: Result<BilledQuantities, MissingQuantity> {
    var entries: [BilledQuantities.Entry] = []
    for measure in group.measures where rate.prices[measure.name] != nil {
      switch measure.quantity.quantity(in: facts) {
      case .known(let value):
        entries.append(BilledQuantities.Entry(name: measure.name, value: value))
      case .unknown(let least, let most, let step):
        entries.append(
          BilledQuantities.Entry(
            name: measure.name, value: nil, least: least, most: most, step: step))
      case .missing(let fields):
        return .failure(missing(measure.unit, fields))
      }
    }
    for surcharge in group.surcharges {
      switch surcharge.quantity.quantity(in: facts) {
      case .known(let value):
        entries.append(BilledQuantities.Entry(name: group.name(of: surcharge), value: value))
      case .unknown: return .failure(missing(surcharge.unit, []))
      // A missing list is empty.
      case .missing: continue
      }
    }
    return .success(BilledQuantities(entries: entries))
  }

  private func missing(_ measure: String, _ fields: [String]) -> MissingQuantity {
    MissingQuantity(
      measure: measure, absent: fields.filter { facts[$0] == nil },
      notNumbers: fields.filter { facts[$0] != nil })
  }
}

/// A quantity that neither the request nor the response contains.
struct MissingQuantity: Error, CustomStringConvertible {
  let measure: String
  /// Fields that are not given.
  let absent: [String]
  /// Fields whose value is no number of 0 or more.
  let notNumbers: [String]

  var description: String {
    var causes = notNumbers.map { "\($0) is no number" }
    if !absent.isEmpty { causes.append("the request lacks \(absent.joined(separator: " or "))") }
    return "the number of \(measure)s is not known: "
      + (causes.isEmpty ? "the response does not tell it" : causes.joined(separator: ", and "))
  }
}

import Domain

/// A rate that fits a task.
struct RateCandidate {
  let layer: Int
  let group: RateGroup
  let rate: Rate
  let facts: Facts
  /// Whether the group writes the task's names out.
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

  /// The billed quantities of the measures and surcharges.
  var quantities: Result<BilledQuantities, MissingQuantity> {
    var entries: [BilledQuantities.Entry] = []
    for measure in group.measures where rate.prices[measure.name] != nil {
      switch measure.quantity.quantity(in: facts) {
      case .known(let value):
        entries.append(BilledQuantities.Entry(name: measure.name, value: value))
      case .unknown(let least, let most):
        entries.append(
          BilledQuantities.Entry(name: measure.name, value: nil, least: least, most: most))
      case .missing(let fields):
        return .failure(MissingQuantity(measure: measure.unit, fields: fields))
      }
    }
    for surcharge in group.surcharges {
      switch surcharge.quantity.quantity(in: facts) {
      case .known(let value):
        entries.append(BilledQuantities.Entry(name: group.name(of: surcharge), value: value))
      case .unknown: return .failure(MissingQuantity(measure: surcharge.unit, fields: []))
      // A list that is not given is empty.
      case .missing: continue
      }
    }
    return .success(BilledQuantities(entries: entries))
  }
}

/// A quantity that neither the request nor the response gives.
struct MissingQuantity: Error, CustomStringConvertible {
  let measure: String
  let fields: [String]

  var description: String {
    let names = fields.isEmpty ? "its fields" : fields.joined(separator: " or ")
    return "the number of \(measure)s is not known: the request lacks \(names)"
  }
}

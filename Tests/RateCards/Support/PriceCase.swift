import Domain
import RateCards
import Testing

/// The value of a request field, written as a literal.
enum Value: Hashable, Sendable {
  case word(String)
  case number(Int64)
  case flag(Bool)
  /// A JSON number with decimals or an exponent.
  case decimal(String)

  var field: FieldValue {
    switch self {
    case .word(let text): .word(text)
    case .number(let whole): .number(ExactDecimal(whole))
    case .flag(let flag): .flag(flag)
    case .decimal(let text): ExactDecimal(text).map { .number($0) } ?? .word(text)
    }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  init(stringLiteral text: String) { self = .word(text) }
  init(integerLiteral whole: Int64) { self = .number(whole) }
  init(booleanLiteral flag: Bool) { self = .flag(flag) }
}

/// A task with the points that it must cost.
struct PriceCase: Sendable, CustomTestStringConvertible {
  let name: String
  let model: String
  let taskType: String
  let fields: [String: Value]
  let outputs: Int?
  let created: String?
  let points: Int64

  init(
    _ name: String, _ model: String, _ taskType: String, _ fields: [String: Value] = [:],
    outputs: Int? = nil, created: String? = nil, points: Int64
  ) {
    self.name = name
    self.model = model
    self.taskType = taskType
    self.fields = fields
    self.outputs = outputs
    self.created = created
    self.points = points
  }

  var testDescription: String { name }

  /// What the built-in card says of the task.
  var builtInCharge: Charge {
    get throws {
      try BuiltIn.pricer.charge(
        model, taskType, fields, outputs: outputs, created: created)
    }
  }
}

extension Pricer {
  /// The charge of a task given by literals.
  func charge(
    _ model: String, _ taskType: String, _ fields: [String: Value] = [:], outputs: Int? = nil,
    created: String? = nil
  ) throws -> Charge {
    let request = Request(
      model: model, taskType: taskType,
      fields: fields.map { Request.Field($0.key, $0.value.field) })
    let createdAt = try created.map { try moment($0) }
    return charge(
      for: PricingInput(request: request, outputCount: outputs, createdAt: createdAt))
  }
}

/// A day, which is its first moment in UTC, or a moment.
func moment(_ text: String) throws -> Instant {
  if let day = CalendarDay(text) { return Instant(startOf: day) }
  return try #require(Timestamp(text)?.instant)
}

/// The card that the tool brings with it, read once.
enum BuiltIn {
  private static let loaded = Result<RateCard, any Error> {
    try RateCard(reading: [.builtIn])
  }

  static var card: RateCard { get throws { try loaded.get() } }
  static var pricer: Pricer { get throws { Pricer(card: try card) } }
}

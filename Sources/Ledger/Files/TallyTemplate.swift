import Billing
import RateCards

/// What decides of the price of a template's tasks, beside their state and their creation.
struct TallyTemplate {
  /// Whether no rate reads a field that differs from task to task.
  let isUniform: Bool
  /// Whether a penalty rule may count such tasks when they fail.
  let hasPenaltyRule: Bool
  /// The number of what a rate reads of the request.
  let requestClass: UInt32
  /// The moments at which a price changes, in nanoseconds since 1970, in order.
  private let boundaries: [Int64]

  init(_ template: RequestTemplate, tasks: inout TaskWriter, classes: inout RequestClasses) {
    let dependencies = tasks.pricingInputs.dependencies(
      model: template.model, taskType: template.taskType)
    let shared = Request(
      model: template.model, taskType: template.taskType,
      fields: template.sharedFields.filter { dependencies.fieldNames.contains($0.name) })
    isUniform = !template.varyingNames.contains(where: dependencies.fieldNames.contains)
    hasPenaltyRule = tasks.card.hasPenaltyRule(for: shared)
    requestClass = classes.number(of: shared)
    boundaries = dependencies.boundaries.map(\.nanoseconds)
  }

  /// The span without a change of price in which a moment lies.
  func priceSpan(around createdAt: Int64) -> Range<Int64> {
    let start = boundaries.last { $0 <= createdAt } ?? .min
    return start..<(boundaries.first { $0 > createdAt } ?? .max)
  }
}

/// Requests that agree in everything that a rate reads, each known by a number.
struct RequestClasses {
  private var numbers: [Request: UInt32] = [:]
  /// Each class as a template of its own, by its number.
  private(set) var templates: [RequestTemplate] = []

  mutating func number(of request: Request) -> UInt32 {
    if let number = numbers[request] { return number }
    let number = UInt32(numbers.count)
    numbers[request] = number
    templates.append(
      RequestTemplate(
        model: request.model, taskType: request.taskType, sharedFields: request.fields,
        varyingNames: []))
    return number
  }
}

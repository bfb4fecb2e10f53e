import Domain
import RateCards

/// What decides of the price of a template's tasks, beside their state and their creation.
///
/// A few numbers, since every task of an import looks at one.
struct PricedTemplate {
  /// Whether no rate reads a field that differs from task to task.
  let isUniform: Bool
  /// Whether a penalty rule may count such tasks when they fail.
  let hasPenaltyRule: Bool
  /// The number of what a rate reads of the request.
  let requestClass: UInt32

  init(_ template: RequestTemplate, tasks: inout TaskWriter, classes: inout RequestClasses) {
    let dependencies = tasks.pricingInputs.dependencies(
      model: template.model, taskType: template.taskType)
    let shared = Request(
      model: template.model, taskType: template.taskType,
      fields: template.sharedFields.filter { dependencies.fieldNames.contains($0.name) })
    isUniform = !template.varyingNames.contains(where: dependencies.fieldNames.contains)
    hasPenaltyRule = tasks.card.hasPenaltyRule(for: shared)
    requestClass = classes.number(
      of: shared, boundaries: dependencies.boundaries.map(\.nanoseconds))
  }
}

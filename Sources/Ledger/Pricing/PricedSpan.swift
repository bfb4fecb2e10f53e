import Domain
import GRDB
import RateCards

/// What a price depends on under a card: the fields that its rates read, the results, and a span of
/// time in which no price changes.
struct PricedSpan: Hashable {
  private static let notCounted: Int64 = -1
  private static let notRead: Int64 = -2

  let model: String
  let taskType: String
  /// The fields of the request that a rate reads.
  let fields: [Request.Field]
  /// The names of all fields that a rate reads, sorted.
  let readFields: [String]
  /// The number of results, −1 where there is none to count, −2 where no rate reads it.
  let storedOutputCount: Int64
  /// Nanoseconds since 1970 of the span `[from, until)`; the ends of the range mean no bound, and
  /// equal ones a task without a known time.
  let validFrom: Int64
  let validUntil: Int64

  init(
    request: Request, outputCount: Int?, createdAt: Instant?, dependencies: Pricer.Dependencies
  ) {
    model = request.model
    taskType = request.taskType
    fields = request.fields.filter { dependencies.fieldNames.contains($0.name) }
    readFields = dependencies.sortedFieldNames
    storedOutputCount =
      dependencies.readsOutputs
      ? outputCount.map(Int64.init) ?? PricedSpan.notCounted : PricedSpan.notRead
    (validFrom, validUntil) = PricedSpan.span(around: createdAt, dependencies.boundaries)
  }

  private static func span(
    around createdAt: Instant?, _ boundaries: [Instant]
  ) -> (from: Int64, until: Int64) {
    guard let createdAt else { return (0, 0) }
    return (
      boundaries.last { $0 <= createdAt }?.nanoseconds ?? .min,
      boundaries.first { $0 > createdAt }?.nanoseconds ?? .max
    )
  }

  init(row: Row) throws {
    model = row["model"]
    taskType = row["task_type"]
    fields = try StoredJSON.fields(row["fields"])
    readFields = try StoredJSON.texts(row["read_fields"])
    storedOutputCount = row["output_count"]
    validFrom = row["valid_from"]
    validUntil = row["valid_until"]
  }

  /// The names of the read fields follow from model and task type under one card, so that they are
  /// compared but not hashed.
  func hash(into hasher: inout Hasher) {
    hasher.combine(model)
    hasher.combine(taskType)
    hasher.combine(fields)
    hasher.combine(storedOutputCount)
    hasher.combine(validFrom)
  }

  var fieldsJSON: String {
    let members = fields.map { "\(JSONText.quoted($0.name)):\($0.value.json)" }
    return "{\(members.joined(separator: ","))}"
  }

  var readFieldsJSON: String {
    "[\(readFields.map { JSONText.quoted($0) }.joined(separator: ","))]"
  }

  /// A moment of the span, nil for tasks without a known time.
  private var moment: Instant? {
    guard validFrom != validUntil else { return nil }
    return Instant(nanoseconds: validFrom == .min ? validUntil - 1 : validFrom)
  }

  var pricingInput: PricingInput {
    PricingInput(
      request: Request(model: model, taskType: taskType, fields: fields),
      outputCount: storedOutputCount >= 0 ? Int(storedOutputCount) : nil, createdAt: moment)
  }

  /// Whether one price holds for all tasks of the span under other dependencies too: they read no
  /// field that this does not know of, and no price changes within.
  func isWhole(under dependencies: Pricer.Dependencies) -> Bool {
    dependencies.fieldNames.isSubset(of: readFields)
      && (!dependencies.readsOutputs || storedOutputCount != PricedSpan.notRead)
      && (validFrom == validUntil
        || !dependencies.boundaries.contains {
          $0.nanoseconds > validFrom && $0.nanoseconds < validUntil
        })
  }
}

import Domain
import Ledger
import RateCards
import Reconciliation
import TestSupport
import Testing
import Traffic

/// Random tasks of every family of the built-in card, around its price changes.
private struct FamilyTraffic {
  private static let statuses = [
    "completed", "completed", "completed", "failed", "cancelled", "processing",
  ]

  private var random: SeededRandom
  private(set) var records: [String] = []

  /// Each example of the card, several times.
  init(seed: UInt64, pricer: Pricer) throws {
    random = SeededRandom(seed: seed)
    for example in pricer.card.layers.flatMap(\.examples) {
      for _ in 0..<3 { records.append(try record(of: example.input, pricer: pricer)) }
    }
  }

  private mutating func record(of input: PricingInput, pricer: Pricer) throws -> String {
    var task = TaskText()
    let request = input.request
    task.taskID = taskID(records.count)
    (task.model, task.taskType) = (request.model, request.taskType)
    task.status = Self.statuses[Int.random(in: 0..<Self.statuses.count, using: &random)]
    let createdAt = moment(of: request, pricer: pricer)
    (task.createdAt, task.startedAt) = (createdAt.description, "")
    task.endedAt = createdAt.adding(seconds: 60).description
    let input = PricingInput(
      request: request, outputCount: input.outputCount, createdAt: createdAt)
    task.consume = bill(of: pricer.charge(for: input))
    task.isUsingPrivatePool = Int.random(in: 0..<10, using: &random) == 0
    task.errorCode = task.status == "failed" ? 10_000 : 0
    let nested = Self.json(request.fields)
    task.input = nested
    let urls = (0..<(input.outputCount ?? 1)).map { "\"https://media.example/\($0).png\"" }
    let usage = request.fields.contains { $0.name.hasPrefix("usage.") } ? nested.dropFirst() : "}"
    task.output =
      task.status == "completed"
      ? "{\"image_urls\":[\(urls.joined(separator: ","))]\(usage == "}" ? "" : ",")\(usage)"
      : "null"
    if Int.random(in: 0..<8, using: &random) == 0 {
      task.meta = #"{"created_at":"\#(task.createdAt)","ended_at":"\#(task.endedAt)"}"#
    }
    return task.envelope
  }

  /// Just before, at or after a price change, or some time in half a year.
  private mutating func moment(of request: Request, pricer: Pricer) -> Instant {
    let changes = pricer.dependencies(model: request.model, taskType: request.taskType).boundaries
    if let change = changes.randomElement(using: &random), Bool.random(using: &random) {
      return change.adding(seconds: Int64.random(in: -40_000...40_000, using: &random))
    }
    return Instant(seconds: 1_767_225_600 + Int64.random(in: 0..<15_000_000, using: &random))
  }

  /// The price, several lots of it, or something else.
  private mutating func bill(of charge: Charge) -> Int {
    let lots = charge.lotPrice.flatMap { Int64(exactly: $0.lot.rounded(.halfUp)) }
    let price = charge.expected?.count ?? (lots ?? 1000) * Int64.random(in: 1...8, using: &random)
    return Int(Int.random(in: 0..<6, using: &random) == 0 ? price / 2 : price)
  }

  /// The object whose fields a request has.
  private static func json(_ fields: [Request.Field]) -> String {
    var members: [(key: String, fields: [Request.Field])] = []
    var values: [String] = []
    for field in fields {
      let parts = field.name.split(separator: ".", maxSplits: 1).map(String.init)
      let count = Int(field.value.numeric?.whole ?? 0)
      if parts.count == 1 {
        values.append("\"\(field.name)\":\(field.value.json)")
      } else if parts[1] == "count" {
        values.append(
          "\"\(parts[0])\":[\(repeatElement("\"a\"", count: count).joined(separator: ","))]")
      } else if parts[1] == "length" {
        values.append("\"\(parts[0])\":\"\(String(repeating: "a", count: count))\"")
      } else {
        let inner = Request.Field(parts[1], field.value)
        if let place = members.firstIndex(where: { $0.key == parts[0] }) {
          members[place].fields.append(inner)
        } else {
          members.append((parts[0], [inner]))
        }
      }
    }
    values += members.map { "\"\($0.key)\":\(json($0.fields))" }
    return "{\(values.joined(separator: ","))}"
  }
}

@Suite struct BuiltInWhatIfTests {
  private static let zones = ["UTC", "Asia/Kathmandu", "America/New_York", "Pacific/Chatham"]

  @Test(arguments: zones, [UInt64(501), 502])
  func `under the card itself, tasks of every family cost the same`(
    timeZone: String, seed: UInt64
  ) throws {
    let card = try RateCard(reading: [.builtIn])
    let pricer = Pricer(card: card)
    let asOf = try moment("2026-10-01T00:00:00Z")
    let scenario = try LedgerScenario()
    let ledger = try scenario.opened(.readWrite, timeZone: timeZone)
    try ledger.withWrites {
      try ledger.usePricer(pricer, asOf: asOf)
      let session = try ImportSession(store: ledger, pricer: pricer, asOf: asOf)
      let records = try FamilyTraffic(seed: seed, pricer: pricer).records
      try LedgerScenario.read(SourceText("a.ndjson", records), into: session)
      _ = try session.finish()
    }
    let lines = try ledger.reader(asOf: asOf).repricedLines(by: pricer)
    for repriced in lines {
      guard let price = repriced.line.price else { continue }
      let sku = repriced.line.pricing.skuName
      #expect(try repriced.other.get() == price, "seed \(seed), \(sku)")
    }
    let compared = lines.filter { $0.line.price != nil }
    #expect(compared.count * 10 > lines.count * 8, "seed \(seed)")
    let families = Set(compared.map(\.line.pricing.sku.model))
    let models = Set(card.layers.flatMap(\.examples).map(\.input.request.model))
    #expect(families == models, "seed \(seed)")
  }
}

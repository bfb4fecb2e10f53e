import Traffic

/// A random sequence of what a provider delivers about a few tasks: every state, every form, with
/// gaps, duplicates, contradictions, moved creation times, records that cannot be read, history
/// pages and balances.
package struct Deliveries {
  private static let taskIDs = [
    "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", "FFFFFFFF-0000-4000-8000-000000000001", "odd id 3",
    "ffffffff-ffff-4fff-bfff-fffffffffff4", "00000000-0000-4000-8000-000000000005",
    "a0000000-0000-4000-8000-000000000006",
  ]
  private static let kinds = [
    ("seedream", "seedream-5-lite", #"{"prompt":"fog","size":"2K","seed":-1}"#),
    ("seedream", "seedream-5-lite", #"{"size":"2K","quality":"high","seed":123456}"#),
    ("seedream", "seedream-5-lite", #"{"size":"3K"}"#),
    ("seedance", "seedance-2", #"{"prompt":"fog","duration":5}"#),
    ("seedance", "seedance-2", #"{"duration":5,"video_urls":["https://v.example/1.mp4"]}"#),
    ("speech", "read-aloud", #"{"text":"a fog horn","speed":2}"#),
    ("aurora", "text2image", #"{"steps":20}"#),
  ]
  private static let unreadable = [
    BrokenAnswer.text(), BrokenAnswer.beyondLimit(by: 1),
    #"{"task_id":"7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70","model":"seedream","status":"failed"}"#,
    #"{"task_id":"t","task_info":{},"task_result":{}}"#,
  ]
  private static let ends = [
    "2026-05-08T10:00:00Z", "2026-05-08T10:00:01.5Z", "2026-05-09T00:00:00Z",
  ]
  private static let unknownTimes = ["", "0001-01-01T00:00:00Z"]

  private typealias Kind = (model: String, taskType: String, input: String)

  private var random: SeededRandom
  private let movesCreation: Bool
  package private(set) var records: [String] = []

  /// Deliveries about six tasks, one of them with a non-UUID id, and more with random ids, which
  /// may disagree about the creation time.
  package init(seed: UInt64, moreTasks: Int = 6, movesCreation: Bool = true) {
    random = SeededRandom(seed: seed)
    self.movesCreation = movesCreation
    let ids = Self.taskIDs + (0..<moreTasks).map { _ in randomID() }
    for (number, taskID) in ids.enumerated() {
      let kind = pick(Self.kinds)
      let day = number < Self.taskIDs.count ? 2 + number : 3
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        records.append(
          delivery(of: taskID, kind: kind, createdAt: "2026-05-0\(day)T23:59:59.25Z"))
      }
    }
    for _ in 0..<Int.random(in: 2...5, using: &random) { records.append(rejectedTask()) }
    for _ in 0..<3 { records.append(pick(Self.unreadable)) }
    for _ in 0..<4 { records.append(historyPage()) }
    for balance in ["12.5", "3"] {
      records.append(#"{"equivalent_in_usd":\#(balance),"name":"studio"}"#)
    }
    let singles = records
    for record in singles where isOnce(in: 4) { records.append(record) }
    records = shuffled()
  }

  /// The records in another order, split across sources at random places.
  package mutating func rearranged() -> [SourceText] {
    var parts: [[String]] = [[]]
    for record in shuffled() {
      parts[parts.count - 1].append(record)
      if Int.random(in: 0..<8, using: &random) == 0 { parts.append([]) }
    }
    return parts.enumerated().map { SourceText("part-\($0.offset).ndjson", $0.element) }
  }

  package mutating func shuffled() -> [String] {
    let ordered = records
    return ordered.shuffled(using: &random)
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func isOnce(in count: Int) -> Bool {
    Int.random(in: 0..<count, using: &random) == 0
  }

  private mutating func randomID() -> String {
    let digits = (0..<32).map { _ in String(Int.random(in: 0..<16, using: &random), radix: 16) }
    let text = digits.joined()
    var parts: [Substring] = []
    var rest = text[...]
    for length in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return parts.joined(separator: "-")
  }

  /// When the delivery says that the task was created: almost always the same, sometimes another
  /// moment or another day, sometimes nothing.
  private mutating func createdAt(_ usual: String) -> String {
    guard movesCreation else { return usual }
    return switch Int.random(in: 0..<16, using: &random) {
    case 0, 1: pick(Self.unknownTimes)
    case 2: pick(["2026-05-06T12:00:00Z", "2026-05-09T01:00:00Z"])
    case 3: usual.replacing("23:59:59.25Z", with: "23:59:59Z")
    default: usual
    }
  }

  private mutating func delivery(
    of taskID: String, kind: Kind, createdAt usual: String
  ) -> String {
    var task = TaskText()
    (task.taskID, task.model, task.taskType) = (taskID, kind.model, kind.taskType)
    task.input = isOnce(in: 8) ? "{}" : kind.input
    task.status = pick([
      "pending", "processing", "completed", "completed", "failed", "cancelled", "queued",
    ])
    let hasEnded = ["completed", "failed", "cancelled"].contains(task.status)
    task.createdAt = createdAt(usual)
    task.startedAt = pick(["", "2026-05-08T09:59:59Z"])
    task.endedAt = hasEnded ? pick(Self.ends + Self.unknownTimes) : ""
    task.usageType = pick(["llm", "point"])
    task.consume = pick([0, 0, 280_000, 300_000, 350_000, 10_000, 5_000_000])
    task.frozen = pick([0, 280_000, 5_000_000])
    task.errorCode = task.status == "failed" ? pick([0, 10_000, 10_003]) : 0
    let images = pick([1, 1, 2])
    task.output = task.status == "completed" ? Self.output(images: images) : "null"
    task.isUsingPrivatePool = isOnce(in: 10)
    if isOnce(in: 6) {
      task.meta =
        #"{"created_at":"\#(task.createdAt)","ended_at":"\#(task.endedAt)","account_name":"studio"}"#
    }
    return formed(task)
  }

  /// A task that was rejected and billed by the penalty rule, or by more.
  private mutating func rejectedTask() -> String {
    var task = TaskText()
    (task.taskID, task.model, task.taskType) = (randomID(), "seedance", "seedance-2")
    (task.input, task.output, task.errorCode) = (#"{"duration":5}"#, "null", 10_003)
    (task.status, task.createdAt) = ("failed", createdAt("2026-05-03T23:59:59.25Z"))
    (task.endedAt, task.usageType) = (pick(Self.ends), "point")
    task.consume = pick([0, 50_000, 50_000, 250_000])
    return formed(task)
  }

  private mutating func formed(_ task: TaskText) -> String {
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return task.bare
    case 1: return task.envelope
    default: return task.webhook(timestamp: pick([1_778_230_000, 1_778_234_400, 1_778_284_800]))
    }
  }

  private static func output(images: Int) -> String {
    let urls = (1...images).map { #""https://img.example/\#($0).png""# }
    return #"{"image_urls":[\#(urls.joined(separator: ","))]}"#
  }

  private mutating func historyPage() -> String {
    var rows: [String] = []
    for number in 1...3 {
      let (status, usage) = (pick(["pending", "completed"]), pick([0, 280_000]))
      let time = pick(Self.ends)
      rows.append(
        #"{"id":\#(number),"task_id":"","status":"\#(status)","usage":\#(usage),"updated_at":"\#(time)"}"#
      )
    }
    return #"{"page":1,"size":3,"total":3,"data":[\#(rows.joined(separator: ","))]}"#
  }
}

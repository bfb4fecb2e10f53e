import Domain

/// Writes the tasks of a large account as the provider's answers, from prepared pieces.
struct AccountRecordWriter: Sendable {
  enum State {
    case pending
    case ended
  }

  let prompts: PromptPool
  let kinds: [PreparedKind]
  /// The index of each kind, repeated by weight.
  private let kindTickets: [Int]

  init(seed: UInt64) {
    prompts = PromptPool(seed: seed)
    kinds = TaskKind.account.map(PreparedKind.init)
    kindTickets = TaskKind.account.enumerated().flatMap { index, kind in
      Array(repeating: index, count: kind.weight)
    }
  }

  func model(of task: AccountTask) -> String { kinds[task.kind].kind.model }

  /// A task: one in 20 fails, one in 50 runs on the user's own account; neither costs anything.
  func task(createdAt: Instant, using random: inout SeededRandom) -> AccountTask {
    let kind = kindTickets[Int.random(in: 0..<kindTickets.count, using: &random)]
    let made = kinds[kind].kind
    let choice = Int.random(in: 0..<made.quantities.count, using: &random)
    let wait = Int64.random(in: made.waitSeconds, using: &random)
    let isFailed = Int.random(in: 0..<20, using: &random) == 0
    let isOwnAccount = Int.random(in: 0..<50, using: &random) == 0
    let ticket = random.next()
    return AccountTask(
      id: TaskID(
        high: random.next() & ~0xF000 | 0x4000, low: random.next() & ~(3 << 62) | 2 << 62),
      kind: kind, choice: choice, createdAt: createdAt,
      endedAt: Instant(
        nanoseconds: createdAt.nanoseconds + wait * 1_000_000_000 + Int64(ticket % 1_000_000_000)),
      points: isOwnAccount
        ? .zero : made.points(quantity: made.quantities[choice], at: createdAt),
      isFailed: isFailed, isOwnAccount: isOwnAccount, ticket: ticket)
  }

  /// Appends the body of the task's create call.
  func appendRequest(_ task: AccountTask, to bytes: inout [UInt8]) {
    bytes.append("{\"model\":\"")
    bytes.append(contentsOf: kinds[task.kind].model)
    bytes.append("\",\"task_type\":\"")
    bytes.append(contentsOf: kinds[task.kind].taskType)
    bytes.append("\",\"input\":")
    appendInput(task, to: &bytes)
    bytes.append("}")
  }

  /// Appends the answer of the create or get call.
  func append(_ task: AccountTask, as state: State, to bytes: inout [UInt8]) {
    bytes.append("{\"code\":200,\"data\":{\"task_id\":\"")
    bytes.append(task.id)
    bytes.append("\",\"model\":\"")
    bytes.append(contentsOf: kinds[task.kind].model)
    bytes.append("\",\"task_type\":\"")
    bytes.append(contentsOf: kinds[task.kind].taskType)
    bytes.append("\",\"status\":\"")
    bytes.append(state == .pending ? "pending" : task.isFailed ? "failed" : "completed")
    appendConfiguration(task, to: &bytes)
    bytes.append(",\"input\":")
    appendInput(task, to: &bytes)
    bytes.append(",\"output\":")
    if state == .ended, !task.isFailed {
      appendOutput(task, to: &bytes)
    } else {
      bytes.append("null")
    }
    appendMeta(task, as: state, to: &bytes)
    bytes.append(",\"detail\":null,\"logs\":")
    appendLogs(task, to: &bytes)
    appendError(task, as: state, to: &bytes)
    bytes.append("},\"message\":\"success\"}")
  }
}

/// The members of a record, one after another.
extension AccountRecordWriter {
  private static let unset: StaticString = "0001-01-01T00:00:00Z"

  /// Members that don't affect the price: each ratio with each format.
  private static let formats: [[UInt8]] =
    ["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "21:9"].flatMap { ratio in
      ["png", "jpeg", "webp"].map { format in
        Array(",\"aspect_ratio\":\"\(ratio)\",\"output_format\":\"\(format)\"".utf8)
      }
    }

  private static func format(_ ticket: UInt64) -> [UInt8] {
    formats[Int(ticket % UInt64(formats.count))]
  }

  func appendConfiguration(_ task: AccountTask, to bytes: inout [UInt8]) {
    bytes.append("\",\"config\":{\"service_mode\":\"")
    if task.isOwnAccount {
      bytes.append("private")
    } else if task.ticket & 1 == 0 {
      bytes.append("public")
    }
    bytes.append("\",\"webhook_config\":{\"endpoint\":\"")
    switch task.ticket >> 1 & 3 {
    case 0: bytes.append("https://hooks.studio.example/render/done\",\"secret\":\"hush")
    case 1: bytes.append("https://api.example.net/v1/callback?team=7\",\"secret\":\"hush")
    default: bytes.append("\",\"secret\":\"")
    }
    bytes.append("\"}}")
  }

  func appendInput(_ task: AccountTask, to bytes: inout [UInt8]) {
    bytes.append("{\"prompt\":\"")
    bytes.append(contentsOf: prompts[task.ticket >> 8])
    bytes.append("\"")
    bytes.append(contentsOf: kinds[task.kind].fields[task.choice])
    bytes.append(contentsOf: AccountRecordWriter.format(task.ticket >> 24))
    if !kinds[task.kind].kind.countsResults {
      bytes.append(",\"image_url\":\"https://media.example/in/")
      bytes.append(hexadecimal: task.id.high, digits: 16)
      bytes.append(".jpg\"")
    }
    bytes.append("}")
  }

  func appendOutput(_ task: AccountTask, to bytes: inout [UInt8]) {
    let kind = kinds[task.kind].kind
    guard kind.countsResults else {
      bytes.append("{\"video\":\"https://media.example/")
      bytes.append(task.id)
      bytes.append(".mp4\"}")
      return
    }
    bytes.append("{\"image_urls\":[")
    for index in 0..<kind.quantities[task.choice] {
      bytes.append(index == 0 ? "\"https://media.example/" : ",\"https://media.example/")
      bytes.append(task.id)
      bytes.append("/")
      bytes.append(hexadecimal: task.ticket &* 0x9E37_79B9_7F4A_7C15, digits: 16)
      bytes.append("_")
      bytes.append(decimal: Int64(index))
      bytes.append(".png\"")
    }
    bytes.append("]}")
  }

  func appendMeta(_ task: AccountTask, as state: State, to bytes: inout [UInt8]) {
    bytes.append(",\"meta\":{\"created_at\":\"")
    bytes.append(task.createdAt, decimals: 9)
    bytes.append("\",\"started_at\":\"")
    if state == .ended {
      bytes.append(task.createdAt.adding(seconds: 1), decimals: 9)
    } else {
      bytes.append(AccountRecordWriter.unset)
    }
    bytes.append("\",\"ended_at\":\"")
    if state == .ended {
      bytes.append(task.endedAt, decimals: [0, 3, 9, 9][Int(task.ticket >> 3 & 3)])
    } else {
      bytes.append(AccountRecordWriter.unset)
    }
    let books = kinds[task.kind].kind.booksAtCreation
    let isBooked = state == .ended ? !task.isFailed : books
    bytes.append(books ? "\",\"usage\":{\"type\":\"llm\"" : "\",\"usage\":{\"type\":\"point\"")
    bytes.append(",\"frozen\":")
    bytes.append(decimal: state == .ended || books ? 0 : task.points.count)
    bytes.append(",\"consume\":")
    bytes.append(decimal: isBooked ? task.points.count : 0)
    bytes.append("},\"is_using_private_pool\":")
    bytes.append(task.isOwnAccount ? "true}" : "false}")
  }

  func appendLogs(_ task: AccountTask, to bytes: inout [UInt8]) {
    guard task.ticket >> 5 & 3 == 0 else { return bytes.append("[]") }
    bytes.append("[\"taken by worker ")
    bytes.append(decimal: Int64(task.ticket >> 40 & 63))
    bytes.append("\",\"try 2: upstream said \\\"busy\\\" (503)\"]")
  }

  func appendError(_ task: AccountTask, as state: State, to bytes: inout [UInt8]) {
    guard state == .ended, task.isFailed else {
      bytes.append(
        ",\"error\":{\"code\":0,\"raw_message\":\"\",\"message\":\"\",\"detail\":null}")
      return
    }
    bytes.append(",\"error\":{\"code\":")
    bytes.append(decimal: 10_000 + Int64(task.ticket >> 48 & 3))
    bytes.append(",\"raw_message\":\"upstream refused the prompt (request ")
    bytes.append(hexadecimal: task.id.high >> 32, digits: 8)
    bytes.append(")\",\"message\":\"failed to process task\",\"detail\":null}")
  }
}

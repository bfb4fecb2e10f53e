import Domain

/// Writes the tasks of a big account as the provider's answers, from prepared pieces.
struct AccountRecordWriter: Sendable {
  enum State {
    case pending
    case ended
  }

  let prompts: PromptPool
  let kinds: [PreparedKind]
  /// The place of a kind, as often as its weight.
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

  /// Appends the body of the create call that asks for the task.
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

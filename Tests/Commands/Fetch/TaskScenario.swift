import Foundation
import TestSupport

/// A provider with a history whose tasks can be asked for.
struct TaskScenario {
  var scenario = StandInScenario()
  /// The same tasks, as a log would hold them.
  private(set) var answers: [String] = []
  /// The answers to the calls that created them.
  private(set) var createAnswers: [String] = []

  /// The prompt and the webhook's secret of every task.
  static let texts = ["a lighthouse in the fog", "hush-hush"]

  /// This many tasks of the last three days, of several models, some failed, some mispriced.
  init(_ count: Int) {
    for number in 0..<count { add(number) }
  }

  private mutating func add(_ number: Int) {
    var row = StandInScenario.Row(
      id: number + 1,
      createdSeconds: FetchingTool.now - 4 * FetchingTool.daySeconds + number * 25)
    let task = TaskText.task {
      $0.taskID = row.taskID
      $0.secret = Self.texts[1]
      $0.createdAt = Self.time(row.createdSeconds)
      $0.startedAt = Self.time(row.createdSeconds + 1)
      $0.endedAt = Self.time(row.createdSeconds + 9)
      switch number % 7 {
      case 1:
        $0.input = #"{"prompt":"\#(Self.texts[0])","size":"3K"}"#
        $0.consume = 420_000
      case 2:
        ($0.model, $0.taskType, $0.usageType) = ("kling", "video_generation", "point")
        $0.input = #"{"prompt":"\#(Self.texts[0])","version":"2.6","mode":"std","duration":10}"#
        $0.output = #"{"video_url":"https://img.example/1.mp4"}"#
        $0.consume = 4_000_000
      case 3: ($0.status, $0.consume, $0.output) = ("failed", 0, "null")
      case 4: $0.consume = 520_000
      case 5: $0.output = #"{"image_urls":["https://img/1","https://img/2"]}"#
      default: break
      }
    }
    row.usage = task.consume
    row.status = task.status == "completed" ? "finished" : task.status
    (row.model, row.action) = (task.model, task.taskType)
    scenario.rows.append(row)
    scenario.tasks[row.taskID] = task.bare
    answers.append(task.envelope)
    createAnswers.append(Self.created(task).envelope)
  }

  /// A task as it was when it was created: usage type `llm` books at once, others reserve.
  private static func created(_ task: TaskText) -> TaskText {
    var created = task
    (created.status, created.output) = ("pending", "null")
    (created.startedAt, created.endedAt) = ("", "")
    if task.usageType == "llm" {
      created.consume = max(task.consume, 280_000)
    } else {
      (created.frozen, created.consume) = (task.consume, 0)
    }
    return created
  }

  var ids: [String] { scenario.rows.map(\.taskID) }

  /// The provider forgets tasks.
  mutating func forget(_ ids: some Sequence<String>) {
    for id in ids { scenario.tasks[id] = nil }
  }

  static func time(_ seconds: Int) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(Date.ISO8601FormatStyle())
  }
}

extension FetchingTool {
  /// Fetches the account's side, and tasks as fast as possible.
  func fetchTasks(
    _ arguments: String..., asOf: String = "2026-06-01T00:00:00Z",
    environment changes: [String: String] = [:]
  ) throws -> Tool.Result {
    try tool.run(
      ["fetch"] + arguments,
      environment: fast.merging([Self.clockVariable: asOf]) { $1 }
        .merging(changes) { _, given in given }, asOf: asOf)
  }

  var fast: [String: String] {
    environment.merging(["PILEDGER_FETCH_TASKS_A_SECOND": "1000"]) { _, given in given }
  }

  /// The ids of the tasks that were asked for, in order.
  var askedIDs: [String] {
    get throws {
      try standIn.requests.compactMap { request in
        guard request.path.hasPrefix("/api/v1/task/") else { return nil }
        return String(request.path.dropFirst("/api/v1/task/".count))
      }
    }
  }
}

package import Domain

/// A synthetic task, which can be written in every form that the provider uses.
package struct MadeUpTask: Sendable {
  package var taskID: String
  package var kind: TaskKind
  package var quantity: Int
  package var createdAt: Instant
  package var endedAt: Instant
  package var status: String
  /// What the provider books, or freezes while the task runs.
  package var points: Points
  package var errorCode = 0
  /// When the booked points came back; nil if they stay booked.
  package var refundedAt: Instant?

  package var hasEnded: Bool { status == "completed" || status == "failed" }

  /// What stays booked.
  package var billed: Points { hasEnded && refundedAt == nil ? points : .zero }

  /// The bare task as JSON on one line, in its final state.
  package var json: String { json(status: status) }

  /// The bare task as it was when created.
  package var pendingJSON: String { json(status: "pending") }

  /// The answer of the create and the get call.
  package static func envelope(_ json: String) -> String {
    "{\"code\":200,\"data\":\(json),\"message\":\"success\"}"
  }

  /// The body of a webhook, sent two seconds after the end or the refund.
  package var webhook: String {
    "{\"timestamp\":\((refundedAt ?? endedAt).seconds + 2),\"data\":\(json)}"
  }

  /// The webhook of the end, if the refund came later.
  package var webhookBeforeRefund: String {
    var task = self
    task.refundedAt = nil
    return task.webhook
  }

  private func json(status: String) -> String {
    let hasEnded = status == "completed" || status == "failed"
    let unset = "0001-01-01T00:00:00Z"
    let started = status == "pending" ? unset : createdAt.adding(seconds: 1).description
    let isBooked = hasEnded || kind.booksAtCreation
    let usage =
      "{\"type\":\"\(kind.usageType)\","
      + "\"frozen\":\(isBooked ? 0 : points.count),\"consume\":\(isBooked && refundedAt == nil ? points.count : 0)}"
    let meta =
      "{\"created_at\":\"\(createdAt)\",\"started_at\":\"\(started)\","
      + "\"ended_at\":\"\(hasEnded ? endedAt.description : unset)\",\"usage\":\(usage),"
      + "\"is_using_private_pool\":false}"
    let output = status == "completed" ? kind.output(taskID: taskID, quantity: quantity) : "null"
    return "{\"task_id\":\"\(taskID)\",\"model\":\"\(kind.model)\","
      + "\"task_type\":\"\(kind.taskType)\",\"status\":\"\(status)\","
      + "\"config\":{\"service_mode\":\"\",\"webhook_config\":{\"endpoint\":\"\",\"secret\":\"\"}},"
      + "\"input\":\(kind.input(quantity: quantity)),\"output\":\(output),\"meta\":\(meta),"
      + "\"detail\":null,\"logs\":[],\"error\":{\"code\":\(errorCode),\"raw_message\":\"\","
      + "\"message\":\"\",\"detail\":null}}"
  }
}

package import Domain

/// Reads an LLM completion, which has tokens but neither an envelope nor a booked amount.
///
/// It becomes an ended task of type ``taskType`` with the completion's id and its token counts as
/// request fields: `usage.prompt_tokens` and so on. Of a streamed one the part with `usage` is read.
package enum CompletionDecoder {
  package static let taskType = "chat_completion"

  package static func isCompletion(_ value: JSONValue) -> Bool {
    value["choices"] != nil && value["object"]?.string?.hasPrefix("chat.completion") == true
  }

  package static func observation(of value: JSONValue) throws(RecordError) -> Observation {
    try observation(of: value, tokens: AnswerFields.tokens(of: value))
  }

  /// The task that a model's answer is, given its token counts.
  static func observation(
    of value: JSONValue, tokens: [Request.Field]
  ) throws(RecordError) -> Observation {
    let id = try TaskDecoder.requiredText("id", in: value)
    let model = try TaskDecoder.requiredText("model", in: value)
    let created = createdAt(of: value)
    return Observation(
      id: TaskID(id), request: Request(model: model, taskType: taskType, fields: tokens),
      status: .completed, createdAt: created, endedAt: created)
  }

  /// The time in `created`, in Unix seconds, if it is one.
  static func createdAt(of value: JSONValue) -> Instant? {
    let created = value["created"]?.integer ?? 0
    return (1..<TaskDecoder.secondsLimit).contains(created) ? Instant(seconds: created) : nil
  }
}

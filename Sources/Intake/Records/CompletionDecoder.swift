package import Domain

/// Reads an LLM completion, which has tokens but neither an envelope nor a booked amount.
///
/// It becomes an ended task of type ``taskType``, known by the completion's id, whose token counts
/// are fields of its request: `usage.prompt_tokens` and so on.
package enum CompletionDecoder {
  package static let taskType = "chat_completion"

  package static func isCompletion(_ value: JSONValue) -> Bool {
    value["choices"] != nil && value["object"]?.string?.hasPrefix("chat.completion") == true
  }

  package static func observation(of value: JSONValue) throws(RecordError) -> Observation {
    guard let id = value["id"]?.string, !id.trimmed.isEmpty else {
      throw RecordError("id: expected a text, found \(value["id"]?.kindText ?? "nothing")")
    }
    guard let model = value["model"]?.string, !model.trimmed.isEmpty else {
      throw RecordError("model: expected a text, found \(value["model"]?.kindText ?? "nothing")")
    }
    let usage = JSONValue.object([
      JSONValue.Member(key: "usage", value: value["usage"] ?? .null)
    ])
    let created = value["created"]?.integer ?? 0
    let createdAt =
      (1..<TaskDecoder.secondsLimit).contains(created) ? Instant(seconds: created) : nil
    return Observation(
      id: TaskID(id),
      request: Request(
        model: model, taskType: taskType, fields: RequestDecoder.fields(of: usage)),
      status: .completed, createdAt: createdAt, endedAt: createdAt)
  }
}

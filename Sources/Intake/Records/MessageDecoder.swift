import Domain

/// Reads a message, the answer in Anthropic's form: `{id, type: "message", role, model, content,
/// usage}`.
///
/// It becomes a task like a completion. It tells no time.
enum MessageDecoder {
  private static let outputTokens = "usage.output_tokens"

  static func isMessage(_ value: JSONValue) -> Bool {
    value["type"]?.string == "message" && value["role"] != nil && value["id"] != nil
      && value["usage"]?.isObject ?? false
  }

  static func observation(of value: JSONValue) throws(RecordError) -> Observation {
    try observation(of: value, isBegun: value["stop_reason"]?.isNull ?? false)
  }

  /// The task that a message is; while it has only begun, the tokens that it will have aren't known,
  /// though a number stands there.
  static func observation(
    of value: JSONValue, isBegun: Bool
  ) throws(RecordError) -> Observation {
    let tokens = AnswerFields.tokens(of: value).filter { !isBegun || $0.name != outputTokens }
    return try CompletionDecoder.observation(of: value, tokens: tokens)
  }
}

/// The message that began last in a source, if messages are streamed there.
///
/// Only the event of its beginning has its id, and only the last event of its text has its output
/// tokens. Readers of texts within the source share this, since each event may be a record of its
/// own. What is known of a message is a task from its beginning on; its end tells of the same task
/// again, with more tokens, and an end without a beginning tells of none.
final class MessageStream {
  private var begun: Observation?

  /// What an event of a stream tells; nil for any other value.
  func observation(of event: JSONValue) throws(RecordError) -> Observation? {
    switch event["type"]?.string {
    case "message_start":
      guard let message = event["message"], MessageDecoder.isMessage(message) else { return nil }
      begun = nil
      begun = try MessageDecoder.observation(of: message, isBegun: true)
      return begun
    case "message_delta":
      guard event["id"] == nil, var message = begun else { return nil }
      let tokens = AnswerFields.tokens(of: event)
      guard !tokens.isEmpty else { return nil }
      message.request = Request(
        model: message.request.model, taskType: message.request.taskType,
        fields: message.request.fields + tokens)
      return message
    default: return nil
    }
  }
}

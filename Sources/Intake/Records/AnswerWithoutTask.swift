import Domain

/// Answers of the provider from which no record can be made.
enum AnswerWithoutTask {
  /// Nothing distinguishes two such answers from one that was logged twice.
  static let imageGenerationReason =
    "an answer of /v1/images/generations, which has no id: its tokens can't be counted once"

  /// Whether the value, or the envelope around the data, says that a create call failed: there is
  /// no task, and nothing was booked.
  static func isError(_ value: JSONValue, _ data: JSONValue) -> Bool {
    [value, data].contains { task in
      guard task["task_id"]?.isBlank ?? false else { return false }
      let codes = [value["code"], task["error"]?["code"]].compactMap { $0?.integer }
      return codes.contains { $0 != 0 && $0 != 200 }
    }
  }

  /// Whether the value is the answer of an image call, which tells tokens and no id.
  static func isImageGeneration(_ value: JSONValue) -> Bool {
    guard value["created"]?.integer != nil, value["id"] == nil, value["task_id"] == nil,
      value["usage"]?.isObject ?? false, let images = value["data"]?.array, !images.isEmpty
    else { return false }
    return images.allSatisfy { $0["url"] != nil || $0["b64_json"] != nil }
  }

  /// Whether the value is a part of a streamed completion other than the one with tokens.
  static func isStreamedPart(_ value: JSONValue) -> Bool {
    value["object"]?.string == "chat.completion.chunk" && value["choices"] != nil
      && !(value["usage"]?.isObject ?? false)
  }
}

import Domain

/// Answers of the provider from which no record can be made.
enum AnswerWithoutTask {
  /// Whether the value, or the envelope around the data, says that a create call failed: there is
  /// no task, and nothing was booked.
  static func isError(_ value: JSONValue, _ data: JSONValue) -> Bool {
    [value, data].contains { task in
      guard task["task_id"]?.isBlank ?? false else { return false }
      let codes = [value["code"], task["error"]?["code"]].compactMap { $0?.integer }
      return codes.contains { $0 != 0 && $0 != 200 }
    }
  }

  /// Whether the value is a part of a streamed completion other than the ones with tokens.
  static func isStreamedPart(_ value: JSONValue) -> Bool {
    value["object"]?.string == "chat.completion.chunk" && value["choices"] != nil
      && !(value["usage"]?.isObject ?? false)
  }
}

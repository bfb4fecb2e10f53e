import Domain

/// Answers of the provider that are known and are no records, by name.
enum AnswerWithoutTask {
  /// Why the value, or its `data`, is no record; nil if it is none of these answers.
  static func reason(of value: JSONValue) -> String? {
    let data = value["data"] ?? .null
    return failedCreation(value, data) ?? imageGeneration(value) ?? imageGeneration(data)
      ?? streamedPart(value) ?? streamedPart(data)
  }

  /// A create call that failed answers with an empty `task_id`.
  private static func failedCreation(_ value: JSONValue, _ data: JSONValue) -> String? {
    for task in [value, data] where task["task_id"]?.isBlank ?? false {
      let codes = [value["code"], task["error"]?["code"]].compactMap { $0?.integer }
      guard let code = codes.first(where: { $0 != 0 && $0 != 200 }) else { continue }
      return "an error answer with code \(code), no task"
    }
    return nil
  }

  /// Nothing distinguishes two such answers from one that was logged twice.
  private static func imageGeneration(_ value: JSONValue) -> String? {
    guard value["created"]?.integer != nil, value["id"] == nil, value["task_id"] == nil,
      let images = value["data"]?.array, !images.isEmpty,
      images.allSatisfy({ $0["url"] != nil || $0["b64_json"] != nil })
    else { return nil }
    return "an answer of /v1/images/generations, which has no id: its tokens can't be counted once"
  }

  /// Only the last part of a streamed completion has tokens.
  private static func streamedPart(_ value: JSONValue) -> String? {
    guard value["object"]?.string == "chat.completion.chunk", value["choices"] != nil,
      !(value["usage"]?.isObject ?? false)
    else { return nil }
    return "a part of a streamed completion: only the part with usage is a record"
  }

  /// Why an object that holds a task id in camel case is no task.
  static func camelCaseNote(_ value: JSONValue) -> String? {
    guard value["taskId"] != nil, value["taskType"] != nil else { return nil }
    return "a task in camel case (taskId) without status or meta, which has times and money"
  }
}

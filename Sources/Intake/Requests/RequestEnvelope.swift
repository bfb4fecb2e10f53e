import Domain

/// Finds the bodies of create calls in what a program notes of its requests: `{method, url,
/// headers, body}`, a body as text, the entries of a browser.
enum RequestEnvelope {
  /// The levels of objects, lists and texts that are looked into.
  private static let depthLimit = 8
  /// What holds no request: headers may hold keys, and a prompt may quote a request.
  private static let passedOver: Set<String> = [
    "headers", "cookies", "response", "input", "messages", "prompt",
  ]

  /// The bodies in a value, in their order.
  ///
  /// A value that holds none counts as a body, so that it is refused by its member's name; so does
  /// a part of it that lacks the model or the task type only.
  static func bodies(in value: JSONValue) -> [JSONValue] {
    let whole = found(in: value, depth: 0, isBody: isWhole)
    guard whole.isEmpty else { return whole }
    return [found(in: value, depth: 0, isBody: isPartial).first ?? value]
  }

  /// The outermost values that are bodies.
  private static func found(
    in value: JSONValue, depth: Int, isBody: (JSONValue) -> Bool
  ) -> [JSONValue] {
    guard depth < depthLimit, value["task_id"] == nil else { return [] }
    if isBody(value) { return [value] }
    switch value {
    case .object(let members):
      return members.filter { !passedOver.contains($0.key.lowercased()) }.flatMap { member in
        found(in: member.value, depth: depth + 1, isBody: isBody)
      }
    case .array(let elements):
      return elements.flatMap { found(in: $0, depth: depth + 1, isBody: isBody) }
    case .string(let text):
      guard let first = text.trimmed.first, "{[\"".contains(first),
        let value = try? JSONValue(Array(text.utf8))
      else { return [] }
      return found(in: value, depth: depth + 1, isBody: isBody)
    case .number, .bool, .null: return []
    }
  }

  private static func isWhole(_ value: JSONValue) -> Bool {
    value["model"]?.string != nil && (value["task_type"] != nil || value["messages"] != nil)
  }

  private static func isPartial(_ value: JSONValue) -> Bool {
    value["model"] != nil || value["task_type"] != nil
  }
}

import Domain

/// Undoes what programs on the way did to the form of a record: MongoDB's extended JSON, and member
/// names in camel case.
enum MemberForms {
  /// The value as the provider wrote it.
  static func original(_ value: JSONValue) -> JSONValue {
    isChanged(value) ? undone(value) : value
  }

  /// Whether there may be anything to undo; in almost all records there is nothing.
  private static func isChanged(_ value: JSONValue) -> Bool {
    switch value {
    case .object(let members):
      members.contains {
        $0.key.utf8.first == UInt8(ascii: "$") || $0.key == CamelCase.taskID || isChanged($0.value)
      }
    case .array(let elements): elements.contains(where: isChanged)
    default: false
    }
  }

  /// What is within a task is no task.
  private static func undone(_ value: JSONValue, isInTask: Bool = false) -> JSONValue {
    switch value {
    case .object(let members):
      if let plain = ExtendedJSON.value(of: members) { return plain }
      let isInTask = isInTask || value["task_id"] != nil
      let object = JSONValue.object(
        members.map {
          JSONValue.Member(key: $0.key, value: undone($0.value, isInTask: isInTask))
        })
      return isInTask ? object : CamelCase.task(of: object) ?? object
    case .array(let elements): return .array(elements.map { undone($0, isInTask: isInTask) })
    default: return value
    }
  }
}

/// MongoDB's extended JSON, canonical and relaxed: a value that JSON does not have is an object with
/// one member, whose name begins with `$`.
private enum ExtendedJSON {
  /// The plain value of such an object; nil for other objects.
  static func value(of members: [JSONValue.Member]) -> JSONValue? {
    guard members.count == 1, let member = members.first else { return nil }
    switch member.key {
    case "$numberInt", "$numberLong", "$numberDouble", "$numberDecimal":
      return number(member.value)
    case "$date": return date(member.value)
    case "$oid", "$uuid", "$symbol": return member.value.string.map { .string($0) }
    case "$undefined": return .null
    default: return nil
    }
  }

  private static func number(_ value: JSONValue) -> JSONValue? {
    guard let text = value.string else { return value.numberText.map { .number($0) } }
    if ["NaN", "Infinity", "-Infinity"].contains(text) { return .number(text) }
    let number = try? JSONValue(Array(text.utf8))
    return number?.numberText == nil ? nil : number
  }

  /// A text, or milliseconds since 1970.
  private static func date(_ value: JSONValue) -> JSONValue? {
    if let text = value.string { return .string(text) }
    let milliseconds: JSONValue?
    if case .object(let members) = value {
      milliseconds = self.value(of: members)
    } else {
      milliseconds = value
    }
    guard let count = milliseconds?.integer else { return nil }
    let (nanoseconds, isOverflow) = count.multipliedReportingOverflow(by: 1_000_000)
    return isOverflow ? nil : .string(Instant(nanoseconds: nanoseconds).description)
  }
}

/// Tasks whose members' names a client library wrote in camel case.
private enum CamelCase {
  static let taskID = "taskId"
  private static let required = [taskID, "model", "taskType", "status"]
  /// The members whose own members the provider names.
  private static let parts: Set<String> = ["config", "input", "output", "meta", "error"]

  /// The task with the provider's names; nil if the object is no such task.
  ///
  /// Times and money are in `meta`: without it, it may be a program's own note of a task, whose
  /// model and status are its own words.
  static func task(of object: JSONValue) -> JSONValue? {
    guard case .object(let members) = object, object["task_id"] == nil,
      required.allSatisfy({ object[$0] != nil }), object["meta"]?.isObject ?? false
    else { return nil }
    return .object(
      renamed(members).map { member in
        parts.contains(member.key)
          ? JSONValue.Member(key: member.key, value: renamed(member.value)) : member
      })
  }

  private static func renamed(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        renamed(members).map { JSONValue.Member(key: $0.key, value: renamed($0.value)) })
    case .array(let elements): .array(elements.map(renamed))
    default: value
    }
  }

  /// A name that is there in both spellings stays as it is.
  private static func renamed(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    let names = Set(members.map(\.key))
    return members.map { member in
      let name = snakeCase(member.key)
      return names.contains(name) ? member : JSONValue.Member(key: name, value: member.value)
    }
  }

  /// `aspect_ratio` for `aspectRatio`.
  private static func snakeCase(_ name: String) -> String {
    var snake = ""
    for scalar in name.unicodeScalars {
      if ("A"..."Z").contains(scalar) {
        snake += snake.isEmpty ? "" : "_"
        snake += scalar.properties.lowercaseMapping
      } else {
        snake.unicodeScalars.append(scalar)
      }
    }
    return snake
  }
}

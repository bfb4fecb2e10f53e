import Domain

/// What may be kept of a JSON value that is not a record: the names and types of its members, and a
/// few values that say which task it is about.
///
/// Prompts, addresses and secrets may be in values, and in names if texts are used as keys: a value
/// is kept only under a name from a fixed list and only if it has the expected form, a name only if
/// it looks like one that a programmer chose.
struct Skeleton {
  private static let depthLimit = 6
  private static let memberLimit = 40
  private static let lengthLimitBytes = 2048
  private static let hidden = "…"

  private(set) var text = ""

  init(of value: JSONValue) {
    append(value, name: nil, depth: 0)
  }

  private mutating func append(_ value: JSONValue, name: String?, depth: Int) {
    switch value {
    case .object(let members) where depth < Skeleton.depthLimit: append(members, depth: depth)
    case .array(let elements): append(elements, depth: depth)
    default:
      text += name.flatMap { Skeleton.kept(value, of: $0) } ?? Skeleton.type(of: value)
    }
  }

  private mutating func append(_ members: [JSONValue.Member], depth: Int) {
    text += "{"
    for (index, member) in members.enumerated() {
      if index > 0 { text += ", " }
      guard index < Skeleton.memberLimit, text.utf8.count < Skeleton.lengthLimitBytes else {
        text += "\(Skeleton.hidden) \(members.count - index) more"
        break
      }
      text += "\(Skeleton.shown(name: member.key)): "
      append(member.value, name: member.key, depth: depth + 1)
    }
    text += "}"
  }

  /// A list by its length and its first element.
  private mutating func append(_ elements: [JSONValue], depth: Int) {
    guard let first = elements.first, depth < Skeleton.depthLimit else {
      text += elements.isEmpty ? "[]" : "list of \(elements.count)"
      return
    }
    text += "[\(elements.count) × "
    append(first, name: nil, depth: depth + 1)
    text += "]"
  }

  private static func type(of value: JSONValue) -> String {
    switch value {
    case .object: "object"
    case .array: "list"
    case .string: "text"
    case .number: "number"
    case .bool: "flag"
    case .null: "null"
    }
  }
}

extension Skeleton {
  private static let nameLimitBytes = 32
  private static let valueLimitBytes = 64
  private static let times: Set<String> = [
    "created_at", "started_at", "ended_at", "completed_at", "updated_at", "timestamp", "created",
    "time",
  ]
  private static let amounts: Set<String> = ["consume", "frozen", "code"]
  private static let words: Set<String> = ["model", "task_type", "status"]

  /// A member's name as shown, or an ellipsis if it may be arbitrary text: programmers' names have
  /// letters, `_`, `-` and at most two digits.
  static func shown(name: String) -> String {
    let bytes = name.utf8
    guard let first = bytes.first, first | 0x20 >= UInt8(ascii: "a"), bytes.count <= nameLimitBytes,
      bytes.allSatisfy({ isLetter($0) || isDigit($0) || $0 == 0x5F || $0 == 0x2D }),
      bytes.count(where: isDigit) <= 2
    else { return hidden }
    return name
  }

  /// The value of a member of the fixed list, if it has the form of such a value.
  private static func kept(_ value: JSONValue, of name: String) -> String? {
    switch value {
    case .number(let text)
    where (amounts.contains(name) || times.contains(name)) && text.utf8.count <= 24:
      return text
    case .string(let text) where text.utf8.count <= valueLimitBytes && hasForm(text, of: name):
      return JSONText.quoted(text)
    default: return nil
    }
  }

  private static func hasForm(_ text: String, of name: String) -> Bool {
    if times.contains(name) { return Timestamp(text) != nil }
    if amounts.contains(name) { return text.utf8.count <= 24 && ExactDecimal(text) != nil }
    if name == "task_id" { return isIdentifier(text) }
    return words.contains(name) && isWord(text)
  }

  /// A UUID, or digits and letters of which at least one is a digit.
  private static func isIdentifier(_ text: String) -> Bool {
    isWord(text) && text.utf8.contains(where: isDigit)
  }

  /// The form of a model, a task type or a status: letters, digits and `-_./`.
  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-_./".utf8.contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

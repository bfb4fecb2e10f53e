package import Domain

/// Says whether a record can be read although the printed text left something out.
///
/// `console.log` shows two levels below the value, a hundred elements of a list and ten thousand
/// characters of a text. Often that hides nothing that is read, and often it hides the amount.
package enum LeftOutMembers {
  /// Why a value cannot be read as it was printed; nil if nothing that is read was left out.
  package static func reason(_ omissions: [LiteralOmission], in value: JSONValue) -> String? {
    var seen: Set<LiteralOmission> = []
    let distinct = omissions.filter { seen.insert($0).inserted }
    guard !distinct.isEmpty else { return nil }
    let hasRecord = containsRecord(value)
    for omission in distinct {
      if let (record, rest) = record(on: omission.path, in: value) {
        if record.reads(rest) { return reason(omission.kind, at: rest) }
      } else if !hasRecord || omission.kind == .items {
        // A list that is cut off may be one of records.
        return reason(omission.kind, at: omission.path[...])
      }
    }
    return nil
  }

  private static func reason(_ kind: LiteralOmission.Kind, at path: ArraySlice<String>) -> String {
    let name = path.map(Skeleton.shown(name:)).joined(separator: ".")
    let member = name.isEmpty ? "members" : name
    let inNode = { (part: String) in
      "logged by console.log, which leaves out \(part); log JSON.stringify(answer)"
    }
    switch kind {
    case .member: return inNode(member)
    case .items: return inNode(name.isEmpty ? "items" : "items of \(name)")
    case .characters: return inNode("the end of \(member)")
    case .pythonObject:
      return "printed by Python, which leaves out \(member); log json.dumps(answer)"
    }
  }

  /// The outermost record on a path, and the rest of the path within it.
  private static func record(
    on path: [String], in value: JSONValue
  ) -> (RecordForm, ArraySlice<String>)? {
    var values = elements(of: value)
    for index in path.indices {
      if let form = values.lazy.compactMap(RecordForm.init).first { return (form, path[index...]) }
      values = values.compactMap { $0[path[index]] }.flatMap(elements)
    }
    return nil
  }

  /// The value, or what is in the list and its lists.
  private static func elements(of value: JSONValue) -> [JSONValue] {
    guard let list = value.array else { return [value] }
    return list.flatMap(elements)
  }

  private static func containsRecord(_ value: JSONValue) -> Bool {
    switch value {
    case .object(let members):
      RecordForm(value) != nil || members.contains { containsRecord($0.value) }
    case .array(let elements): elements.contains(where: containsRecord)
    default: false
    }
  }
}

/// What kind of record an object looks like, and which of its members are read.
private enum RecordForm {
  case task
  case completion
  case message
  case imageAnswer
  case historyPage
  case account

  private static let taskMembers: Set<String> = [
    "task_id", "model", "task_type", "status", "input", "output", "meta", "taskId", "taskType",
  ]
  private static let completionMembers: Set<String> = ["id", "model", "usage", "created"]
  private static let imageMembers: Set<String> = [
    "created", "data", "model", "quality", "size", "usage",
  ]
  private static let accountMembers: Set<String> = [
    "equivalent_in_usd", "quota", "credit_pack_info", "wallet", "remaining_credits",
  ]

  init?(_ value: JSONValue) {
    guard value.isObject else { return nil }
    if value["task_id"] != nil || value["taskId"] != nil {
      self = .task
    } else if value["choices"] != nil {
      self = .completion
    } else if MessageDecoder.isMessage(value) {
      self = .message
    } else if value["created"] != nil, value["data"]?.array != nil, value["usage"] != nil {
      self = .imageAnswer
    } else if HistoryDecoder.rows(of: value) != nil {
      self = .historyPage
    } else if value["equivalent_in_usd"] != nil || value["credit_pack_info"] != nil {
      self = .account
    } else {
      return nil
    }
  }

  /// Whether what is at a path within the record is read.
  func reads(_ path: ArraySlice<String>) -> Bool {
    let first = path.first ?? ""
    let second = path.dropFirst().first
    switch self {
    case .task where first == "config": return second?.hasPrefix("webhook") != true
    case .task where first == "error": return second == nil || second == "code"
    case .task: return RecordForm.taskMembers.contains(first)
    case .completion, .message: return RecordForm.completionMembers.contains(first)
    case .imageAnswer: return RecordForm.imageMembers.contains(first)
    case .historyPage: return first == "data" && second != "detail"
    case .account: return RecordForm.accountMembers.contains(first)
    }
  }
}

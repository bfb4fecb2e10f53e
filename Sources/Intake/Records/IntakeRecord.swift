package import Domain

/// What a source's value turned out to be.
package enum IntakeRecord: Hashable, Sendable {
  /// A task response of any form, or an LLM completion.
  case task(Observation)
  /// A page of the account history.
  case historyPage(HistoryPage)
  /// An account info answer.
  case balance(BalanceSnapshot)
}

/// Why a value is not a record, in words: what was expected and what was found.
package struct RecordError: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

extension IntakeRecord {
  /// Recognizes a value by its members.
  ///
  /// - Throws: ``RecordError`` for legacy shapes, by name, and for anything else.
  package init(_ value: JSONValue) throws(RecordError) {
    let value = MemberForms.original(value)
    guard value.isObject else {
      throw RecordError("expected an object, found \(value.kindText)")
    }
    if let reason = AnswerWithoutTask.reason(of: value) { throw RecordError(reason) }
    let data = value["data"] ?? .null
    if let shape = LegacyShape(value) ?? LegacyShape(data) {
      throw RecordError(shape.reason)
    } else if value["task_id"] != nil {
      self = .task(try TaskDecoder.observation(of: value, deliveredAt: nil))
    } else if data["task_id"] != nil {
      let timestamp = value["timestamp"]?.integer
      self = .task(try TaskDecoder.observation(of: data, deliveredAt: timestamp))
    } else if let rows = HistoryDecoder.rows(of: value) ?? HistoryDecoder.rows(of: data) {
      self = .historyPage(HistoryDecoder.page(of: rows))
    } else if AccountDecoder.isAccount(value) || AccountDecoder.isAccount(data) {
      let account = AccountDecoder.isAccount(data) ? data : value
      self = .balance(try AccountDecoder.snapshot(of: account))
    } else if CompletionDecoder.isCompletion(value) {
      self = .task(try CompletionDecoder.observation(of: value))
    } else {
      throw RecordError(IntakeRecord.unknownReason(value))
    }
  }

  private static func unknownReason(_ value: JSONValue) -> String {
    if let code = value["code"]?.integer, code != 200, code != 0 {
      return "an error answer with code \(code), no task"
    }
    if value["type"]?.string != nil, value["time"] != nil {
      return "an account notification, no task"
    }
    if value["model"] != nil, value["task_type"] != nil { return "a task without task_id" }
    if let reason = AnswerWithoutTask.camelCaseNote(value) { return reason }
    guard case .object(let members) = value else { return "no known record" }
    let keys = members.prefix(6).map { Skeleton.shown(name: $0.key) }.joined(separator: ", ")
    return "no known record: its members are \(keys.isEmpty ? "none" : keys)"
  }
}

/// Shapes of earlier APIs, which use other units of money and are not imported.
private enum LegacyShape {
  case imageToolkitV2
  case quotaV1

  init?(_ value: JSONValue) {
    if value["task_info"] != nil || value["task_result"] != nil {
      self = .imageToolkitV2
    } else if value["metadata"]?["quota_usage"] != nil || value["metadata"]?["quota_frozen"] != nil
    {
      self = .quotaV1
    } else {
      return nil
    }
  }

  var reason: String {
    switch self {
    case .imageToolkitV2:
      "legacy shape: image toolkit v2 (task_info, task_result), whose credits have another unit"
    case .quotaV1: "legacy shape: v1 (metadata.quota_usage), whose quota has another unit"
    }
  }
}

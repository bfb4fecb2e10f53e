package import Domain

/// What a source's value turned out to be.
package enum IntakeRecord: Hashable, Sendable {
  /// A task response of any form, or the answer of a model that is called without a task.
  case task(Observation)
  /// A page of the account history.
  case historyPage(HistoryPage)
  /// An account info answer.
  case balance(BalanceSnapshot)
  /// Tasks that a reducing query has counted together.
  case usageLine(UsageLine)
}

/// Why a value is not a record, in words: what was expected and what was found.
package struct RecordError: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

extension IntakeRecord {
  /// What an object turned out to be.
  enum Recognition {
    case record(IntakeRecord)
    /// The members that make a task, without those in which the provider tells what it cost: perhaps
    /// a user's own record, which may hold the answer besides. The task that it tells of, if any, or
    /// why it can't be read.
    case summary(Result<IntakeRecord?, RecordError>)
  }

  /// Recognizes an object by its own members; nil if it is none of the provider's records, though
  /// it may hold some.
  ///
  /// - Throws: ``RecordError`` for legacy shapes, by name, and for answers that can't be read.
  static func recognized(in value: JSONValue) throws(RecordError) -> Recognition? {
    if value[UsageLine.mark] != nil {
      return .record(.usageLine(try UsageLineDecoder.line(of: value)))
    }
    let data = value["data"] ?? .null
    if let shape = LegacyShape(value) ?? LegacyShape(data) {
      throw RecordError(shape.reason)
    } else if AnswerWithoutTask.isStreamedPart(value) || AnswerWithoutTask.isError(value, data) {
      return nil
    } else if ImageAnswerDecoder.isImageAnswer(value) {
      return .record(.task(try ImageAnswerDecoder.observation(of: value)))
    } else if isWholeTask(value) {
      return .record(.task(try TaskDecoder.observation(of: value, deliveredAt: nil)))
    } else if isEnvelope(value, of: data) {
      let timestamp = value["timestamp"]?.integer
      return .record(.task(try TaskDecoder.observation(of: data, deliveredAt: timestamp)))
    } else if let rows = HistoryDecoder.rows(of: value) ?? HistoryDecoder.rows(of: data) {
      return .record(.historyPage(HistoryDecoder.page(of: rows)))
    } else if AccountDecoder.isAccount(value) || AccountDecoder.isAccount(data) {
      let account = AccountDecoder.isAccount(data) ? data : value
      return .record(.balance(try AccountDecoder.snapshot(of: account)))
    } else if CompletionDecoder.isCompletion(value) {
      return .record(.task(try CompletionDecoder.observation(of: value)))
    } else if MessageDecoder.isMessage(value) {
      return .record(.task(try MessageDecoder.observation(of: value)))
    } else if value["task_id"] == nil, value["status"] != nil, value["meta"]?["usage"] != nil {
      throw RecordError("a task without task_id")
    }
    return summary(value)
  }

  /// Whether an object tells of a task what only the provider tells: its times or what it cost.
  private static func isWholeTask(_ value: JSONValue) -> Bool {
    guard value["task_id"] != nil, let meta = value["meta"] else { return false }
    return meta["usage"] != nil || meta["created_at"] != nil
  }

  /// Whether an object is an envelope around a task.
  ///
  /// Other providers have the same envelope around tasks of their own, with other codes and members.
  private static func isEnvelope(_ value: JSONValue, of data: JSONValue) -> Bool {
    guard data["task_id"] != nil else { return false }
    if isWholeTask(data) { return true }
    guard value["code"] != nil || value["timestamp"] != nil else { return false }
    return value["code"]?.integer == 200 || descriptions(in: data) > 0
  }

  /// The task that an object names and describes, though not in full.
  private static func summary(_ value: JSONValue) -> Recognition? {
    guard value["task_id"] != nil else { return nil }
    do throws(RecordError) {
      return .summary(.success(.task(try TaskDecoder.observation(of: value, deliveredAt: nil))))
    } catch {
      let isTask = descriptions(in: value) > 1 || value["config"] != nil
      return .summary(isTask ? .failure(error) : .success(nil))
    }
  }

  /// How many of the members without which no task can be read are there.
  private static func descriptions(in task: JSONValue) -> Int {
    ["model", "task_type", "status"].count { task[$0] != nil }
  }
}

/// Shapes of earlier APIs, which use other units of money and are not imported.
private enum LegacyShape {
  case imageToolkitV2
  case quotaV1

  init?(_ value: JSONValue) {
    if value["task_id"] != nil, value["task_info"] != nil || value["task_result"] != nil {
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

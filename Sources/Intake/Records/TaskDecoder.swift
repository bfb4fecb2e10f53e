package import Domain

/// Reads a task: the `data` of a create or get answer or of a webhook body, or the bare task.
package enum TaskDecoder {
  /// Unix seconds up to the year 2261, beyond which nanoseconds do not fit.
  static let secondsLimit: Int64 = 9_190_000_000
  static let usageTypeLimitBytes = 64

  /// The observation in a task object, where `deliveredAt` is the webhook's timestamp in Unix
  /// seconds, if there is one.
  ///
  /// - Throws: ``RecordError`` naming the member that cannot be read.
  package static func observation(
    of task: JSONValue, deliveredAt: Int64?
  ) throws(RecordError) -> Observation {
    let meta = try meta(of: task)
    let config = task["config"] ?? .null
    let model = try requiredText("model", in: task)
    let taskType = try requiredText("task_type", in: task)
    let status = TaskStatus(try requiredText("status", in: task, canBeEmpty: true))
    return Observation(
      id: TaskID(try requiredText("task_id", in: task)),
      account: account(in: meta),
      request: Request(
        model: model, taskType: taskType,
        fields: RequestDecoder.fields(of: task["input"]) + AnswerFields.fields(of: task, meta: meta)
          + [WebhookHost.field(of: config)].compactMap(\.self)),
      status: status,
      isOwnAccount: meta["is_using_private_pool"]?.bool == true
        || config["service_mode"]?.string?.lowercased() == "private",
      usage: try usage(in: meta, hasEnded: status.hasEnded),
      createdAt: try time("created_at", in: meta),
      startedAt: try time("started_at", in: meta),
      endedAt: try endTime(in: meta),
      deliveredAt: try delivery(deliveredAt),
      outputCount: OutputDecoder.count(of: task["output"]),
      errorCode: errorCode(in: task))
  }

  /// The text of a member that has to be there.
  static func requiredText(
    _ name: String, in task: JSONValue, canBeEmpty: Bool = false
  ) throws(RecordError) -> String {
    guard let text = task[name]?.string, canBeEmpty || !text.trimmed.isEmpty else {
      let isBlank = task[name]?.isBlank ?? false
      let found =
        task[name].map { isBlank && !$0.isNull ? "an empty text" : $0.kindText }
        ?? "nothing"
      throw RecordError("\(name): expected a text, found \(found)")
    }
    guard text.utf8.count <= 1024 else {
      throw RecordError("\(name): expected at most 1024 bytes, found \(text.utf8.count)")
    }
    try DamagedText.refuse(text, of: name)
    return text
  }

  /// Tasks of 2024 name their account.
  private static func account(in meta: JSONValue) -> String? {
    if let name = meta["account_name"]?.string, !name.isEmpty { return name }
    guard let id = meta["account_id"]?.decimal, id != ExactDecimal(0) else { return nil }
    return id.description
  }

  private static func time(_ name: String, in meta: JSONValue) throws(RecordError) -> Instant? {
    guard let value = meta[name] else { return nil }
    do throws(TimeFormError) {
      return try Timestamp(member: value).instant
    } catch {
      throw RecordError("meta.\(name): expected an RFC 3339 time, found \(error)")
    }
  }

  /// Tasks of 2024 write `completed_at`.
  private static func endTime(in meta: JSONValue) throws(RecordError) -> Instant? {
    if let endedAt = try time("ended_at", in: meta) { return endedAt }
    return try time("completed_at", in: meta)
  }

  private static func delivery(_ seconds: Int64?) throws(RecordError) -> Instant? {
    guard let seconds, seconds > 0 else { return nil }
    guard seconds >= secondsLimit else { return Instant(seconds: seconds) }
    // Programs that wrap an answer themselves write milliseconds.
    guard let time = try? Timestamp(member: .number(String(seconds))), let instant = time.instant
    else { throw RecordError("timestamp: expected Unix seconds, found \(seconds)") }
    return instant
  }

  /// The object with times and money, if any.
  private static func meta(of task: JSONValue) throws(RecordError) -> JSONValue {
    guard let meta = task["meta"], !meta.isBlank else { return .null }
    guard meta.isObject else {
      throw RecordError("meta: expected an object, found \(meta.kindText)")
    }
    return meta
  }

  /// What is said about the task's cost, if anything.
  ///
  /// An ended task without `consume` does not say what was booked, whatever its `frozen` shows; a
  /// running one has booked nothing. An unreadable amount is rejected: treating it as 0 would lose
  /// spend.
  private static func usage(
    in meta: JSONValue, hasEnded: Bool
  ) throws(RecordError) -> Usage? {
    guard let usage = meta["usage"], !usage.isBlank, usage != .array([]) else { return nil }
    guard usage.isObject else {
      throw RecordError("meta.usage: expected an object, found \(usage.kindText)")
    }
    let type = usage["type"]?.string ?? ""
    guard type.utf8.count <= usageTypeLimitBytes else {
      throw RecordError(
        "meta.usage.type: expected at most \(usageTypeLimitBytes) bytes, found \(type.utf8.count)")
    }
    try DamagedText.refuse(type, of: "meta.usage.type")
    let frozen = try points("frozen", in: usage)
    let consume = try points("consume", in: usage)
    guard consume != nil || (frozen != nil && !hasEnded) else { return nil }
    return Usage(type: type, frozen: frozen ?? .zero, consume: consume ?? .zero)
  }

  /// Points; nil if the member is absent, `null` or blank.
  private static func points(_ name: String, in usage: JSONValue) throws(RecordError) -> Points? {
    guard let value = usage[name], !value.isBlank else { return nil }
    guard let count = value.integer, count >= 0 else {
      throw RecordError(
        "meta.usage.\(name): expected whole points of 0 or more, found \(value.kindText)")
    }
    guard count <= Points.taskLimit.count else {
      throw RecordError(
        "meta.usage.\(name): expected at most \(Points.taskLimit.count) points, found \(count)")
    }
    return Points(count)
  }

  private static func errorCode(in task: JSONValue) -> Int? {
    guard let code = task["error"]?["code"]?.integer, code != 0 else { return nil }
    return Int(code)
  }
}

/// Counts the results in a task's output.
package enum OutputDecoder {
  /// The number of results; nil if the output has none to count.
  package static func count(of output: JSONValue?) -> Int? {
    guard let output, output.isObject else { return nil }
    for list in ResultMembers.lists {
      if let count = output[list].flatMap(count(ofList:)), count > 0 { return count }
    }
    return ResultMembers.singles.contains { output[$0].map(isResult) ?? false } ? 1 : nil
  }

  private static func count(ofList value: JSONValue) -> Int? {
    switch value {
    case .array(let elements): elements.count(where: isResult)
    case .object(let members): members.count { isResult($0.value) }
    default: nil
    }
  }

  private static func isResult(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): !text.isEmpty
    case .object: true
    default: false
    }
  }
}

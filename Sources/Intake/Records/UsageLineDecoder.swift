import Domain

/// Reads a usage line: tasks that a reducing query has counted together.
///
/// A line is written by a program, so that nothing in it is guessed: what is missing or of another
/// form sends it to quarantine.
enum UsageLineDecoder {
  private static let batchLimitBytes = 256
  /// More tasks of one kind on one day are not credible, and their sums would not fit.
  private static let taskLimit: Int64 = 10_000_000_000
  /// So are more than a billion dollars for them, and a ledger could not add up a few hundred such
  /// lines.
  private static let lineLimit = Points(10_000_000_000_000_000)

  static func line(of value: JSONValue) throws(RecordError) -> UsageLine {
    guard value[UsageLine.mark]?.integer == UsageLine.version else {
      throw RecordError(
        "\(UsageLine.mark): expected \(UsageLine.version), the version of usage lines that is read")
    }
    let day = try day(of: value)
    let created = try created(of: value, isDated: day != nil)
    guard let ranAt = try time("run", in: value) else { throw expected("a time", "run", value) }
    let counts = try counts(of: value)
    let state = try state(of: value)
    try check(state.usage, ofEachOf: counts.tasks)
    return UsageLine(
      partition: UsagePartition(
        batch: try text("batch", in: value, limitBytes: batchLimitBytes),
        shard: try shard(of: value), account: state.account, day: day),
      ranAt: ranAt, timeZoneName: try text("time_zone", in: value), created: created,
      endedAt: try time("ended_at", in: value),
      request: Request(
        model: try TaskDecoder.requiredText("model", in: value),
        taskType: try TaskDecoder.requiredText("task_type", in: value),
        fields: try fields(of: value)),
      readFields: try readFields(of: value), state: state,
      isInConflict: try flag("disagrees", in: value), tasks: counts.tasks, waits: counts.waits,
      waitSeconds: counts.waitSeconds)
  }
}

extension UsageLineDecoder {
  private static func expected(
    _ words: String, _ name: String, _ value: JSONValue
  ) -> RecordError {
    let found = value[name].map { $0.integer?.description ?? $0.kindText }
    return RecordError("\(name): expected \(words), found \(found ?? "nothing")")
  }

  private static func text(
    _ name: String, in value: JSONValue, limitBytes: Int = 1024
  ) throws(RecordError) -> String {
    let text = try TaskDecoder.requiredText(name, in: value)
    guard text.utf8.count <= limitBytes else {
      throw RecordError(
        "\(name): expected at most \(limitBytes) bytes, found \(text.utf8.count)")
    }
    return text
  }

  private static func flag(_ name: String, in value: JSONValue) throws(RecordError) -> Bool {
    switch value[name] {
    case .bool(let flag): return flag
    case .number("0"), .string("false"): return false
    case .number("1"), .string("true"): return true
    default: throw expected("true or false", name, value)
    }
  }

  /// A whole number from 0 on; nil if the member is absent or null.
  private static func count(
    _ name: String, in value: JSONValue, limit: Int64 = .max
  ) throws(RecordError) -> Int64? {
    guard let member = value[name], !member.isNull else { return nil }
    guard let count = member.integer, (0...limit).contains(count) else {
      throw expected(
        limit == .max ? "a whole number of 0 or more" : "a whole number from 0 to \(limit)",
        name, value)
    }
    return count
  }

  /// Nil if the member is absent or says that there is no time.
  private static func time(_ name: String, in value: JSONValue) throws(RecordError) -> Instant? {
    guard let member = value[name] else { return nil }
    do throws(TimeFormError) {
      return try Timestamp(member: member).instant
    } catch {
      throw RecordError("\(name): expected an RFC 3339 time, found \(error)")
    }
  }

  private static func day(of value: JSONValue) throws(RecordError) -> CalendarDay? {
    guard let member = value["day"] else { throw expected("a day or null", "day", value) }
    guard !member.isNull else { return nil }
    guard let text = member.string, let day = CalendarDay(text) else {
      throw expected("a day such as 2026-10-31, or null", "day", value)
    }
    return day
  }

  private static func created(
    of value: JSONValue, isDated: Bool
  ) throws(RecordError) -> ClosedRange<Instant>? {
    let (first, last) = (try time("created_from", in: value), try time("created_to", in: value))
    guard isDated else {
      guard first == nil, last == nil else {
        throw RecordError("created_from: expected null where the day is null, found a time")
      }
      return nil
    }
    guard let first, let last else {
      throw expected("a time", first == nil ? "created_from" : "created_to", value)
    }
    guard first <= last else {
      throw RecordError("created_to: expected a time from created_from on, found an earlier one")
    }
    return first...last
  }

  private static func shard(of value: JSONValue) throws(RecordError) -> UsageShard {
    guard let member = value["shard"], !member.isNull else { return .whole }
    guard let shard = member.string.flatMap({ UsageShard($0) }) else {
      throw expected("a part such as 3/16", "shard", value)
    }
    return shard
  }

  private static func counts(
    of value: JSONValue
  ) throws(RecordError) -> (tasks: Int, waits: Int, waitSeconds: Int64) {
    guard let tasks = try count("tasks", in: value, limit: taskLimit), tasks > 0 else {
      throw expected("a whole number of 1 or more", "tasks", value)
    }
    let waits = try count("waits", in: value, limit: tasks) ?? 0
    let seconds = try count("wait_seconds", in: value, limit: 1 << 53) ?? 0
    guard waits > 0 || seconds == 0 else {
      throw RecordError("wait_seconds: expected 0 without waits, found \(seconds)")
    }
    return (Int(tasks), Int(waits), seconds)
  }
}

extension UsageLineDecoder {
  private static func state(of value: JSONValue) throws(RecordError) -> ObservedState {
    let status = TaskStatus(try TaskDecoder.requiredText("status", in: value, canBeEmpty: true))
    let code = value["error_code"]?.integer.flatMap { $0 == 0 ? nil : Int($0) }
    return ObservedState(
      account: try account(of: value), status: status,
      isOwnAccount: try flag("own_account", in: value),
      outputCount: try count("outputs", in: value, limit: 1 << 32).map { Int($0) },
      errorCode: status.isWithoutResult ? code : nil,
      usage: try usage(of: value, hasEnded: status.hasEnded))
  }

  private static func account(of value: JSONValue) throws(RecordError) -> String? {
    guard let member = value["account"], !member.isBlank else { return nil }
    return try text("account", in: value)
  }

  /// What counts as booked, in the unit of its type; nil for ended tasks of which that is not known,
  /// and for tasks without any usage.
  private static func usage(
    of value: JSONValue, hasEnded: Bool
  ) throws(RecordError) -> Usage? {
    let limit = Points.taskLimit.count
    let consume = try count("consume", in: value, limit: limit)
    let frozen = try count("frozen", in: value, limit: limit) ?? 0
    guard let type = value["usage_type"], !type.isNull else {
      guard consume == nil, frozen == 0 else {
        throw RecordError("usage_type: expected a text next to an amount, found nothing")
      }
      return nil
    }
    guard let name = type.string, name.utf8.count <= TaskDecoder.usageTypeLimitBytes else {
      throw expected(
        "a text of at most \(TaskDecoder.usageTypeLimitBytes) bytes", "usage_type", value)
    }
    try DamagedText.refuse(name, of: "usage_type")
    guard consume != nil || (frozen > 0 && !hasEnded) else { return nil }
    return Usage(type: name, frozen: Points(frozen), consume: Points(consume ?? 0))
  }

  private static func check(_ usage: Usage?, ofEachOf tasks: Int) throws(RecordError) {
    guard let points = usage.map({ max($0.consume, $0.frozen) }), points > .zero else { return }
    let most = lineLimit.count / points.count
    guard tasks <= most else {
      throw RecordError(
        "tasks: expected at most \(most) of \(points.count) points each, found \(tasks)")
    }
  }

  private static func fields(of value: JSONValue) throws(RecordError) -> [Request.Field] {
    guard case .object(let members) = value["fields"] else {
      throw expected("an object", "fields", value)
    }
    var fields: [Request.Field] = []
    for member in members where !member.value.isNull {
      guard let known = scalar(member) else {
        throw RecordError(
          "fields: expected numbers, flags and short words, found \(member.value.kindText)")
      }
      fields.append(Request.Field(member.key, known))
    }
    return fields
  }

  /// A value that may be kept: of what may be private, not even a word.
  private static func scalar(_ member: JSONValue.Member) -> FieldValue? {
    switch member.value {
    case .bool(let flag): .flag(flag)
    case .number(let text): ExactDecimal(text).map { .number($0) }
    case .string(let text) where !isPrivate(member.key):
      RequestText.word(of: text).map { .word($0) }
    case .string, .null, .array, .object: nil
    }
  }

  private static func isPrivate(_ name: String) -> Bool {
    name.hasSuffix(".only")
      ? RequestText.isPrivate(listNamed: String(name.dropLast(".only".count)))
      : RequestText.isPrivate(memberNamed: name)
  }

  private static func readFields(of value: JSONValue) throws(RecordError) -> [String] {
    guard let elements = value["read_fields"]?.array else {
      throw expected("a list of names", "read_fields", value)
    }
    let names = elements.compactMap(\.string)
    guard names.count == elements.count else {
      throw RecordError("read_fields: expected a list of names, found another element")
    }
    return Set(names).sorted()
  }
}

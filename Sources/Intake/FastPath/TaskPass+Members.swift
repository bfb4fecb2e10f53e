import Domain

extension TaskPass {
  mutating func config(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{") else { return try cursor.skipValue() }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    var (hasMode, hasWebhook) = (false, false)
    repeat {
      let name = try cursor.memberName()
      if cursor.matches(name, names.serviceMode) {
        guard !hasMode else { throw UnusualValue() }
        hasMode = true
        try serviceMode(&cursor)
      } else if cursor.matches(name, names.webhook) {
        guard !hasWebhook else { throw UnusualValue() }
        hasWebhook = true
        try webhook(&cursor)
      } else {
        try cursor.skipValue()
      }
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
  }

  private mutating func serviceMode(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "\"") else { return try cursor.skipValue() }
    let mode = try cursor.plainString()
    guard mode.count == 7 else { return }
    var isPrivate = true
    for (index, byte) in "private".utf8.enumerated() {
      isPrivate = isPrivate && cursor.base[mode.start + index] | 0x20 == byte
    }
    if isPrivate { task.isOwnAccount = true }
  }

  mutating func meta(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{") else { return try skipNull(&cursor) }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    var found: UInt8 = 0
    repeat {
      let name = try cursor.memberName()
      let bit: UInt8
      if cursor.matches(name, names.createdAt) {
        bit = 1
        task.createdAt = try cursor.time()
      } else if cursor.matches(name, names.startedAt) {
        bit = 2
        task.startedAt = try cursor.time()
      } else if cursor.matches(name, names.endedAt) {
        bit = 4
        task.endedAt = try cursor.time()
      } else if cursor.matches(name, names.usage) {
        bit = 8
        try usage(&cursor)
      } else if cursor.matches(name, names.isOwnAccount) {
        bit = 16
        try privatePool(&cursor)
      } else if cursor.matches(name, names.processMode) {
        bit = 32
        task.processMode = try word(&cursor)
      } else if cursor.matches(name, names.modelVersion) {
        bit = 64
        task.modelVersion = try word(&cursor)
      } else if cursor.matches(name, names.accountID) || cursor.matches(name, names.accountName)
        || cursor.matches(name, names.completedAt)
      {
        throw UnusualValue()
      } else {
        try cursor.skipValue()
        continue
      }
      guard found & bit == 0 else { throw UnusualValue() }
      found |= bit
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
  }

  /// A short word; empty for any other value, of which nothing is kept.
  private func word(_ cursor: inout JSONCursor) throws(UnusualValue) -> ByteRange {
    let nothing = ByteRange(start: cursor.position, count: 0)
    switch cursor.byte {
    case UInt8(ascii: "\""):
      let text = try cursor.plainString()
      return text.count <= RequestText.wordLimitBytes && cursor.isWord(text) ? text : nothing
    case UInt8(ascii: "n"):
      try skipNull(&cursor)
      return nothing
    default: throw UnusualValue()
    }
  }

  /// Skips a task's log, unless it may tell a length that is billed.
  mutating func logs(_ cursor: inout JSONCursor) throws(UnusualValue) {
    let start = cursor.position
    try cursor.skipValue()
    let text = cursor.bytes(of: ByteRange(start: start, count: cursor.position - start))
    guard !LogScanner.mayTellLength(text) else { throw UnusualValue() }
  }

  private mutating func privatePool(_ cursor: inout JSONCursor) throws(UnusualValue) {
    if cursor.byte == UInt8(ascii: "t") {
      if try cursor.literal() == .yes { task.isOwnAccount = true }
    } else {
      try cursor.skipValue()
    }
  }

  /// Moves past `null`; anything else in place of an object is unusual.
  private func skipNull(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "n"), try cursor.literal() == .null else {
      throw UnusualValue()
    }
  }

  private mutating func usage(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{") else { return try skipNull(&cursor) }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    var found: UInt8 = 0
    repeat {
      let name = try cursor.memberName()
      let bit: UInt8
      if cursor.matches(name, names.type) {
        bit = 1
        task.usageType = try cursor.plainASCIIString()
        guard task.usageType.count <= TaskDecoder.usageTypeLimitBytes else { throw UnusualValue() }
      } else if cursor.matches(name, names.frozen) {
        bit = 2
        task.frozen = try points(&cursor)
      } else if cursor.matches(name, names.consume) {
        bit = 4
        task.consume = try points(&cursor)
      } else {
        try cursor.skipValue()
        continue
      }
      guard found & bit == 0 else { throw UnusualValue() }
      found |= bit
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
  }

  private func points(_ cursor: inout JSONCursor) throws(UnusualValue) -> Int64? {
    guard let count = try cursor.wholeNumberOrNull() else { return nil }
    guard count >= 0, count <= Points.taskLimit.count else { throw UnusualValue() }
    return count
  }

  mutating func error(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{") else { return try cursor.skipValue() }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    var isFound = false
    repeat {
      let name = try cursor.memberName()
      guard cursor.matches(name, names.code) else {
        try cursor.skipValue()
        continue
      }
      guard !isFound else { throw UnusualValue() }
      isFound = true
      task.errorCode = try cursor.wholeNumberOrNull() ?? 0
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
  }
}

/// The names of members that the scanner looks for, as eight-byte words.
final class MemberNames {
  /// A name of at most 24 bytes: its first, second and last eight-byte words.
  struct Name {
    let count: Int
    let first: UInt64
    let second: UInt64
    let last: UInt64

    init(_ text: String) {
      let bytes = Array(text.utf8)
      count = bytes.count
      first = Name.word(bytes.prefix(8))
      second = Name.word(bytes.dropFirst(8).prefix(8))
      last = Name.word(bytes.suffix(8))
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  let taskID = Name("task_id")
  let model = Name("model")
  let taskType = Name("task_type")
  let status = Name("status")
  let config = Name("config")
  let input = Name("input")
  let output = Name("output")
  let meta = Name("meta")
  let error = Name("error")
  let logs = Name("logs")
  let data = Name("data")
  let timestamp = Name("timestamp")
  let taskInfo = Name("task_info")
  let taskResult = Name("task_result")
  let metadata = Name("metadata")

  let createdAt = Name("created_at")
  let startedAt = Name("started_at")
  let endedAt = Name("ended_at")
  let completedAt = Name("completed_at")
  let accountID = Name("account_id")
  let accountName = Name("account_name")
  let usage = Name("usage")
  let isOwnAccount = Name("is_using_private_pool")
  let processMode = Name("process_mode")
  let modelVersion = Name("model_version")

  let type = Name("type")
  let frozen = Name("frozen")
  let consume = Name("consume")
  let serviceMode = Name("service_mode")
  let webhook = Name("webhook_config")
  let endpoint = Name("endpoint")
  let code = Name("code")
  /// In the order in which ``OutputDecoder`` looks for them.
  let resultLists = ResultMembers.lists.map(Name.init)
  let singleResults = ResultMembers.singles.map(Name.init)
}

extension JSONCursor {
  /// Whether bytes equal a name.
  @inline(__always)
  func matches(_ bytes: ByteRange, _ name: MemberNames.Name) -> Bool {
    guard bytes.count == name.count else { return false }
    guard bytes.count > 8 else {
      let mask = UInt64.max >> UInt64(64 - bytes.count * 8)
      return word(at: bytes.start) & mask == name.first
    }
    return word(at: bytes.start) == name.first && word(at: bytes.end - 8) == name.last
      && (bytes.count <= 16 || word(at: bytes.start + 8) == name.second)
  }
}

import Billing

/// One pass over a task response: what it has found so far.
struct TaskPass {
  /// More points than this have no task (``Points/taskLimit``).
  private static let pointsLimit = Points.taskLimit.count
  private static let secondsLimit: Int64 = 9_190_000_000

  let names: MemberNames
  let inputScanner: InputScanner
  private(set) var task = ScannedTask()

  init(names: MemberNames, inputScanner: InputScanner) {
    (self.names, self.inputScanner) = (names, inputScanner)
  }

  /// A bare task, or an envelope of create, get or webhook around one.
  mutating func record(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{"), cursor.enter(closing: UInt8(ascii: "}")) else {
      throw UnusualValue()
    }
    var deliveredAt = ObservationRow.unknown
    repeat {
      let name = try cursor.memberName()
      if cursor.matches(name, names.data) {
        try task.note(.data)
        guard cursor.byte == UInt8(ascii: "{"), cursor.enter(closing: UInt8(ascii: "}")) else {
          throw UnusualValue()
        }
        guard task.found.subtracting([.data, .timestamp]).isEmpty else { throw UnusualValue() }
        repeat {
          try member(try cursor.memberName(), &cursor)
        } while try cursor.hasNext(until: UInt8(ascii: "}"))
      } else if cursor.matches(name, names.timestamp) {
        try task.note(.timestamp)
        deliveredAt = try delivery(&cursor)
      } else {
        let before = task.found
        try member(name, &cursor)
        // An envelope has no members of a task beside its own.
        guard !before.contains(.data) || before == task.found else { throw UnusualValue() }
      }
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
    guard task.found.isSuperset(of: .required) else { throw UnusualValue() }
    if task.found.contains(.data) { task.deliveredAt = deliveredAt }
  }

  /// Unix seconds as nanoseconds.
  private func delivery(_ cursor: inout JSONCursor) throws(UnusualValue) -> Int64 {
    guard let seconds = try cursor.wholeNumberOrNull(), seconds > 0 else {
      return ObservationRow.unknown
    }
    guard seconds < TaskPass.secondsLimit else { throw UnusualValue() }
    return seconds * 1_000_000_000
  }

  /// A member of a task.
  @inline(__always)
  private mutating func member(
    _ name: ByteRange, _ cursor: inout JSONCursor
  ) throws(UnusualValue) {
    switch name.count {
    case 4 where cursor.matches(name, names.meta):
      try task.note(.meta)
      try meta(&cursor)
    case 5 where cursor.matches(name, names.model):
      try task.note(.model)
      task.model = try requiredText(&cursor)
    case 5 where cursor.matches(name, names.input):
      try task.note(.input)
      try inputScanner.scan(&cursor)
    case 5 where cursor.matches(name, names.error):
      try task.note(.error)
      try error(&cursor)
    case 6 where cursor.matches(name, names.status):
      try task.note(.status)
      task.status = try cursor.plainString()
      guard task.status.count <= 64 else { throw UnusualValue() }
    case 6 where cursor.matches(name, names.config):
      try task.note(.config)
      try config(&cursor)
    case 6 where cursor.matches(name, names.output):
      try task.note(.output)
      task.outputCount = try OutputScanner.count(&cursor, names)
    case 7 where cursor.matches(name, names.taskID):
      try task.note(.taskID)
      task.id = try requiredText(&cursor)
    case 9 where cursor.matches(name, names.taskType):
      try task.note(.taskType)
      task.taskType = try requiredText(&cursor)
    case 8 where cursor.matches(name, names.metadata),
      9 where cursor.matches(name, names.taskInfo),
      11 where cursor.matches(name, names.taskResult):
      throw UnusualValue()
    default: try cursor.skipValue()
    }
  }

  @inline(__always)
  private func requiredText(_ cursor: inout JSONCursor) throws(UnusualValue) -> ByteRange {
    let text = try cursor.plainString()
    guard text.count > 0, text.count <= 1024 else { throw UnusualValue() }
    return text
  }

  private mutating func config(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{") else { return try cursor.skipValue() }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    var isFound = false
    repeat {
      let name = try cursor.memberName()
      guard cursor.matches(name, names.serviceMode) else {
        try cursor.skipValue()
        continue
      }
      guard !isFound else { throw UnusualValue() }
      isFound = true
      try serviceMode(&cursor)
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

  private mutating func meta(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{") else { return try cursor.skipValue() }
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

  private mutating func privatePool(_ cursor: inout JSONCursor) throws(UnusualValue) {
    if cursor.byte == UInt8(ascii: "t") {
      if try cursor.literal() == .yes { task.isOwnAccount = true }
    } else {
      try cursor.skipValue()
    }
  }

  private mutating func usage(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{") else { return try cursor.skipValue() }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    var found: UInt8 = 0
    repeat {
      let name = try cursor.memberName()
      let bit: UInt8
      if cursor.matches(name, names.type) {
        bit = 1
        task.usageType = try cursor.plainString()
        guard task.usageType.count <= 64 else { throw UnusualValue() }
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
    guard count >= 0, count <= TaskPass.pointsLimit else { throw UnusualValue() }
    return count
  }

  private mutating func error(_ cursor: inout JSONCursor) throws(UnusualValue) {
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

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

  /// Moves behind `null`; anything else in the place of an object is unusual.
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
        task.usageType = try cursor.plainString()
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

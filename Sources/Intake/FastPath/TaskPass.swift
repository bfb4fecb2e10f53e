/// One pass over a task response, with what it has found so far.
struct TaskPass {
  // The scanner that makes the pass owns both; reference counting would take time in every record.
  unowned(unsafe) let names: MemberNames
  unowned(unsafe) let inputScanner: InputScanner
  var task = ScannedTask()
  /// Whether the whole value was passed over, even if it turns out not to be a task.
  private(set) var hasPassedValue = false

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
        // An envelope has no task members besides its own.
        guard !before.contains(.data) || before == task.found else { throw UnusualValue() }
      }
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
    hasPassedValue = true
    guard task.found.isSuperset(of: .required) else { throw UnusualValue() }
    // Whether frozen points alone mean anything depends on the status.
    guard task.consume != nil || task.frozen == nil else { throw UnusualValue() }
    if task.found.contains(.data) { task.deliveredAt = deliveredAt }
  }

  /// Unix seconds as nanoseconds.
  private func delivery(_ cursor: inout JSONCursor) throws(UnusualValue) -> Int64 {
    guard let seconds = try cursor.wholeNumberOrNull(), seconds > 0 else {
      return ObservationRow.unknown
    }
    guard seconds < TaskDecoder.secondsLimit else { throw UnusualValue() }
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
    case 4 where cursor.matches(name, names.logs):
      try task.note(.logs)
      try logs(&cursor)
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
      task.status = try cursor.plainASCIIString()
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
    let text = try cursor.plainASCIIString()
    guard text.count > 0, text.count <= 1024 else { throw UnusualValue() }
    // White space at its start may be all there is.
    guard cursor.base[text.start] > 0x20 else { throw UnusualValue() }
    return text
  }
}

extension TaskPass {
  /// Keeps the webhook host and skips the rest of the address.
  mutating func webhook(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{") else { return try cursor.skipValue() }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    var isFound = false
    repeat {
      let name = try cursor.memberName()
      guard cursor.matches(name, names.endpoint) else {
        try cursor.skipValue()
        continue
      }
      guard !isFound else { throw UnusualValue() }
      isFound = true
      try endpoint(&cursor)
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
  }

  private mutating func endpoint(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "\"") else { return try cursor.skipValue() }
    let string = try cursor.string()
    guard string.bytes.count > 0 else { return }
    let bytes = cursor.bytes(of: string.bytes)
    // Only escaped slashes leave the host as it is.
    guard !string.hasEscapes || TaskPass.escapesSlashesOnly(bytes) else { throw UnusualValue() }
    guard let host = WebhookHost.range(in: bytes) else { return }
    let isLowercase = bytes[host].allSatisfy { !(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0) }
    guard isLowercase else { throw UnusualValue() }
    task.webhookHost = ByteRange(
      start: string.bytes.start + host.lowerBound, count: host.count)
  }

  private static func escapesSlashesOnly(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.indices.allSatisfy { index in
      bytes[index] != UInt8(ascii: "\\")
        || (index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "/"))
    }
  }
}

/// Counts the results in a task's output like ``OutputDecoder``, in one pass.
enum OutputScanner {
  /// The number of results; −1 if the output has none to count.
  static func count(
    _ cursor: inout JSONCursor, _ names: MemberNames
  ) throws(UnusualValue) -> Int {
    guard cursor.byte == UInt8(ascii: "{") else {
      try cursor.skipValue()
      return -1
    }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return -1 }
    /// The list that comes first in the decoder's order, and its number of results.
    var best = (rank: Int.max, count: -1)
    var hasSingle = false
    var seen: UInt32 = 0
    repeat {
      let name = try cursor.memberName()
      if let rank = rank(of: name, in: names.resultLists, cursor) {
        try note(rank, in: &seen)
        let count = try listCount(&cursor)
        if count > 0, rank < best.rank { best = (rank, count) }
      } else if let rank = rank(of: name, in: names.singleResults, cursor) {
        try note(rank + names.resultLists.count, in: &seen)
        if try isResult(&cursor) { hasSingle = true }
      } else {
        // Tokens, which few families tell.
        guard cursor.byte != UInt8(ascii: "{") || !cursor.matches(name, names.usage) else {
          throw UnusualValue()
        }
        try cursor.skipValue()
      }
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
    return best.count > 0 ? best.count : hasSingle ? 1 : -1
  }

  @inline(__always)
  private static func note(_ bit: Int, in seen: inout UInt32) throws(UnusualValue) {
    guard seen & 1 << UInt32(bit) == 0 else { throw UnusualValue() }
    seen |= 1 << UInt32(bit)
  }

  @inline(__always)
  private static func rank(
    of name: ByteRange, in names: [MemberNames.Name], _ cursor: JSONCursor
  ) -> Int? {
    for index in names.indices where cursor.matches(name, names[index]) { return index }
    return nil
  }

  /// The results among the elements of an array or the members of an object; 0 for other values.
  private static func listCount(_ cursor: inout JSONCursor) throws(UnusualValue) -> Int {
    var count = 0
    switch cursor.byte {
    case UInt8(ascii: "["):
      guard cursor.enter(closing: UInt8(ascii: "]")) else { return 0 }
      repeat {
        if try isResult(&cursor) { count += 1 }
      } while try cursor.hasNext(until: UInt8(ascii: "]"))
    case UInt8(ascii: "{"):
      guard cursor.enter(closing: UInt8(ascii: "}")) else { return 0 }
      repeat {
        _ = try cursor.memberName()
        if try isResult(&cursor) { count += 1 }
      } while try cursor.hasNext(until: UInt8(ascii: "}"))
    default: try cursor.skipValue()
    }
    return count
  }

  /// Whether the value is a result: a nonempty text, or an object.
  @inline(__always)
  private static func isResult(_ cursor: inout JSONCursor) throws(UnusualValue) -> Bool {
    let first = cursor.byte
    if first == UInt8(ascii: "\"") { return try cursor.string().bytes.count > 0 }
    try cursor.refuseExtendedValue()
    try cursor.skipValue()
    return first == UInt8(ascii: "{")
  }
}

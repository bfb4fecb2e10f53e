/// One pass over a task response: what it has found so far.
struct TaskPass {
  // The scanner that makes the pass owns both; counting references would take time in every record.
  unowned(unsafe) let names: MemberNames
  unowned(unsafe) let inputScanner: InputScanner
  var task = ScannedTask()

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
    // Whether frozen points alone say anything depends on the status.
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
    // White space at its start, of which there is some beyond ASCII, may be all that there is.
    guard (0x21..<0x80).contains(cursor.base[text.start]) else { throw UnusualValue() }
    return text
  }
}

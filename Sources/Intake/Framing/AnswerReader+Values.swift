import Domain

/// Values of all forms: JSON, JSON quoted in a text, and what languages print.
extension AnswerReader {
  fileprivate enum Form {
    case json
    case quoted(TextQuoting)
    case literal
    /// No value begins here.
    case text
  }

  /// The bytes in which a value that is not JSON must have a mark, lest every bracket of a text be
  /// taken for its start.
  private static let literalMarkLimitBytes = 4096

  /// Reads what begins with the bracket at the position, or passes over the bracket.
  mutating func readValue(at place: Place) throws(SourceError) {
    switch try form() {
    case .json: try readJSON(at: place)
    case .quoted(let quoting): try readText(quoting, at: place)
    case .literal: try readLiteral(at: place)
    case .text: passValue(to: window.position + 1)
    }
  }

  /// What a value that begins with the bracket at the position can be, by the bytes after it.
  private func form() throws(SourceError) -> Form {
    var offset = 1
    while let byte = try window.peek(atOffset: offset), byte <= 0x20, offset < 4096 { offset += 1 }
    let first = try window.peek(atOffset: offset)
    let second = try window.peek(atOffset: offset + 1)
    switch first {
    case UInt8(ascii: "\"") where second == UInt8(ascii: "\""):
      let third = try window.peek(atOffset: offset + 2)
      return third.map(Form.isNameByte) ?? false ? .quoted(.doubled) : .json
    case UInt8(ascii: "\""): return .json
    case UInt8(ascii: "\\"):
      // A text in a CSV field, whose quotes are escaped once and then doubled.
      let third = try window.peek(atOffset: offset + 2)
      let isDoubled = second == UInt8(ascii: "\"") && third == UInt8(ascii: "\"")
      return .quoted(isDoubled ? .doubled : .escaped)
    case UInt8(ascii: "'"): return .literal
    case .some(let byte) where Form.isNameByte(byte): return .literal
    default: return .text
    }
  }

  private mutating func readJSON(at place: Place) throws(SourceError) {
    switch try jsonEnding() {
    case .whole(let end):
      guard hasMark(before: end) else {
        return passValue(to: end)
      }
      guard mayBeHeld(to: end) else { return passValue(to: window.position + 1) }
      var parser = JSONParser(window.bytes, at: window.position, isComplete: true)
      guard let value = try? parser.value() else { return passValue(to: end) }
      take(items(of: value, to: end, at: place), to: end)
    case .failed(let error) where !mayBeHeld(to: error.position): passValue(to: window.position + 1)
    case .failed(let error): try readBroken(error, at: place)
    case .tooLong:
      guard opening(to: window.count).isAnswer else {
        return passValue(to: window.position + 1)
      }
      reject("longer than \(valueLimitBytes) bytes", at: place)
    }
  }

  /// Whether the value at the position is short enough up to an index, or begins like an answer: in
  /// whatever chunks it came, a longer one of another program is entered.
  func mayBeHeld(to end: Int) -> Bool {
    end - window.position <= Opening.lengthLimitBytes || opening(to: end).mayBeAnswer
  }

  private enum Ending {
    /// It is well-formed, and ends at this index.
    case whole(Int)
    case failed(JSONSyntaxError)
    case tooLong
  }

  /// Where the JSON value at the position ends, fetching more bytes while it is incomplete.
  private mutating func jsonEnding() throws(SourceError) -> Ending {
    if let end = endOfPassedValue { return ending(at: end) }
    if let error = failedParse?.error(at: window) { return ending(failedAt: error) }
    while let base {
      var cursor = JSONCursor(base, at: window.position)
      if (try? cursor.skipValue()) != nil { return ending(at: cursor.position) }
      if cursor.position < window.count {
        // It is damaged, or has what only the parser reads.
        var parser = JSONParser(window.bytes, at: window.position, isComplete: window.isAtEnd)
        do throws(JSONSyntaxError) {
          _ = try parser.value()
          return ending(at: parser.position)
        } catch {
          guard error.isIncomplete, !window.isAtEnd else {
            failedParse = FailedParse(error, openStarts: parser.openStarts, in: window)
            return ending(failedAt: error)
          }
        }
      }
      guard try extendValue() else { break }
    }
    guard window.isAtEnd else { return .tooLong }
    var parser = JSONParser(window.bytes, at: window.position, isComplete: true)
    do throws(JSONSyntaxError) {
      _ = try parser.value()
      return ending(at: parser.position)
    } catch {
      failedParse = FailedParse(error, openStarts: parser.openStarts, in: window)
      return ending(failedAt: error)
    }
  }

  private func ending(failedAt error: JSONSyntaxError) -> Ending {
    error.position - window.position > valueLimitBytes ? .tooLong : .failed(error)
  }

  private func ending(at end: Int) -> Ending {
    end - window.position > valueLimitBytes ? .tooLong : .whole(end)
  }

  func items(of value: JSONValue, to end: Int, at place: Place) -> [IntakeItem] {
    var finder = AnswerFinder(at: place, depth: depth)
    finder.find(in: value, text: ArraySlice(window.bytes[window.position..<end]))
    return finder.items
  }

  /// Reads a text in which JSON is quoted.
  ///
  /// It is read from its beginning, so that what stands before the bracket is known: a text within
  /// it may be a prompt, which may quote an answer.
  private mutating func readText(_ quoting: TextQuoting, at place: Place) throws(SourceError) {
    // A text whose beginning can't be seen may be the rest of a prompt.
    let start = quoting.start(of: window.lineBehind, isWholeLine: window.isLineStartVisible)
    let behindBytes = start.map { window.position - $0 }
    guard quoting == .escaped || start != nil, let sizeBytes = try textSizeBytes(quoting) else {
      return passValue(to: window.position + 1)
    }
    _ = try window.peek(atOffset: sizeBytes + 1)
    let end = window.position + sizeBytes
    // The mark of a text that is still being written may be yet to come.
    let mayGoOn = window.endsWithinLine && end == window.count
    let isClosed = quoting.isClosed(at: end, in: window.bytes)
    if let behindBytes,
      let text = text(quoting, from: window.position - behindBytes, to: end, mayGoOn: mayGoOn)
    {
      let items = AnswerFinder.items(ofText: text, at: place, depth: depth, mayGoOn: mayGoOn)
      take(items, to: end)
    } else {
      passValue(to: end)
    }
    // The rest of a line whose quotes are damaged may be of a prompt.
    if !isClosed { try passRestOfLine() }
  }

  /// The text that is quoted in a stretch of the window, if it may hold an answer that is not quoted
  /// in turn.
  private mutating func text(
    _ quoting: TextQuoting, from start: Int, to end: Int, mayGoOn: Bool
  ) -> [UInt8]? {
    guard depth < AnswerReader.depthLimit, mayGoOn || hasMark(before: end),
      !AnswerReader.isOfProse(window.lineBehind.prefix(upTo: start))
    else { return nil }
    let text = quoting.text(window.bytes[start..<end])
    // A text of JSON begins with a bracket, or with words before it.
    let isBegun =
      text.first != UInt8(ascii: "\"")
      || text.dropFirst().first.map { "{[\\\"".utf8.contains($0) } ?? false
    return isBegun ? text : nil
  }

  private mutating func passRestOfLine() throws(SourceError) {
    while let byte = try window.peek(), byte != UInt8(ascii: "\n") {
      let rest = window.position..<window.count
      passValue(to: window.firstIndex(of: UInt8(ascii: "\n"), in: rest) ?? window.count)
    }
  }

  /// The length of the quoted text at the position; nil if it is too long.
  private mutating func textSizeBytes(_ quoting: TextQuoting) throws(SourceError) -> Int? {
    var seen = 1
    while true {
      var index = window.position + seen
      let end = quoting.end(in: window.bytes, from: &index, isComplete: window.isAtEnd)
      if let end { return end - window.position }
      seen = index - window.position
      guard seen <= valueLimitBytes else { return nil }
      _ = try window.extend()
    }
  }

  /// Whether the quote behind a text opens the value of a member that holds prose.
  private static func isOfProse(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var text = text
    let isAround: (UInt8) -> Bool = { $0 <= 0x20 || "\"'\\".utf8.contains($0) }
    while let last = text.last, isAround(last) { text.removeLast() }
    guard let sign = text.popLast(), sign == UInt8(ascii: ":") || sign == UInt8(ascii: "=") else {
      return false
    }
    while let last = text.last, isAround(last) { text.removeLast() }
    let name = text.reversed().prefix { Form.isNameByte($0) || $0 &- 0x30 < 10 }
    let memberName = String(decoding: name.reversed(), as: UTF8.self)
    return AnswerFinder.isProse(memberName) || AnswerFinder.isWorded(memberName)
  }

  /// Reads what Python's `print` or Node's `console.log` wrote.
  private mutating func readLiteral(at place: Place) throws(SourceError) {
    _ = try window.peek(atOffset: AnswerReader.literalMarkLimitBytes)
    let near = min(window.count, window.position + AnswerReader.literalMarkLimitBytes)
    guard failedLiteral?.error(at: window) == nil, hasMark(before: near) else {
      return passValue(to: window.position + 1)
    }
    while true {
      var parser = LiteralParser(window.bytes, at: window.position, isComplete: window.isAtEnd)
      do throws(JSONSyntaxError) {
        return take(try parser.value(), of: parser, at: place)
      } catch {
        if error.isIncomplete, try extendValue() { continue }
        failedLiteral = FailedParse(error, openStarts: parser.openStarts, in: window)
        return rejectLiteral(error, at: place)
      }
    }
  }

  private mutating func take(_ value: JSONValue, of parser: LiteralParser, at place: Place) {
    let items = items(of: value, to: parser.position, at: place)
    guard !items.isEmpty, let reason = LeftOutMembers.reason(parser.omissions, in: value) else {
      repairs.note(parser.repairs, records: items.count(where: \.isRecord))
      return take(items, to: parser.position)
    }
    let text = ArraySlice(window.bytes[window.position..<parser.position])
    take(
      [.rejection(Rejection(place: place, reason: reason, value: value, text: text))],
      to: parser.position)
  }

  private mutating func rejectLiteral(_ error: JSONSyntaxError, at place: Place) {
    let end = max(error.position, window.position)
    guard opening(to: end).isAnswer else {
      return passValue(to: window.position + 1)
    }
    reject(
      "neither JSON nor all of what Python or Node print: \(error.reason)", at: place,
      errorOffset: error.position - window.position, isIncomplete: error.isIncomplete,
      quotes: "\"'`")
  }
}

extension AnswerReader.Form {
  static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
  }
}

import Domain

/// Values of all forms: JSON, JSON quoted in a text, and what languages print.
extension AnswerReader {
  /// What a value can be, by the bytes behind its bracket.
  enum Form {
    case json
    case quoted(TextQuoting)
    case literal
    /// No value begins here.
    case text
  }

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
      guard hasMark(before: end) else { return passValue(to: end) }
      guard mayBeHeld(to: end) else { return passValue(to: window.position + 1) }
      var parser = JSONParser(window.bytes, at: window.position, isComplete: true)
      guard let value = try? parser.value() else { return passValue(to: end) }
      take(found(in: value, to: end, at: place), to: end)
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
      // It is damaged, or has what only the parser reads, unless more bytes are to come.
      if cursor.position < window.count || window.isAtEnd, let ending = parsedEnding() {
        return ending
      }
      guard try extendValue() else { break }
    }
    return .tooLong
  }

  /// Where the parser ends in the value at the position; nil if it needs more bytes.
  private mutating func parsedEnding() -> Ending? {
    var parser = JSONParser(window.bytes, at: window.position, isComplete: window.isAtEnd)
    do throws(JSONSyntaxError) {
      _ = try parser.value()
      return ending(at: parser.position)
    } catch {
      guard !error.isIncomplete || window.isAtEnd else { return nil }
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

  func found(in value: JSONValue, to end: Int, at place: Place) -> AnswerFinder.Found {
    var finder = AnswerFinder(at: place, depth: depth, messages: messages)
    finder.find(in: value, text: ArraySlice(window.bytes[window.position..<end]))
    return finder.found
  }
}

extension AnswerReader.Form {
  static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
  }
}

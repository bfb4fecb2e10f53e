/// Texts in which JSON is quoted: in a log, a CSV field, or a record that is itself broken.
extension AnswerReader {
  /// Reads a text in which JSON is quoted.
  ///
  /// It is read from its beginning, so that what stands before the bracket is known: a text within
  /// it may be a prompt, which may quote an answer.
  mutating func readText(_ quoting: TextQuoting, at place: Place) throws(SourceError) {
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
      take(
        AnswerFinder.found(
          inText: text, at: place, depth: depth, messages: messages, mayGoOn: mayGoOn),
        to: end)
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
}

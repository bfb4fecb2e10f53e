import Domain

/// What languages print of a value.
extension AnswerReader {
  /// The bytes in which a value that is not JSON must have a mark, lest every bracket of a text be
  /// taken for its start.
  private static let literalMarkLimitBytes = 4096

  /// Reads what Python's `print` or Node's `console.log` wrote.
  mutating func readLiteral(at place: Place) throws(SourceError) {
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
    var found = found(in: value, to: parser.position, at: place)
    guard !found.items.isEmpty, let reason = LeftOutMembers.reason(parser.omissions, in: value)
    else {
      found.repairs.note(parser.repairs, of: found.items)
      return take(found, to: parser.position)
    }
    let text = ArraySlice(window.bytes[window.position..<parser.position])
    found.items = [.rejection(Rejection(place: place, reason: reason, value: value, text: text))]
    take(found, to: parser.position)
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

package import Domain

/// Create calls that have not been sent yet, one after another: bodies alone or within what a
/// program notes of a request, HTTP requests as they are sent, curl commands, and tables.
///
/// Headers may hold keys: they are passed over, and no message quotes them.
package struct RequestBodies {
  /// What was read at a line: a body, or why there is none.
  package struct Body {
    package let line: Int
    package let request: Result<Request, RecordError>
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  /// The rows, if it is a table.
  private var table: RequestTable?
  /// What was read of the last value and not returned yet.
  private var waiting: ArraySlice<Body> = []

  /// Reads a source to its end.
  package init(_ source: any ByteSource) throws(SourceError) {
    var bytes: [UInt8] = []
    while true {
      let chunk = try source.nextChunk()
      guard !chunk.isEmpty else { break }
      bytes += chunk
    }
    self.bytes = bytes
    table = RequestTable(bytes)
  }

  /// The next body; nil at the end.
  ///
  /// After one that is not JSON, the next line that may begin a request follows.
  package mutating func next() -> Body? {
    if table != nil { return table?.next() }
    while waiting.isEmpty, position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0D, 0x0A, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), 0xEF,
        0xBB, 0xBF:
        advance(to: position + 1)
      // Comments, and what separates the requests of a file for an HTTP client.
      case UInt8(ascii: "#"): advance(to: bytes[position...].firstIndex(of: 0x0A) ?? bytes.count)
      default: waiting = bodies()[...]
      }
    }
    return waiting.popFirst()
  }

  /// The bodies at the position, which moves past them; none for the head of an HTTP request whose
  /// body follows.
  private mutating func bodies() -> [Body] {
    let first = line
    if let command = CurlCommand(bytes, at: position) {
      advance(to: command.end)
      return RequestBodies.bodies(at: first) { () throws(RecordError) in
        try RequestBodies.value(of: try command.body())
      }
    }
    if let end = RequestHead.end(in: bytes, at: position) {
      advance(to: end)
      guard !isBodyNext else { return [] }
      return [Body(line: first, request: .failure(RecordError("the request has no body")))]
    }
    let (value, end) = valueAtPosition()
    advance(to: end)
    return RequestBodies.bodies(at: first) { () throws(RecordError) in try value.get() }
  }

  /// Whether something other than another request follows.
  private var isBodyNext: Bool {
    guard let next = bytes[position...].firstIndex(where: { !" \t\r\n".utf8.contains($0) }) else {
      return false
    }
    return bytes[next] != UInt8(ascii: "#") && !RequestBodies.isHead(in: bytes, at: next)
  }

  private func valueAtPosition() -> (Result<JSONValue, RecordError>, end: Int) {
    bytes.withUnsafeBufferPointer { bytes in
      var parser = JSONParser(bytes, at: position, isComplete: true)
      do throws(JSONSyntaxError) {
        return (.success(try parser.value()), parser.position)
      } catch {
        return (.failure(RecordError("not JSON: \(error.reason)")), startOfNextRequest)
      }
    }
  }

  /// Where the next line begins that may start a request, or the end.
  private var startOfNextRequest: Int {
    var start = position
    while let lineEnd = bytes[start...].firstIndex(of: 0x0A) {
      start = lineEnd + 1
      guard start < bytes.count else { break }
      if "{[".utf8.contains(bytes[start]) || RequestBodies.isHead(in: bytes, at: start) {
        return start
      }
    }
    return bytes.count
  }

  private static func isHead(in bytes: [UInt8], at start: Int) -> Bool {
    RequestHead.end(in: bytes, at: start) != nil || CurlCommand.begins(in: bytes, at: start)
  }

  private mutating func advance(to end: Int) {
    line += bytes[position..<end].count { $0 == 0x0A }
    position = end
  }
}

extension RequestBodies {
  /// The bodies in a value that was read at a line.
  private static func bodies(
    at line: Int, in value: () throws(RecordError) -> JSONValue
  ) -> [Body] {
    do throws(RecordError) {
      return RequestEnvelope.bodies(in: try value()).map { body in
        Body(line: line, request: request(of: body))
      }
    } catch {
      return [Body(line: line, request: .failure(error))]
    }
  }

  static func request(of body: JSONValue) -> Result<Request, RecordError> {
    do throws(RecordError) {
      return .success(try RequestBodyDecoder.request(of: body))
    } catch {
      return .failure(error)
    }
  }

  private static func value(of text: String) throws(RecordError) -> JSONValue {
    do throws(JSONSyntaxError) {
      return try JSONValue(Array(text.utf8))
    } catch {
      throw RecordError("not JSON: \(error.reason)")
    }
  }
}

package import Domain

/// Bodies of create calls that have not been sent yet, one after another, a line each, or in lists.
package struct RequestBodies {
  /// What was read at a line: a body, or why there is none.
  package struct Body {
    package let line: Int
    package let request: Result<Request, RecordError>
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  /// Reads a source to its end.
  package init(_ source: any ByteSource) throws(SourceError) {
    var bytes: [UInt8] = []
    while true {
      let chunk = try source.nextChunk()
      guard !chunk.isEmpty else { break }
      bytes += chunk
    }
    self.bytes = bytes
  }

  /// The next body; nil at the end.
  ///
  /// After one that is not JSON, the next line that begins with a bracket follows.
  package mutating func next() -> Body? {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0D, 0x0A, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), 0xEF,
        0xBB, 0xBF:
        advance(to: position + 1)
      default: return body()
      }
    }
    return nil
  }

  private mutating func body() -> Body {
    let first = line
    let (value, end) = bytes.withUnsafeBufferPointer { bytes in
      var parser = JSONParser(bytes, at: position, isComplete: true)
      do throws(JSONSyntaxError) {
        return (Result<JSONValue, JSONSyntaxError>.success(try parser.value()), parser.position)
      } catch {
        return (.failure(error), startOfNextValue)
      }
    }
    advance(to: end)
    do throws(JSONSyntaxError) {
      return Body(line: first, request: RequestBodies.request(of: try value.get()))
    } catch {
      return Body(line: first, request: .failure(RecordError("not JSON: \(error.reason)")))
    }
  }

  /// Where the next line begins that may start a value, or the end.
  private var startOfNextValue: Int {
    var start = position
    while let lineEnd = bytes[start...].firstIndex(of: 0x0A) {
      start = lineEnd + 1
      if start < bytes.count, "{[".utf8.contains(bytes[start]) { return start }
    }
    return bytes.count
  }

  private static func request(of value: JSONValue) -> Result<Request, RecordError> {
    do throws(RecordError) {
      return .success(try RequestBodyDecoder.request(of: value))
    } catch {
      return .failure(error)
    }
  }

  private mutating func advance(to end: Int) {
    line += bytes[position..<end].count { $0 == 0x0A }
    position = end
  }
}

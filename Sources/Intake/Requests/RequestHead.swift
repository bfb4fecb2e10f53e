/// The request line and the headers of an HTTP request, as they are sent or as files for HTTP
/// clients have them: `POST /api/v1/task HTTP/1.1`.
enum RequestHead {
  private static let methods = ["POST ", "GET ", "PUT ", "PATCH ", "DELETE "].map {
    Array($0.utf8)
  }

  /// Where the body begins, or the text ends; nil if no request line is there.
  static func end(in bytes: [UInt8], at start: Int) -> Int? {
    guard methods.contains(where: { bytes[start...].starts(with: $0) }) else {
      return nil
    }
    var position = start
    while let lineEnd = bytes[position...].firstIndex(of: 0x0A) {
      let isBlank = bytes[position..<lineEnd].allSatisfy { $0 == 0x0D }
      position = lineEnd + 1
      if isBlank { return position }
    }
    return bytes.count
  }
}

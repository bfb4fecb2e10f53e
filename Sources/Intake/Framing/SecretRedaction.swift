/// Removes secrets from text that is kept as it came.
package enum SecretRedaction {
  private static let names = ["secret", "x-api-key", "api_key", "authorization"]
  private static let replacement = "[removed]"

  /// The text with the value of every JSON member that holds a secret replaced, in whatever state
  /// the JSON is: cut off, or quoted once more inside a string.
  package static func redacted(_ text: String) -> String {
    let lowercased = text.lowercased()
    guard names.contains(where: lowercased.contains) else { return text }
    var scanner = Scanner(bytes: Array(text.utf8))
    return String(decoding: scanner.redacted(), as: UTF8.self)
  }

  private struct Scanner {
    let bytes: [UInt8]
    var position = 0
    var output: [UInt8] = []

    init(bytes: [UInt8]) {
      self.bytes = bytes
      output.reserveCapacity(bytes.count)
    }

    mutating func redacted() -> [UInt8] {
      while position < bytes.count {
        guard let value = valueStart() else {
          output.append(bytes[position])
          position += 1
          continue
        }
        output += bytes[position..<value.start]
        position = value.start
        skipValue(isQuoted: value.isQuoted)
      }
      return output
    }

    /// Where the value of a secret starts, behind its opening quote if it has one, if a secret's name
    /// starts here.
    private func valueStart() -> (start: Int, isQuoted: Bool)? {
      for name in SecretRedaction.names {
        var index = position
        guard matches(name, at: &index), skipQuote(at: &index) else { continue }
        skipSpace(at: &index)
        guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { continue }
        index += 1
        skipSpace(at: &index)
        let unquoted = index
        return skipQuote(at: &index) ? (index, true) : (unquoted, false)
      }
      return nil
    }

    private func matches(_ name: String, at index: inout Int) -> Bool {
      for byte in name.utf8 {
        guard index < bytes.count, bytes[index] | 0x20 == byte | 0x20 else { return false }
        index += 1
      }
      return true
    }

    private func skipQuote(at index: inout Int) -> Bool {
      while index < bytes.count, bytes[index] == UInt8(ascii: "\\") { index += 1 }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return false }
      index += 1
      return true
    }

    private func skipSpace(at index: inout Int) {
      while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    }

    /// Skips to the quote that ends the value, or of a bare value to what cannot be part of it, or to
    /// the end of the text.
    private mutating func skipValue(isQuoted: Bool) {
      let start = position
      if isQuoted { skipQuotedValue() } else { skipBareValue() }
      let isNothing =
        position == start || (!isQuoted && bytes[start..<position].elementsEqual("null".utf8))
      output += isNothing ? Array(bytes[start..<position]) : Array(SecretRedaction.replacement.utf8)
    }

    private mutating func skipBareValue() {
      while position < bytes.count, bytes[position] > 0x20,
        !",}]{[\"\\".utf8.contains(bytes[position])
      {
        position += 1
      }
    }

    /// In JSON that is quoted k/2 times over, k backslashes stand before the quotes of a string, and
    /// a multiple of 2(k + 1) more before one that ends it, each pair an escaped backslash.
    private mutating func skipQuotedValue() {
      let depth = escapeDepth(before: position - 1)
      while position < bytes.count {
        let extra = escapeDepth(before: position) - depth
        if bytes[position] == UInt8(ascii: "\""), extra >= 0, extra % (2 * (depth + 1)) == 0 {
          position -= depth
          return
        }
        position += 1
      }
    }

    private func escapeDepth(before index: Int) -> Int {
      var depth = 0
      while index - depth - 1 >= 0, bytes[index - depth - 1] == UInt8(ascii: "\\") { depth += 1 }
      return depth
    }
  }
}

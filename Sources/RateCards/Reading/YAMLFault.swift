import Yams

/// Why a text is no YAML: a line, and a reason without anything of the text.
package struct YAMLFault {
  package let line: Int
  package let message: String
  /// Whether an alias names what is no anchor.
  let isAboutAlias: Bool

  /// What the parser has thrown.
  ///
  /// - Parameters:
  ///   - error: The parser's error.
  ///   - duplicate: What to say of a name that a mapping has twice.
  package init(_ error: any Error, ofMapping duplicate: String) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      line = mark.line
      message = "not YAML: \(problem)"
      isAboutAlias = problem.contains("alias")
    case .duplicatedKeysInMapping(let keys, let context)?:
      line = context.mark.line
      message = "\(duplicate): \(keys.joined(separator: ", "))"
      isAboutAlias = false
    default:
      (line, message, isAboutAlias) = (1, "not YAML", false)
    }
  }

  /// The line of the first anchor if so many aliases follow that composing the text could take
  /// forever: the parser compares the keys of a mapping, and nested aliases multiply.
  ///
  /// It counts every `&` and `*` that could begin an anchor or alias, even inside text, but leaves
  /// a text with few of them to the parser, which knows better: 8 aliases expand it to at most
  /// about 19 times its size (`e^(8/e)`, in the worst case).
  package static func lineOfMultipliedAlias(in bytes: [UInt8]) -> Int? {
    var (line, aliases) = (1, 0)
    var lineOfAnchor: Int?
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "&") where isSign(at: index, in: bytes):
        lineOfAnchor = lineOfAnchor ?? line
      case UInt8(ascii: "*") where isSign(at: index, in: bytes): aliases += 1
      default: continue
      }
    }
    return aliases > 8 ? lineOfAnchor : nil
  }

  /// Whether a name follows the byte, and none precedes it.
  private static func isSign(at index: Int, in bytes: [UInt8]) -> Bool {
    let isNamed = bytes.indices.contains(index + 1) && isNamePart(bytes[index + 1])
    let isWithinName = index > 0 && isNamePart(bytes[index - 1])
    return isNamed && !isWithinName
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

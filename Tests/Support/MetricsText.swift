/// Metrics read by the grammar that Prometheus' text format and OpenMetrics have in common.
///
/// Stricter than either: each metric has one HELP, one TYPE and then its samples, none stands twice,
/// none has a time of its own, and the text ends with `# EOF`.
package struct MetricsText: Sendable {
  package struct Malformed: Error, CustomStringConvertible {
    package let description: String
  }

  /// The values as written, by their series: `piledger_open_findings{kind="stuck"}` with the label's
  /// value as it is meant.
  package private(set) var values: [String: String] = [:]
  /// The names of the metrics, in their order.
  package private(set) var names: [String] = []

  package init(_ text: String) throws(Malformed) {
    guard text.hasSuffix("\n") else { throw Malformed(description: "no line end at the end") }
    var lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.popLast() == "# EOF" else { throw Malformed(description: "no # EOF") }
    var rest = lines[...]
    while let help = rest.popFirst() {
      guard let match = help.wholeMatch(of: #/# HELP ([a-z_:][a-z0-9_:]*) ([ -!#-\[\]-~]+)/#)
      else { throw Malformed(description: "no HELP: \(help)") }
      let name = String(match.1)
      guard rest.popFirst() == "# TYPE \(name) gauge", !names.contains(name) else {
        throw Malformed(description: "no TYPE, or twice: \(name)")
      }
      names.append(name)
      var count = 0
      while let line = rest.first, !line.hasPrefix("#") {
        try add(line, of: name)
        rest.removeFirst()
        count += 1
      }
      guard count > 0 else { throw Malformed(description: "no sample: \(name)") }
    }
  }

  private mutating func add(_ line: Substring, of name: String) throws(Malformed) {
    // A label's text has no control character, and no quote or backslash of its own.
    let sample =
      #/([a-z_:][a-z0-9_:]*)(?:\{([a-z_][a-z0-9_]*)="((?:[^"\\\x00-\x1F\x7F]|\\[\\"n])*)"\})? (-?[0-9]+(?:\.[0-9]+)?|\+Inf)/#
    guard let match = line.wholeMatch(of: sample), match.1 == name else {
      throw Malformed(description: "no sample of \(name): \(line)")
    }
    let label = match.2.map { "{\($0)=\"\(MetricsText.meant(match.3 ?? ""))\"}" } ?? ""
    guard values.updateValue(String(match.4), forKey: name + label) == nil else {
      throw Malformed(description: "twice: \(line)")
    }
  }

  private static func meant(_ escaped: Substring) -> String {
    var text = ""
    var isEscape = false
    for character in escaped {
      if isEscape {
        text.append(character == "n" ? "\n" : character)
        isEscape = false
      } else if character == "\\" {
        isEscape = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}

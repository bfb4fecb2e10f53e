import TestSupport
import Testing

/// A message that a user can meet, with what produces it, as a file of `Tests/Fixtures/messages`
/// tells it.
struct MessageRow: Sendable, CustomTestStringConvertible {
  /// What shows that the tool prints the message.
  enum Proof: Sendable {
    /// Lines of a shell, of which the last prints it.
    case run(String)
    /// The file of a test that produces what a shell cannot in a second.
    case test(String)
  }

  /// The exact words, without the name of the tool; `…` is the folder of the run.
  let text: String
  let status: Int32
  let cause: String
  let remedy: String
  let proof: Proof
  /// Where the row stands: `calls.txt:12`.
  let place: String

  var testDescription: String { "\(place): \(text)" }
}

/// A subject of the catalogue: a file of rows under a heading.
struct MessageSubject: Sendable {
  let title: String
  let rows: [MessageRow]

  /// All subjects, in the order of the article.
  static let all: [MessageSubject] = [
    "calls", "settings", "cards", "records", "series", "ledger", "provider",
  ].map { name in
    let file = "\(name).txt"
    guard let text = try? TestFiles.text("Tests/Fixtures/messages/\(file)") else {
      preconditionFailure("\(file): cannot be read")
    }
    return MessageSubject(reading: text, of: file)
  }

  /// Reads rows: `name: value` lines, of which `message` begins a row, and the lines of `run`, which
  /// are indented by two blanks; `# title: ` precedes the heading.
  init(reading text: String, of file: String) {
    var (title, rows): (String, [MessageRow]) = ("", [])
    var fields: [String: String] = [:]
    var (start, name) = (0, "")
    func endRow() {
      if !fields.isEmpty { rows.append(MessageRow(fields, place: "\(file):\(start)")) }
      fields = [:]
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("# title: ") {
        title = String(line.dropFirst("# title: ".count))
      } else if line.hasPrefix("  "), name == "run" {
        fields[name, default: ""] += line.dropFirst(2) + "\n"
      } else if let field = line.prefixMatch(of: /([a-z]+):(?: |$)/), !line.hasPrefix("#") {
        name = String(field.1)
        if name == "message" {
          endRow()
          start = index + 1
        }
        let value = line[field.range.upperBound...]
        fields[name] = name == "run" && !value.isEmpty ? "\(value)\n" : String(value)
      } else if !line.isEmpty, !line.hasPrefix("#") {
        preconditionFailure("\(file):\(index + 1): expected a field, found \(line)")
      }
    }
    endRow()
    (self.title, self.rows) = (title, rows)
  }
}

extension MessageRow {
  fileprivate init(_ fields: [String: String], place: String) {
    guard let text = fields["message"], let status = fields["status"].flatMap(Int32.init),
      let cause = fields["cause"], let remedy = fields["remedy"],
      let proof = fields["run"].map(Proof.run) ?? fields["test"].map(Proof.test)
    else { preconditionFailure("\(place): expected message, status, cause, remedy, run or test") }
    self.init(
      text: text, status: status, cause: cause, remedy: remedy, proof: proof, place: place)
  }
}

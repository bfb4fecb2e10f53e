import Domain

/// A curl command with the body of a create call: `curl … -d '{…}'`.
struct CurlCommand {
  private static let dataOptions: Set<String> = [
    "--data", "--data-raw", "--data-binary", "--data-ascii", "--json",
  ]
  /// Short options that take no value, so that `-d` may follow them in one word.
  private static let flags = Set("sSkLfvig#")

  private let words: [String]
  /// Where the command ends.
  let end: Int

  /// Reads the command at a position; nil if there is none.
  init?(_ bytes: [UInt8], at start: Int) {
    guard CurlCommand.begins(in: bytes, at: start) else { return nil }
    var shell = ShellWords(bytes, at: start)
    words = shell.words()
    end = CurlCommand.nextCommand(in: bytes, from: shell.position)
  }

  /// Where the next line, or another curl command on the same line, begins.
  private static func nextCommand(in bytes: [UInt8], from position: Int) -> Int {
    guard position > 0, bytes[position - 1] != 0x0A else { return position }
    let rest = bytes[position...]
    let next = rest.firstIndex { !" \t;|&".utf8.contains($0) } ?? bytes.count
    guard !begins(in: bytes, at: next) else { return next }
    return rest.firstIndex(of: 0x0A) ?? bytes.count
  }

  /// Whether a command is there, with or without a shell's prompt.
  static func begins(in bytes: [UInt8], at start: Int) -> Bool {
    ["curl ", "curl.exe ", "$ curl "].contains { bytes[start...].starts(with: $0.utf8) }
  }

  /// The text that the command sends.
  ///
  /// - Throws: a message without any word of the command, since headers may hold keys.
  func body() throws(RecordError) -> String {
    var data: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      guard let option = CurlCommand.dataOption(word) else { continue }
      guard let text = option.value ?? rest.popFirst() else { break }
      guard !text.hasPrefix("@") || option.name == "--data-raw" else {
        throw RecordError("curl sends the content of a file: give that file instead")
      }
      data.append(text)
    }
    guard !data.isEmpty else { throw RecordError("curl sends no body: expected --data") }
    // As curl joins them.
    return data.joined(separator: "&")
  }

  /// The option of a word that gives data, with its value if that is in the same word.
  private static func dataOption(_ word: String) -> (name: String, value: String?)? {
    if dataOptions.contains(word) { return (word, nil) }
    if word.hasPrefix("--"), let sign = word.firstIndex(of: "=") {
      let name = String(word[..<sign])
      return dataOptions.contains(name) ? (name, String(word[word.index(after: sign)...])) : nil
    }
    guard word.hasPrefix("-"), !word.hasPrefix("--") else { return nil }
    let letters = word.dropFirst().drop { flags.contains($0) }
    guard letters.first == "d" else { return nil }
    let value = String(letters.dropFirst())
    return ("-d", value.isEmpty ? nil : value)
  }
}

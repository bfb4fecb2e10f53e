import Billing
import Crypto
import Foundation
import Yams

/// The text of one file of a rate card.
package struct CardFile: Sendable {
  /// Larger files are refused: a card is written by people.
  package static let sizeLimitBytes = 1 << 20

  /// The name for messages.
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    (self.name, self.bytes) = (name, bytes)
  }

  /// Reads a card: a YAML file, or a folder of them in the order of their names.
  ///
  /// - Throws: ``CardError`` for what cannot be read, is too large, or holds no YAML file.
  package static func files(at path: String) throws(CardError) -> [CardFile] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CardError(file: path, line: 1, field: "", message: "the rate card does not exist")
    }
    guard isFolder.boolValue else { return [try file(at: path)] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let cards = names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
    guard !cards.isEmpty else {
      throw CardError(file: path, line: 1, field: "", message: "the folder has no .yaml file")
    }
    var files: [CardFile] = []
    for card in cards { files.append(try file(at: "\(path)/\(card)")) }
    return files
  }

  private static func file(at path: String) throws(CardError) -> CardFile {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let sizeBytes = (attributes?[.size] as? NSNumber)?.intValue ?? 0
    guard sizeBytes <= sizeLimitBytes else {
      throw CardError(
        file: path, line: 1, field: "",
        message: "expected at most \(sizeLimitBytes) bytes, found \(sizeBytes)")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CardError(file: path, line: 1, field: "", message: "the rate card cannot be read")
    }
    return CardFile(name: path, bytes: Array(data))
  }

  /// The SHA-256 of the files in their order, in hexadecimal digits.
  package static func fingerprint(of files: [CardFile]) -> String {
    var hash = SHA256()
    for file in files {
      hash.update(data: file.bytes)
      hash.update(data: [0])
    }
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The file's YAML.
  ///
  /// Anchors and aliases are refused: they can make a small file grow without bound, and a card
  /// reads better without them.
  func root() throws(CardError) -> CardNode {
    guard bytes.count <= CardFile.sizeLimitBytes else {
      throw CardError(
        file: name, line: 1, field: "",
        message: "expected at most \(CardFile.sizeLimitBytes) bytes, found \(bytes.count)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CardError(file: name, line: 1, field: "", message: "expected UTF-8")
    }
    if let line = CardFile.lineOfAnchor(in: text) {
      throw CardError(
        file: name, line: line, field: "", message: "anchors and aliases are not allowed")
    }
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw CardError(file: name, line: 1, field: "", message: "the file is empty")
      }
      return CardNode(file: name, path: "", node: node)
    } catch let error as CardError {
      throw error
    } catch {
      throw CardFile.error(error, file: name)
    }
  }

  /// The first line on which a value is an anchor (`&name`) or an alias (`*name`).
  private static func lineOfAnchor(in text: String) -> Int? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.firstIndex { hasAnchor(Array($0.utf8)) }.map { $0 + 1 }
  }

  private static func hasAnchor(_ line: [UInt8]) -> Bool {
    var quote: UInt8?
    // Whether a value could begin here: at the start, or behind `- `, `: `, `[`, `{` or `,`.
    var isAtValue = true
    for (index, byte) in line.enumerated() {
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      let next = index + 1 < line.count ? line[index + 1] : UInt8(ascii: " ")
      switch byte {
      case UInt8(ascii: " "): continue
      case UInt8(ascii: "#") where index == 0 || line[index - 1] == UInt8(ascii: " "): return false
      case UInt8(ascii: "&"), UInt8(ascii: "*"):
        if isAtValue, next != UInt8(ascii: " ") { return true }
        isAtValue = false
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if isAtValue { quote = byte }
        isAtValue = false
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","): isAtValue = true
      case UInt8(ascii: ":"), UInt8(ascii: "-"): isAtValue = next == UInt8(ascii: " ")
      default: isAtValue = false
      }
    }
    return false
  }

  private static func error(_ error: any Error, file: String) -> CardError {
    guard let yamlError = error as? YamlError else {
      return CardError(file: file, line: 1, field: "", message: "\(error)")
    }
    switch yamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return CardError(file: file, line: mark.line, field: "", message: "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.joined(separator: ", ")
      return CardError(
        file: file, line: context.mark.line, field: "", message: "a field given twice: \(names)")
    default:
      return CardError(file: file, line: 1, field: "", message: "not YAML")
    }
  }
}

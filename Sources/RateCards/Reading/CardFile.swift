import Domain
import Files
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
      hash.update(file.bytes)
      hash.update(CollectionOfOne(0))
    }
    return hash.digest.text
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
    if let line = lineOfMultipliedAlias {
      throw CardError(file: name, line: line, field: "", message: CardFile.anchorMessage)
    }
    do {
      // The parser owns the anchors: nodes know them only while it lives.
      // What a scalar is the reader decides: telling by patterns would take a third of its time.
      let parser = try Parser(yaml: text, resolver: .basic)
      defer { withExtendedLifetime(parser) {} }
      guard let node = try parser.singleRoot() else {
        throw CardError(file: name, line: 1, field: "", message: "the file is empty")
      }
      if let line = CardFile.lineOfAnchor(in: node) {
        throw CardError(file: name, line: line, field: "", message: CardFile.anchorMessage)
      }
      return CardNode(file: name, path: "", node: node)
    } catch let error as CardError {
      throw error
    } catch {
      throw CardFile.error(error, file: name)
    }
  }

  private static func error(_ error: any Error, file: String) -> CardError {
    guard let yamlError = error as? YamlError else {
      return CardError(file: file, line: 1, field: "", message: "\(error)")
    }
    switch yamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let isAlias = problem.contains("alias")
      let message = isAlias ? anchorMessage : "not YAML: \(problem)"
      return CardError(file: file, line: mark.line, field: "", message: message)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.joined(separator: ", ")
      return CardError(
        file: file, line: context.mark.line, field: "", message: "a field given twice: \(names)")
    default:
      return CardError(file: file, line: 1, field: "", message: "not YAML")
    }
  }
}

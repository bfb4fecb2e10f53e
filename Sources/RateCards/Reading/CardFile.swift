import Domain
import Files
import Foundation
import Yams

/// The text of one file of a rate card.
package struct CardFile: Sendable {
  /// Larger files are refused: cards are written by hand.
  package static let sizeLimitBytes = 1 << 20

  /// The name for messages.
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    (self.name, self.bytes) = (name, bytes)
  }

  /// Reads a card: a YAML file, or a folder of them sorted by name.
  ///
  /// - Throws: ``CardError`` for anything that cannot be read, is too large, or contains no YAML
  ///   file.
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
    if let line = YAMLFault.lineOfMultipliedAlias(in: bytes) {
      throw CardError(file: name, line: line, field: "", message: CardFile.anchorMessage)
    }
    do {
      // The parser owns the anchors: nodes know them only while it is alive. The reader decides the
      // type of a scalar: resolving it by patterns would take a third of its time.
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
    let fault = YAMLFault(error, ofMapping: "a field appears twice")
    let message = fault.isAboutAlias ? anchorMessage : fault.message
    return CardError(file: file, line: fault.line, field: "", message: message)
  }
}

extension CardFile {
  static let anchorMessage = "anchors and aliases are not allowed"

  /// The line of the first node with an anchor; without one there is no alias.
  static func lineOfAnchor(in node: Node) -> Int? {
    let line = node.mark?.line ?? 1
    switch node {
    case .scalar(let scalar): return scalar.anchor == nil ? nil : line
    case .alias: return line
    case .sequence(let sequence):
      return sequence.anchor == nil ? sequence.lazy.compactMap(lineOfAnchor).first : line
    case .mapping(let mapping):
      guard mapping.anchor == nil else { return line }
      return mapping.lazy.compactMap { lineOfAnchor(in: $0.key) ?? lineOfAnchor(in: $0.value) }
        .first
    }
  }
}

import Domain
import Files
import Foundation

/// The text of one file of a rate card.
package struct CardFile: Sendable {
  package static let sizeLimitBytes = YAMLDocument.sizeLimitBytes

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
      throw CardError(
        file: path, line: 1, field: "",
        message: "the rate card does not exist; correct --card or cards")
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
    do throws(ReadError) {
      return CardFile(name: path, bytes: try WholeFile.bytes(at: path))
    } catch {
      throw CardError(
        file: path, line: 1, field: "", message: "the rate card cannot be read: \(error.reason)")
    }
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

  /// The file's YAML, without anchors: a card reads better without them.
  func root() throws(CardError) -> CardNode {
    do throws(YAMLError) {
      guard let node = try YAMLDocument(bytes: bytes, form: .card).root() else {
        throw YAMLError(line: 1, message: "the file is empty")
      }
      return CardNode(file: name, path: "", node: node)
    } catch {
      throw CardError(file: name, line: error.line, field: "", message: error.message)
    }
  }
}

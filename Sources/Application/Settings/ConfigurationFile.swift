import Files
import Foundation
import RateCards
import Yams

/// A configuration file: YAML with one mapping of settings.
///
/// Paths in it are relative to its folder.
package struct ConfigurationFile {
  /// A value with its line number.
  struct Entry {
    let value: SettingValue
    let line: Int
  }

  let path: String
  private(set) var entries: [Setting: Entry] = [:]

  /// The tool's per-user folder, by the XDG base directories; nil if the environment names none.
  ///
  /// A base that isn't absolute is ignored, as the XDG specification requires.
  static func userFolder(
    _ variable: String, _ belowHome: String, _ environment: [String: String]
  ) -> String? {
    if let base = environment[variable], base.hasPrefix("/") { return "\(base)/piledger" }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/\(belowHome)/piledger"
  }

  /// The configuration file in the working folder.
  package static let localPath = "piledger.yaml"

  /// The files that exist, in order of precedence.
  static func files(
    explicit: String?, environment: [String: String]
  ) throws(Failure) -> [ConfigurationFile] {
    var files: [ConfigurationFile] = []
    let local = explicit ?? localPath
    if explicit != nil || FileManager.default.fileExists(atPath: local) {
      files.append(try ConfigurationFile(path: local))
    }
    if let folder = userFolder("XDG_CONFIG_HOME", ".config", environment) {
      let user = "\(folder)/config.yaml"
      if FileManager.default.fileExists(atPath: user) {
        files.append(try ConfigurationFile(path: user))
      }
    }
    return files
  }

  private init(path: String) throws(Failure) {
    let bytes: [UInt8]
    do throws(ReadError) {
      bytes = try WholeFile.bytes(at: path, limitBytes: YAMLDocument.sizeLimitBytes + 1)
    } catch {
      throw Failure(.configuration, error.description)
    }
    try self.init(path: path, bytes: bytes)
  }

  /// The settings in a text that stands, or would stand, at a path.
  package init(path: String, bytes: [UInt8]) throws(Failure) {
    self.path = path
    let node: Node?
    do throws(YAMLError) {
      node = try YAMLDocument(bytes: bytes, form: .configuration).root()
    } catch {
      throw Failure(.configuration, "\(path):\(error.line): \(error.message)")
    }
    guard let node else { return }
    guard case .mapping(let mapping) = node else {
      throw Failure(.configuration, "\(path): expected a mapping of settings")
    }
    for (key, value) in mapping { try set(key, to: value) }
  }

  private mutating func set(_ key: Node, to node: Node) throws(Failure) {
    let name = key.string ?? ""
    let place = "\(path):\((key.mark ?? node.mark)?.line ?? 1): \(name)"
    guard let setting = Setting(rawValue: name) else {
      let known = Setting.names.joined(separator: ", ")
      throw Failure(.configuration, "\(place): unknown setting; the settings are \(known)")
    }
    let folder = URL(filePath: path).deletingLastPathComponent()
    let value: SettingValue?
    do throws(SettingError) {
      value = try setting.kind.value(of: node, folder: folder)
    } catch {
      throw Failure(.configuration, "\(path):\(error.line): \(name): \(error.message)")
    }
    guard let value else {
      throw Failure(.configuration, "\(place): expected \(setting.kind.description)")
    }
    entries[setting] = Entry(value: value, line: (node.mark ?? key.mark)?.line ?? 1)
  }
}

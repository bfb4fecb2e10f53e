import Foundation

/// A test's own folder, removed with its content when the test releases it.
package final class TemporaryFolder {
  package let path: String

  package init() throws {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "piledger-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a file in the folder.
  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file and its parent folders, and returns its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    let url = URL(filePath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  package func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path(name))), as: UTF8.self)
  }

  /// The names of the files in the folder, sorted.
  package var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

/// The files of a folder in memory: what takes long to prepare is prepared once, and written into
/// the folder of each test that starts from it.
package struct FolderContents: Sendable {
  private struct File: Sendable {
    let name: String
    let data: Data
    let permissions: Int
  }

  private let files: [File]

  /// Reads all files below a folder, except the index of a database's log, which SQLite rebuilds.
  package init(of folder: TemporaryFolder) throws {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    files = try (names ?? []).sorted().compactMap { name in
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
      guard attributes[.type] as? FileAttributeType == .typeRegular, !name.hasSuffix("-shm")
      else { return nil }
      return File(
        name: name, data: try Data(contentsOf: URL(filePath: folder.path(name))),
        permissions: (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o644)
    }
  }

  package func write(to folder: TemporaryFolder) throws {
    for file in files {
      let url = URL(filePath: folder.path(file.name))
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try file.data.write(to: url)
      try FileManager.default.setAttributes(
        [.posixPermissions: file.permissions], ofItemAtPath: url.path)
    }
  }
}

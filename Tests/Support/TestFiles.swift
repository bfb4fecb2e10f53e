import Foundation

/// The files that come with the tests.
package enum TestFiles {
  /// The project's folder: this file stands in `Tests/Support`.
  private static let top = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The text of a file of the project, by its path from the root.
  package static func text(_ name: String) throws -> String {
    let url = top.appending(path: name)
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }

  /// The place of a file of the project on this machine.
  package static func path(_ name: String) -> String { top.appending(path: name).path }

  /// Whether the project has a file or folder of a path.
  package static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: top.appending(path: path).path)
  }

  /// The paths of the files in a folder of the project and in those below it, from the top.
  package static func names(under folder: String, ending: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: top.appending(path: folder).path)
    return (names?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(ending) }.sorted()
      .map { "\(folder)/\($0)" }
  }

  /// The text of a file under `Tests/Golden`.
  package static func golden(_ name: String, found: String) throws -> String {
    try written("Tests/Golden/\(name)", found: found)
  }

  /// The text of a file of the project that is made from what a test finds.
  ///
  /// With `UPDATE_GOLDEN=1` in the environment the file is first rewritten with the text found, to
  /// be reviewed before it is committed.
  package static func written(_ name: String, found: String) throws -> String {
    let url = top.appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(found.utf8).write(to: url)
    }
    return try text(name)
  }
}

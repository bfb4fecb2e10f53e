import Foundation

/// The files that tests bring with them.
package enum TestFiles {
  private static let tests = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A path under `Tests/Fixtures`.
  package static func fixture(_ name: String) -> String {
    tests.appending(path: "Fixtures").appending(path: name).path
  }

  /// The text of a file under `Tests/Golden`.
  ///
  /// With `UPDATE_GOLDEN=1` in the environment the file is first written anew with the text found,
  /// to be looked at before it is committed.
  package static func golden(_ name: String, found: String) throws -> String {
    let url = tests.appending(path: "Golden").appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(found.utf8).write(to: url)
    }
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }
}

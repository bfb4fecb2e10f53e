import Foundation

/// The folder of a run: one within a given folder, which is kept, or a temporary one.
struct WorkingFolder {
  let path: String
  private let isTemporary: Bool

  init(_ given: String?) throws {
    isTemporary = given == nil
    // Folders in it are removed and made anew: a given one may hold others of the same names.
    let url =
      given.map { URL(filePath: $0).appending(path: "piledger-benchmarks") }
      ?? FileManager.default.temporaryDirectory
      .appending(path: "piledger-benchmarks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.absoluteURL.standardizedFileURL.path
  }

  /// Makes it the current folder of this process and of those that it starts.
  func enter() throws {
    guard FileManager.default.changeCurrentDirectoryPath(path) else {
      throw BenchmarkError("\(path): cannot be entered")
    }
  }

  /// Removes it if it is its own.
  func remove() {
    if isTemporary { try? FileManager.default.removeItem(atPath: path) }
  }
}

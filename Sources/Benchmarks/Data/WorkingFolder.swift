import Foundation

/// The folder of a run: a given one that is kept, or one of its own.
struct WorkingFolder {
  let path: String
  private let isTemporary: Bool

  init(_ given: String?) throws {
    isTemporary = given == nil
    let url =
      given.map { URL(filePath: $0) }
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

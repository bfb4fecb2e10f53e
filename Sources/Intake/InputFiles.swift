import Foundation

/// The files that a list of paths names.
package struct InputFiles: Sendable {
  /// A file to read; `-` is standard input.
  package struct Entry: Hashable, Sendable {
    package let path: String
    /// What the ledger calls it: its path, unless it stays elsewhere.
    package let name: String

    /// Whether a program may still be writing it.
    package let canGrow: Bool

    package init(path: String, name: String? = nil, canGrow: Bool = true) {
      (self.path, self.name) = (path, name ?? path)
      self.canGrow = canGrow && path != "-"
    }

    package var isStandardInput: Bool { path == "-" }
  }

  package private(set) var entries: [Entry] = []
  /// Paths that do not exist or cannot be listed.
  package private(set) var missing: [String] = []
  /// Files in folders that are neither named nor begin like JSON or gzip.
  package private(set) var skipped: [String] = []

  /// The bytes of all files, nil where standard input is among them.
  package var totalBytes: Int64? {
    var total: Int64 = 0
    for entry in entries {
      guard !entry.isStandardInput else { return nil }
      let attributes = try? FileManager.default.attributesOfItem(atPath: entry.path)
      total += (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    }
    return total
  }

  private static let jsonExtensions: Set<String> = [
    "json", "ndjson", "jsonl", "log", "txt", "gz", "",
  ]

  /// Lists the files in the order of the paths; folders recursively, sorted by name, without hidden
  /// files.
  ///
  /// A file that is named itself is always taken.
  package init(_ paths: [String]) {
    for path in paths { add(path) }
  }

  private mutating func add(_ path: String) {
    var isFolder: ObjCBool = false
    if path == "-" {
      entries.append(Entry(path: path))
    } else if !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      missing.append(path)
    } else if isFolder.boolValue {
      addFolder(path)
    } else {
      entries.append(Entry(path: path))
    }
  }

  /// A folder behind a symbolic link is not entered, since it may lead back to one above.
  private mutating func addFolder(_ folder: String) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      missing.append(folder)
      return
    }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = base + name
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if isFolder.boolValue {
        if !isSymbolicLink(path) { addFolder(path) }
      } else if isLikelyJSON(path) {
        entries.append(Entry(path: path))
      } else {
        skipped.append(path)
      }
    }
  }

  private func isSymbolicLink(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeSymbolicLink
  }

  private func isLikelyJSON(_ path: String) -> Bool {
    let fileExtension = URL(filePath: path).pathExtension.lowercased()
    if InputFiles.jsonExtensions.contains(fileExtension) { return true }
    guard let source = try? FileSource(path: path), let start = try? source.nextChunk() else {
      return true
    }
    let content = start.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    return content.first == UInt8(ascii: "{") || content.first == UInt8(ascii: "[")
      || start.starts(with: [0x1F, 0x8B])
  }
}

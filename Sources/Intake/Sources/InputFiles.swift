import Foundation

/// The files that a list of paths names.
package struct InputFiles: Sendable {
  /// A file to read; `-` is standard input.
  package struct Entry: Hashable, Sendable {
    package let path: String
    /// Its name in the ledger: its path, unless it is stored elsewhere.
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
  /// What was requested but is missing or cannot be listed, including subfolders.
  package private(set) var missing: [UnreadFile] = []
  /// What is in folders but not read: neither named nor starting like JSON or gzip, not a file, or
  /// with an invalid name.
  package private(set) var skipped: [UnreadFile] = []

  /// The bytes of all files; nil if standard input is among them.
  package var totalBytes: Int64? {
    var total: Int64 = 0
    for entry in entries {
      guard !entry.isStandardInput else { return nil }
      total += FileStamp(path: entry.path)?.sizeBytes ?? 0
    }
    return total
  }

  private static let jsonExtensions: Set<String> = [
    "json", "ndjson", "jsonl", "log", "txt", "gz", "",
  ]

  /// How unsupported compression formats start, and the tools that decompress them.
  private static let compressions: [(start: [UInt8], name: String)] = [
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"),
    ([0x42, 0x5A, 0x68], "bzip2"), ([0x50, 0x4B, 0x03, 0x04], "zip"),
    ([0x04, 0x22, 0x4D, 0x18], "lz4"), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7z"),
  ]

  /// Lists the files in the order of the paths; folders recursively, sorted by name, without hidden
  /// files.
  ///
  /// A file named explicitly is always read.
  package init(_ paths: [String]) {
    for path in paths { add(path) }
  }

  private mutating func add(_ path: String) {
    var status = stat()
    if path == "-" {
      entries.append(Entry(path: path))
    } else if stat(path, &status) != 0 {
      let reason =
        errno == ENOENT ? "no such file or folder" : String(cString: strerror(errno))
      missing.append(UnreadFile(path, reason: reason))
    } else if status.st_mode & S_IFMT == S_IFDIR {
      addFolder(path)
    } else {
      entries.append(Entry(path: path))
    }
  }

  private mutating func addFolder(_ folder: String) {
    guard let names = InputFiles.names(in: folder) else {
      missing.append(
        UnreadFile(folder, reason: "cannot be listed: \(String(cString: strerror(errno)))"))
      return
    }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    for name in names where name.first != UInt8(ascii: ".") {
      guard let text = String(validating: name, as: UTF8.self) else {
        let shown = String(decoding: name, as: UTF8.self)
        skipped.append(UnreadFile(base + shown, reason: "its name is not UTF-8; rename it"))
        continue
      }
      addMember(base + text)
    }
  }

  /// The names in a folder, as sorted bytes; nil, with `errno`, if it cannot be listed.
  private static func names(in folder: String) -> [[UInt8]]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else { break }
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) })
    }
    guard errno == 0 else { return nil }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Adds the contents of a folder.
  ///
  /// Symbolic links to folders are not followed, since they may form cycles; and only regular files
  /// are opened, since opening a FIFO blocks until someone writes to it.
  private mutating func addMember(_ path: String) {
    var (link, status) = (stat(), stat())
    // It may be gone by now.
    guard lstat(path, &link) == 0 else { return }
    let isLink = link.st_mode & S_IFMT == S_IFLNK
    guard stat(path, &status) == 0 else {
      let reason = "a broken link: \(String(cString: strerror(errno)))"
      skipped.append(UnreadFile(path, reason: reason))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR where isLink:
      skipped.append(UnreadFile(path, reason: "a link to a folder, which is not followed"))
    case S_IFDIR: addFolder(path)
    case S_IFREG:
      if let reason = InputFiles.reasonAgainst(path) {
        skipped.append(UnreadFile(path, reason: reason, sizeBytes: Int64(status.st_size)))
      } else {
        entries.append(Entry(path: path))
      }
    case S_IFIFO: skipped.append(UnreadFile(path, reason: "it is a FIFO"))
    case S_IFSOCK: skipped.append(UnreadFile(path, reason: "it is a socket"))
    default: skipped.append(UnreadFile(path, reason: "it is a device"))
    }
  }

  /// Why a file in a folder is not considered to hold records; nil if it is.
  private static func reasonAgainst(_ path: String) -> String? {
    let fileExtension = URL(filePath: path).pathExtension.lowercased()
    if jsonExtensions.contains(fileExtension) { return nil }
    // Read errors are reported when it is read.
    guard let source = try? FileSource(path: path, isHashed: false),
      let start = try? source.nextChunk(limitBytes: startSizeBytes)
    else { return nil }
    let content = start.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    if content.first == UInt8(ascii: "{") || content.first == UInt8(ascii: "[") { return nil }
    if GzipSource.isCompressed(start) { return nil }
    guard let compression = compressions.first(where: { start.starts(with: $0.start) }) else {
      return "it is not JSON"
    }
    return "it is compressed with \(compression.name), which is not read; unpack it"
  }

  /// How much of a file is examined to recognize its format.
  private static let startSizeBytes = 1 << 16
}

/// A file that was not read, or not fully, and why.
package struct UnreadFile: Hashable, Sendable, CustomStringConvertible {
  package let path: String
  /// `it is not JSON`, `cannot be opened: Permission denied`.
  package let reason: String
  /// For a file in a folder, its size: a different size means different content.
  package let sizeBytes: Int64?

  package init(_ path: String, reason: String, sizeBytes: Int64? = nil) {
    (self.path, self.reason, self.sizeBytes) = (path, reason, sizeBytes)
  }

  init(_ path: String, _ error: SourceError) {
    self.init(path, reason: error.reason)
  }

  package var description: String { "\(path): \(reason)" }
}

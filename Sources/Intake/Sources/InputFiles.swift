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
    /// Whether the user named it, rather than a folder in which it is: it is read even if it looks
    /// like nothing that holds records, and missed if it cannot be.
    package let isNamed: Bool

    package init(
      path: String, name: String? = nil, canGrow: Bool = true, isNamed: Bool = true
    ) {
      (self.path, self.name, self.isNamed) = (path, name ?? path, isNamed)
      self.canGrow = canGrow && path != "-"
    }

    package var isStandardInput: Bool { path == "-" }
  }

  package private(set) var entries: [Entry] = []
  /// What was requested but is missing or cannot be listed, including subfolders.
  package private(set) var missing: [UnreadFile] = []
  /// What is in folders but not opened: what is no file or has an invalid name.
  ///
  /// What a file holds is known once it is read.
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

  /// Lists the files in the order of the paths; folders recursively, sorted by name, without hidden
  /// files.
  ///
  /// A file named explicitly is always read, unless it is the ledger: closing it would drop the
  /// locks that SQLite holds on it in this process.
  ///
  /// - Parameters:
  ///   - paths: The files and folders.
  ///   - ledgerPath: The ledger into which they are read.
  package init(_ paths: [String], ledgerPath: String? = nil) {
    if let ledgerPath {
      ledger = Set(InputFiles.ledgerEndings.compactMap { FileIdentity(path: ledgerPath + $0) })
    }
    for path in paths { add(path) }
  }

  /// The endings of the files that SQLite, and a run that writes, put next to a ledger.
  private static let ledgerEndings = ["", "-wal", "-shm", "-journal", ".lock", ".draft"]
  private static let ledgerReason = "the ledger itself, or a file that belongs to it"

  /// The ledger's files.
  private var ledger: Set<FileIdentity> = []

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
    } else if ledger.contains(FileIdentity(status)) {
      missing.append(UnreadFile(path, reason: InputFiles.ledgerReason))
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
        skip(base + InputFiles.shown(name), "its name is not UTF-8; rename it")
        continue
      }
      addMember(base + text)
    }
  }

  /// A name in which each byte that is not UTF-8 is written `\xFF`.
  private static func shown(_ name: [UInt8]) -> String {
    var (shown, index, bytes) = ("", 0, name.makeIterator())
    var parser = Unicode.UTF8.ForwardParser()
    while true {
      switch parser.parseScalar(from: &bytes) {
      case .valid(let encoded):
        shown.unicodeScalars.append(Unicode.UTF8.decode(encoded))
        index += encoded.count
      case .error(let length):
        for byte in name[index..<index + length] {
          shown += "\\x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        index += length
      case .emptyInput: return shown
      }
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
      skip(path, reason)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR where isLink:
      skip(path, "a link to a folder, which is not followed")
    case S_IFDIR: addFolder(path)
    case S_IFREG where ledger.contains(FileIdentity(status)):
      skip(path, InputFiles.ledgerReason)
    case S_IFREG: entries.append(Entry(path: path, isNamed: false))
    case S_IFIFO: skip(path, "a FIFO, which is only read if it is named itself")
    case S_IFSOCK: skip(path, "a socket")
    default: skip(path, "a device")
    }
  }

  private mutating func skip(_ path: String, _ reason: String) {
    skipped.append(UnreadFile(path, reason: reason, isSkipped: true))
  }
}

/// What tells files apart, whatever paths and links lead to them.
private struct FileIdentity: Hashable {
  private let device: UInt64
  private let inode: UInt64

  init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }

  /// The identity of what is at a path; nil if nothing is.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}

/// A file that was not read, or not fully, and why.
package struct UnreadFile: Hashable, Sendable, CustomStringConvertible {
  package let path: String
  /// `an image`, `cannot be opened: Permission denied`.
  package let reason: String
  /// For a file in a folder, its size: a different size means different content.
  package let sizeBytes: Int64?
  /// Whether it lacks in no figure: no one named it, and it holds no text.
  package let isSkipped: Bool

  package init(
    _ path: String, reason: String, sizeBytes: Int64? = nil, isSkipped: Bool = false
  ) {
    (self.path, self.reason, self.sizeBytes) = (path, reason, sizeBytes)
    self.isSkipped = isSkipped
  }

  init(_ path: String, _ error: SourceError) {
    self.init(path, reason: error.reason)
  }

  package var description: String { "\(path): \(reason)" }
}

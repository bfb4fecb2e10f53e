import Foundation

/// Where the bytes for a path go: links are followed, even to a target that does not exist yet.
package enum FilePlace: Hashable, Sendable {
  /// A file that exists or can be created, by its own path: it can be replaced atomically.
  case file(String)
  /// A device, a FIFO, or an open file behind `/proc`: it is written to and never replaced.
  case node
  case folder

  /// The longest chain of links; more of them are a cycle.
  private static let linkLimit = 40

  package init(_ path: String) {
    var status = stat()
    if stat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR:
        self = .folder
        return
      default:
        self = .node
        return
      }
    }
    self = FilePlace.followed(path)
  }

  /// A link in `/proc` only describes an open file: replacing it would not reach whoever has it
  /// open.
  private static func followed(_ path: String) -> FilePlace {
    var place = path
    for _ in 0..<linkLimit {
      guard let next = target(ofLink: place) else { break }
      let folder = folder(of: place)
      if isOfProcesses(folder) { return .node }
      place = next.hasPrefix("/") ? next : "\(folder)/\(next)"
    }
    return .file(place)
  }

  private static func isOfProcesses(_ folder: String) -> Bool {
    guard let resolved = realpath(folder, nil) else { return false }
    defer { free(resolved) }
    return String(cString: resolved).hasPrefix("/proc/")
  }

  /// Nil if it is not a link.
  private static func target(ofLink path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The folder that contains a path's last component.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

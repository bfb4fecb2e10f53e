import Foundation

/// A file that is there whole, on the disk and for its owner alone, or not at all.
enum DurableFile {
  private static let partEnding = ".part"

  /// Removes what runs left in a folder that were cut off while they wrote; no other run writes now.
  static func removeParts(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(".") && name.hasSuffix(partEnding) {
      unlink("\(folder)/\(name)")
    }
  }

  static func write(
    _ bytes: [UInt8], name: String, in folder: String
  ) throws(ArchiveError) {
    let temporary = "\(folder)/.\(name)\(partEnding)"
    let descriptor = open(temporary, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(temporary) }
    do throws(ArchiveError) {
      defer { close(descriptor) }
      guard writeAll(bytes, to: descriptor), fsync(descriptor) == 0 else {
        throw failure(temporary)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, "\(folder)/\(name)") == 0 else { throw failure("\(folder)/\(name)") }
    try bringToDisk(folder)
  }

  /// A new name is safe only once its folder is on the disk.
  private static func bringToDisk(_ folder: String) throws(ArchiveError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(folder) }
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func failure(_ path: String) -> ArchiveError {
    ArchiveError("\(path): cannot be written: \(String(cString: strerror(errno)))")
  }
}

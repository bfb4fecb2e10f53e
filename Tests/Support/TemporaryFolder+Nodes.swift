package import Foundation

/// What stands in folders and is no file.
extension TemporaryFolder {
  /// A device of Linux that stands for no hardware.
  package enum Device: UInt64 {
    /// It takes everything: character device 1, 3.
    case null = 0x103
    /// It has no room for anything: character device 1, 7.
    case full = 0x107
  }

  private struct NodeError: Error {
    let reason: String
  }

  package func makeFIFO(_ name: String) throws {
    try make(name, S_IFIFO)
  }

  /// Makes a file that is there and cannot be opened, whoever tries.
  package func makeSocket(_ name: String) throws {
    try make(name, S_IFSOCK)
  }

  private func make(_ name: String, _ kind: mode_t) throws {
    guard mknod(path(name), kind | 0o600, 0) == 0 else {
      throw NodeError(reason: "\(name): \(String(cString: strerror(errno)))")
    }
  }

  /// Makes a node of a device, which only root may, and not in every container.
  ///
  /// - Returns: its path; nil where it cannot be made or used.
  package func device(_ device: Device, named name: String) -> String? {
    guard mknod(path(name), S_IFCHR | 0o666, dev_t(device.rawValue)) == 0 else { return nil }
    let descriptor = open(path(name), O_WRONLY)
    guard descriptor >= 0 else { return nil }
    close(descriptor)
    return path(name)
  }

  /// The permission bits of a file or folder; 0 where there is none.
  package func mode(of name: String) -> mode_t {
    var status = stat()
    return stat(path(name), &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  /// The kind of what has a name, links not followed: `S_IFREG` and so on.
  package func kind(of name: String) -> mode_t {
    var status = stat()
    return lstat(path(name), &status) == 0 ? status.st_mode & S_IFMT : 0
  }
}

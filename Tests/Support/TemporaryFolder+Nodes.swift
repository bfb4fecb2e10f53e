package import Foundation

/// What may be in folders other than files.
extension TemporaryFolder {
  /// A Linux device without hardware.
  package enum Device: UInt64 {
    /// It accepts everything: character device 1, 3.
    case null = 0x103
    /// It is always full: character device 1, 7.
    case full = 0x107
  }

  private struct NodeError: Error {
    let reason: String
  }

  package func makeFIFO(_ name: String) throws {
    try make(name, S_IFIFO)
  }

  /// Creates a file that exists but cannot be opened by anyone.
  package func makeSocket(_ name: String) throws {
    try make(name, S_IFSOCK)
  }

  private func make(_ name: String, _ kind: mode_t) throws {
    guard mknod(path(name), kind | 0o600, 0) == 0 else {
      throw NodeError(reason: "\(name): \(String(cString: strerror(errno)))")
    }
  }

  /// Creates a device node, which only root may do, and not in every container.
  ///
  /// - Returns: its path; nil if it cannot be created or used.
  package func device(_ device: Device, named name: String) -> String? {
    guard mknod(path(name), S_IFCHR | 0o666, dev_t(device.rawValue)) == 0 else { return nil }
    let descriptor = open(path(name), O_WRONLY)
    guard descriptor >= 0 else { return nil }
    close(descriptor)
    return path(name)
  }

  /// The permission bits of a file or folder; 0 if there is none.
  package func mode(of name: String) -> mode_t {
    var status = stat()
    return stat(path(name), &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  /// The type of a path, links not followed: `S_IFREG` and so on.
  package func kind(of name: String) -> mode_t {
    var status = stat()
    return lstat(path(name), &status) == 0 ? status.st_mode & S_IFMT : 0
  }
}

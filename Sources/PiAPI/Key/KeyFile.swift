import Foundation

/// A file that holds a key and is readable by its owner alone.
package enum KeyFile {
  /// Reads the key.
  ///
  /// Systemd hands a credential to a service with its access list, which `stat` shows as the bits of
  /// the group: below the folder that it names to the service, those bits are no leak.
  package static func key(
    at path: String, credentialsFolder: String? = nil
  ) throws(APIKeyError) -> APIKey {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw APIKeyError("\(path): the key cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw APIKeyError("\(path): expected a file with the key")
    }
    let isCredential = credentialsFolder.map { isFile(path, in: $0) } ?? false
    guard status.st_mode & (isCredential ? 0o007 : 0o077) == 0 else {
      throw APIKeyError(
        "\(path): others can read the key (mode \(String(status.st_mode & 0o777, radix: 8))); "
          + "chmod 600 \(path)")
    }
    return try APIKey(text(of: descriptor), from: path)
  }

  private static func isFile(_ path: String, in folder: String) -> Bool {
    let parent = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent()
    return !folder.isEmpty
      && parent.path == URL(filePath: folder).resolvingSymlinksInPath().path
  }

  /// A file longer than any key is read no further than to see that.
  private static func text(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: APIKey.lengthLimit + 2)
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}

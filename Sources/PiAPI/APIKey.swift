import Foundation

/// The key of an account at the provider.
///
/// Its text leaves this type only in the header of a request: printing, describing or reflecting a
/// key shows asterisks.
package struct APIKey: Sendable {
  /// Longer texts are not keys but files named by mistake.
  static let lengthLimit = 512

  let text: String

  /// Takes the text of a key, without the white space around it.
  ///
  /// A header cannot carry line ends and must not carry what is not printable.
  package init(_ text: String, from origin: String) throws(APIKeyError) {
    let trimmed = text.utf8.split { $0 <= 0x20 }
    guard trimmed.count == 1, let bytes = trimmed.first, bytes.count <= APIKey.lengthLimit,
      bytes.allSatisfy({ (0x21...0x7E).contains($0) }), let key = String(bytes)
    else {
      throw APIKeyError("\(origin): expected one key of printable ASCII characters")
    }
    self.text = key
  }

  /// The bytes of an answer with asterisks in place of the key, in case the provider repeats it.
  func masked(in bytes: [UInt8]) -> [UInt8] {
    var data = Data(bytes)
    let key = Data(text.utf8)
    let asterisks = Data(repeating: UInt8(ascii: "*"), count: key.count)
    var start = data.startIndex
    while let range = data.range(of: key, in: start..<data.endIndex) {
      data.replaceSubrange(range, with: asterisks)
      start = range.upperBound
    }
    return Array(data)
  }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The placeholder wherever a key would be shown.
  package static let mask = "********"

  package var description: String { APIKey.mask }
  package var debugDescription: String { APIKey.mask }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why there is no key, without revealing any of its text.
package struct APIKeyError: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

/// A file that contains a key and is readable only by its owner.
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

  /// A file longer than any key is read only far enough to see that.
  private static func text(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: APIKey.lengthLimit + 2)
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}

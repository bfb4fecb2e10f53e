import Foundation

/// Who may read and write what this tool creates: the permission bits of its files, from which
/// those of folders follow.
package struct FileMode: Hashable, Sendable, CustomStringConvertible {
  /// For the owner alone.
  package static let ownerOnly = FileMode(bits: ownerBits)

  /// For everybody to read.
  package static let readableByAll = FileMode(bits: 0o644)

  /// Without these the tool could not use its own files.
  private static let ownerBits: UInt32 = 0o600
  /// The widest: read and write for the owner and the group, read for all others.
  private static let widestBits: UInt32 = 0o664
  /// The permission bits of a mode, without set-id and sticky bits.
  private static let permissionBits: UInt32 = 0o777

  package let bits: UInt32

  private init(bits: UInt32) {
    self.bits = bits
  }

  /// Reads octal digits such as `0640`; nil for a mode that locks the owner out, lets anyone
  /// outside the group write, or lets anyone execute.
  package init?(_ text: String) {
    guard (3...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x37).contains($0) }),
      let bits = UInt32(text, radix: 8),
      bits & FileMode.ownerBits == FileMode.ownerBits, bits & ~FileMode.widestBits == 0
    else { return nil }
    self.bits = bits
  }

  /// The bits of a folder: anyone who may read its files may enter it.
  package var folderBits: UInt32 { bits | (bits & 0o444) >> 2 }

  /// `0640`.
  package var description: String { FileMode.text(bits) }

  package static func text(_ bits: UInt32) -> String {
    let digits = String(bits & permissionBits, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The permission bits at a path if they allow more than this mode does; nil if not, or if
  /// nothing is there.
  ///
  /// Links are followed.
  package func widerBits(at path: String) -> UInt32? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let allowed = status.st_mode & S_IFMT == S_IFDIR ? folderBits : bits
    let found = status.st_mode & FileMode.permissionBits
    return found & ~allowed == 0 ? nil : found
  }
}

import CZlib

/// A gzip member (RFC 1952), field by field, so that each can be present or wrong.
struct MemberBytes {
  var pieces: [[UInt8]]
  var level: Int32 = Z_DEFAULT_COMPRESSION
  var strategy: Int32 = Z_DEFAULT_STRATEGY
  var method: UInt8 = 8
  var isText = false
  var extra: [UInt8]?
  var name: String?
  var comment: String?
  var hasHeaderChecksum = false
  var reservedFlags: UInt8 = 0

  init(_ text: String) {
    pieces = [Array(text.utf8)]
  }

  var text: [UInt8] { pieces.flatMap { $0 } }

  var bytes: [UInt8] { header + body + trailer }

  private var flags: UInt8 {
    (isText ? 1 : 0) | (hasHeaderChecksum ? 2 : 0) | (extra == nil ? 0 : 4)
      | (name == nil ? 0 : 8) | (comment == nil ? 0 : 16) | reservedFlags
  }

  var header: [UInt8] {
    var header: [UInt8] = [0x1F, 0x8B, method, flags, 0x15, 0xCD, 0x5B, 0x07, 0, 3]
    if let extra { header += littleEndian(UInt16(extra.count)) + extra }
    for text in [name, comment].compactMap({ $0 }) { header += Array(text.utf8) + [0] }
    if hasHeaderChecksum {
      header += littleEndian(UInt16(truncatingIfNeeded: Zlib.crc32(header)))
    }
    return header
  }

  var body: [UInt8] { Zlib.deflated(pieces, level: level, strategy: strategy) }

  private var trailer: [UInt8] {
    littleEndian(Zlib.crc32(text)) + littleEndian(UInt32(truncatingIfNeeded: text.count))
  }

  private func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}

import CIsal

/// The header of a gzip member (RFC 1952), read in pieces of any length.
///
/// ISA-L's own reader takes a header with a checksum for damaged where it comes in pieces, and asks
/// for ten bytes before it says of two that they begin no member.
struct GzipHeader {
  private enum Field: Int {
    case magic, methodAndFlags, timeAndSystem, extraSize, extra, name, comment, checksum, end
  }

  /// The bits that tell which optional fields there are.
  private enum Flag {
    static let checksum: UInt8 = 1 << 1
    static let extra: UInt8 = 1 << 2
    static let name: UInt8 = 1 << 3
    static let comment: UInt8 = 1 << 4
    static let reserved: UInt8 = 0b1110_0000
  }

  /// The two bytes with which a member begins.
  static let magic: [UInt8] = [0x1F, 0x8B]
  private static let deflateMethod: UInt8 = 8

  private var field = Field.magic
  /// The field's bytes so far: their number, and the last two of them.
  private var fieldSizeBytes = 0
  private var last: (UInt8, UInt8) = (0, 0)
  private var flags: UInt8 = 0
  private var extraSizeBytes = 0
  /// Of all bytes before the checksum, which is its lower half.
  private var crc32: UInt32 = 0

  /// Whether all of the header has been read.
  var isWhole: Bool { field == .end }

  /// Reads on, and gives the number of bytes that belong to the header.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(SourceError) -> Int {
    var count = 0
    while !isWhole, count < bytes.count {
      try take(bytes[count])
      count += 1
    }
    return count
  }

  private mutating func take(_ byte: UInt8) throws(SourceError) {
    if field != .checksum { crc32 = withUnsafePointer(to: byte) { crc32_gzip_refl(crc32, $0, 1) } }
    last = (last.1, byte)
    fieldSizeBytes += 1
    guard isFieldWhole else { return }
    guard isFieldValid else { throw .damagedGzip }
    if field == .methodAndFlags { flags = byte }
    if field == .extraSize { extraSizeBytes = Int(number) }
    passField()
  }

  /// The last two bytes as a number, the lower byte first.
  private var number: UInt16 { UInt16(last.0) | UInt16(last.1) << 8 }

  private var isFieldWhole: Bool {
    switch field {
    case .magic, .methodAndFlags, .extraSize, .checksum: fieldSizeBytes == 2
    case .timeAndSystem: fieldSizeBytes == 6
    case .extra: fieldSizeBytes == extraSizeBytes
    case .name, .comment: last.1 == 0
    case .end: true
    }
  }

  private var isFieldValid: Bool {
    switch field {
    case .magic: last == (GzipHeader.magic[0], GzipHeader.magic[1])
    case .methodAndFlags: last.0 == GzipHeader.deflateMethod && last.1 & Flag.reserved == 0
    case .checksum: number == UInt16(truncatingIfNeeded: crc32)
    case .timeAndSystem, .extraSize, .extra, .name, .comment, .end: true
    }
  }

  private mutating func passField() {
    fieldSizeBytes = 0
    repeat { field = Field(rawValue: field.rawValue + 1) ?? .end } while isFieldAbsent
  }

  private var isFieldAbsent: Bool {
    switch field {
    case .magic, .methodAndFlags, .timeAndSystem, .end: false
    case .extraSize: flags & Flag.extra == 0
    case .extra: extraSizeBytes == 0
    case .name: flags & Flag.name == 0
    case .comment: flags & Flag.comment == 0
    case .checksum: flags & Flag.checksum == 0
    }
  }
}

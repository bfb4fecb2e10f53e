import CIsal
import Foundation

/// Decompresses the members of a gzip stream, one after another, with ISA-L.
final class GzipDecoder {
  /// The buffer that a step needs: more than ISA-L decompresses ahead, 64 KiB and a match, since
  /// what it holds back is lost when it finds damage.
  static let leastRoomBytes = 1 << 17

  private let state: UnsafeMutablePointer<inflate_state>
  private var header = GzipHeader()
  private var isDamaged = false
  /// Whether a member has begun and not ended.
  private(set) var isWithinMember = false

  init() {
    state = .allocate(capacity: 1)
    memset(state, 0, MemoryLayout<inflate_state>.size)
  }

  deinit {
    state.deallocate()
  }

  struct Step {
    var consumed = 0
    var produced = 0
  }

  /// Decompresses what fits, at most to the end of a member; bytes before damage are still
  /// returned, and the damage is reported on the next call.
  func step(
    _ input: UnsafeBufferPointer<UInt8>, into room: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Step {
    if isDamaged { throw .damagedGzip }
    if !isWithinMember { beginMember() }
    let headerSizeBytes = try header.read(input)
    guard header.isComplete else { return Step(consumed: headerSizeBytes) }
    var step = inflate(UnsafeBufferPointer(rebasing: input[headerSizeBytes...]), into: room)
    step.consumed += headerSizeBytes
    if isDamaged, step.produced == 0 { throw .damagedGzip }
    return step
  }

  private func beginMember() {
    header = GzipHeader()
    isal_inflate_init(state)
    // The header has been read; the CRC-32 and the length at the end are checked.
    state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR_VER)
    isWithinMember = true
  }

  private func inflate(
    _ input: UnsafeBufferPointer<UInt8>, into room: UnsafeMutableBufferPointer<UInt8>
  ) -> Step {
    let (inputSizeBytes, roomBytes) = (UInt32(clamping: input.count), UInt32(clamping: room.count))
    // Given a bad distance, ISA-L may copy stale bytes of the buffer, so these must not be old
    // memory content.
    if let base = room.baseAddress { memset(base, 0, room.count) }
    state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    state.pointee.avail_in = inputSizeBytes
    state.pointee.next_out = room.baseAddress
    state.pointee.avail_out = roomBytes
    isDamaged = isal_inflate(state) < 0
    isWithinMember = isDamaged || state.pointee.block_state != ISAL_BLOCK_FINISH
    let produced = Int(roomBytes - state.pointee.avail_out)
    // After damage, ISA-L may report negative remaining input.
    guard !isDamaged else { return Step(consumed: input.count, produced: produced) }
    return Step(consumed: Int(inputSizeBytes - state.pointee.avail_in), produced: produced)
  }
}

extension SourceError {
  static let damagedGzip = SourceError("the gzip data is damaged")
  static let cutOffGzip = SourceError("the gzip data ends in the middle")
}

/// The header of a gzip member (RFC 1952), read in pieces of any length.
///
/// ISA-L's own reader rejects a header with a checksum if it comes in pieces, and needs ten bytes
/// to notice that the first two do not start a member.
struct GzipHeader {
  private enum Field: Int {
    case magic, methodAndFlags, timeAndSystem, extraSize, extra, name, comment, checksum, end
  }

  /// The bits that say which optional fields are present.
  private enum Flag {
    static let checksum: UInt8 = 1 << 1
    static let extra: UInt8 = 1 << 2
    static let name: UInt8 = 1 << 3
    static let comment: UInt8 = 1 << 4
    static let reserved: UInt8 = 0b1110_0000
  }

  /// The two bytes with which a member starts.
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

  /// Whether the entire header has been read.
  var isComplete: Bool { field == .end }

  /// Reads more bytes and returns how many belong to the header.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(SourceError) -> Int {
    var count = 0
    while !isComplete, count < bytes.count {
      try take(bytes[count])
      count += 1
    }
    return count
  }

  private mutating func take(_ byte: UInt8) throws(SourceError) {
    if field != .checksum { crc32 = withUnsafePointer(to: byte) { crc32_gzip_refl(crc32, $0, 1) } }
    last = (last.1, byte)
    fieldSizeBytes += 1
    guard isFieldComplete else { return }
    guard isFieldValid else { throw .damagedGzip }
    if field == .methodAndFlags { flags = byte }
    if field == .extraSize { extraSizeBytes = Int(number) }
    passField()
  }

  /// The last two bytes as a number, the lower byte first.
  private var number: UInt16 { UInt16(last.0) | UInt16(last.1) << 8 }

  private var isFieldComplete: Bool {
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

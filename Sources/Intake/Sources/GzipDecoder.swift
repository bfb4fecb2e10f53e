import CIsal
import Foundation

/// Decompresses the members of a gzip stream, one after another, with ISA-L.
final class GzipDecoder {
  /// The room that a step needs: more than ISA-L decompresses ahead, 64 KiB and a match, since what
  /// it holds back is lost when it finds damage.
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

  /// Decompresses what fits, to the end of a member at most; bytes before damage are still given,
  /// and the damage on the next call.
  func step(
    _ input: UnsafeBufferPointer<UInt8>, into room: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Step {
    if isDamaged { throw .damagedGzip }
    if !isWithinMember { beginMember() }
    let headerSizeBytes = try header.read(input)
    guard header.isWhole else { return Step(consumed: headerSizeBytes) }
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
    // At a wrong distance ISA-L may copy what stands in the room, which must not be what the memory
    // held before.
    if let base = room.baseAddress { memset(base, 0, room.count) }
    state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    state.pointee.avail_in = inputSizeBytes
    state.pointee.next_out = room.baseAddress
    state.pointee.avail_out = roomBytes
    isDamaged = isal_inflate(state) < 0
    isWithinMember = isDamaged || state.pointee.block_state != ISAL_BLOCK_FINISH
    let produced = Int(roomBytes - state.pointee.avail_out)
    // At damage ISA-L may count less than no input as left.
    guard !isDamaged else { return Step(consumed: input.count, produced: produced) }
    return Step(consumed: Int(inputSizeBytes - state.pointee.avail_in), produced: produced)
  }
}

extension SourceError {
  static let damagedGzip = SourceError("the gzip data is damaged")
  static let cutOffGzip = SourceError("the gzip data ends in the middle")
}

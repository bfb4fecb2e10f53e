import CZlib
import Foundation

@testable import Intake

/// The result of reading gzip: the bytes, and why it stopped early, if it did.
struct Decompressed: Equatable {
  var bytes: [UInt8] = []
  var failure: String?

  /// What piledger reads from gzip in chunks, into a buffer with stale bytes.
  init(
    _ input: [UInt8], chunkSizeBytes: Int = 1 << 20, roomBytes: Int = 1 << 17, stale: UInt8 = 0xAA
  ) {
    self.init(
      GzipMembers(MemorySource(input, chunkSizeBytes: chunkSizeBytes), start: []),
      roomBytes: roomBytes, stale: stale)
  }

  /// What piledger reads of text that is packed in any way.
  init(packed input: [UInt8], chunkSizeBytes: Int = 1 << 20, roomBytes: Int = 1 << 17) {
    self.init(
      ContentSource(MemorySource(input, chunkSizeBytes: chunkSizeBytes)), roomBytes: roomBytes,
      stale: 0xAA)
  }

  private init(_ source: any ByteSource, roomBytes: Int, stale: UInt8) {
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: roomBytes)
    defer { room.deallocate() }
    guard let base = room.baseAddress else { return }
    do throws(SourceError) {
      while true {
        memset(base, Int32(stale), roomBytes)
        let count = try source.read(into: room)
        guard count > 0 else { return }
        bytes += room[..<count]
      }
    } catch {
      failure = error.description
    }
  }

  /// What zlib reads from the same, as the reference.
  init(byZlib input: [UInt8]) {
    var rest = input[...]
    while !rest.isEmpty, failure == nil {
      let (count, status) = Zlib.decompress(rest, behind: &bytes)
      rest = rest.dropFirst(count)
      switch status {
      case Z_STREAM_END: break
      case Z_OK, Z_BUF_ERROR: failure = "the gzip data ends in the middle"
      default: failure = "the gzip data is damaged"
      }
    }
  }
}

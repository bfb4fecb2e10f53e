import CZlib

/// zlib, the reference implementation of gzip.
enum Zlib {
  /// 15 bits of window; negative for deflate data without a header, +16 for gzip.
  private static let windowBits: Int32 = 15
  private static let streamSizeBytes = Int32(MemoryLayout<z_stream>.size)

  /// Deflate data (RFC 1951) of bytes given in pieces, each flushed to a byte boundary.
  static func deflated(_ pieces: [[UInt8]], level: Int32, strategy: Int32) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, level, Z_DEFLATED, -windowBits, 8, strategy, ZLIB_VERSION, streamSizeBytes)
    defer { deflateEnd(&stream) }
    var output: [UInt8] = []
    for (index, piece) in pieces.enumerated() {
      let flush = index == pieces.count - 1 ? Z_FINISH : Z_SYNC_FLUSH
      // Enough for one call, whatever precedes it.
      let capacity = Int(deflateBound(&stream, UInt(piece.count))) + 64
      output += [UInt8](unsafeUninitializedCapacity: capacity) { room, count in
        piece.withUnsafeBufferPointer { bytes in
          stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
          stream.avail_in = UInt32(bytes.count)
          stream.next_out = room.baseAddress
          stream.avail_out = UInt32(room.count)
          deflate(&stream, flush)
        }
        count = capacity - Int(stream.avail_out)
      }
    }
    return output
  }

  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    UInt32(CZlib.crc32(0, bytes, UInt32(bytes.count)))
  }

  /// Decompresses one gzip member; returns how many bytes it took and zlib's status.
  static func decompress(
    _ input: ArraySlice<UInt8>, behind output: inout [UInt8]
  ) -> (count: Int, status: Int32) {
    var stream = z_stream()
    inflateInit2_(&stream, windowBits + 16, ZLIB_VERSION, streamSizeBytes)
    defer { inflateEnd(&stream) }
    var status = Z_OK
    input.withUnsafeBufferPointer { bytes in
      stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
      stream.avail_in = UInt32(bytes.count)
      repeat {
        output += [UInt8](unsafeUninitializedCapacity: 1 << 16) { room, count in
          stream.next_out = room.baseAddress
          stream.avail_out = UInt32(room.count)
          status = inflate(&stream, Z_NO_FLUSH)
          count = room.count - Int(stream.avail_out)
        }
      } while status == Z_OK && stream.avail_out == 0
    }
    return (input.count - Int(stream.avail_in), status)
  }
}

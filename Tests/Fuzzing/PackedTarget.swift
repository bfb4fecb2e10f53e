import Intake

extension FuzzTarget {
  /// Compressed data and archives: however the bytes come, the same text is in them.
  static let packed = FuzzTarget(
    name: "packed", tokens: ["\u{1F}", "PK\u{3}\u{4}", "ustar", "\u{8}", "../", "a/b"],
    fault: { bytes in
      let whole = unpacked(bytes, chunkSizeBytes: 1 << 20)
      let small = unpacked(bytes, chunkSizeBytes: 1 + Int(bytes.last ?? 0) % 97)
      guard (whole.failure == nil) == (small.failure == nil) else {
        return "whole: \(whole.failure ?? "read"), in chunks: \(small.failure ?? "read")"
      }
      // How far damaged data is read, and with it what is said of it, depends on the chunks.
      let common = min(whole.text.count, small.text.count)
      let isSame = whole.text.prefix(common) == small.text.prefix(common)
      guard isSame, whole.failure != nil || whole.text.count == small.text.count else {
        return "\(whole.text.count) bytes as a whole, \(small.text.count) in chunks"
      }
      return nil
    }, secondsPerMegabyte: 60, secondsAtLeast: 5, longSizeBytes: 1 << 16)

  /// More than this of a bomb is not unpacked.
  private static let limitBytes = 2 << 20

  private static func unpacked(
    _ bytes: [UInt8], chunkSizeBytes: Int
  ) -> (text: [UInt8], failure: String?) {
    let source = ContentSource(MemorySource(bytes, chunkSizeBytes: chunkSizeBytes))
    var text: [UInt8] = []
    do throws(SourceError) {
      while text.count < limitBytes {
        let chunk = try source.nextChunk()
        if chunk.isEmpty { return (text, nil) }
        text += chunk.prefix(limitBytes - text.count)
      }
    } catch {
      return (text, error.description)
    }
    return (text, nil)
  }
}

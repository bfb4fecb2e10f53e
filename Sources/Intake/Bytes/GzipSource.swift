/// The bytes of another source, decompressed where they begin like gzip (RFC 1952), else as they
/// are.
///
/// Members one after another count as one stream.
package final class GzipSource: ByteSource {
  private static let inputSizeBytes = 1 << 18
  private static let magic: [UInt8] = [0x1F, 0x8B]

  private let source: any ByteSource
  /// Compressed bytes, or the first of plain ones.
  private var input: [UInt8]
  private var inputPosition = 0
  private var member: GzipMember?
  private var mode = Mode.unknown

  private enum Mode {
    case unknown
    case plain
    case compressed
    case damaged
  }

  /// The content of a source, of which the first bytes may have been read already.
  package init(_ source: any ByteSource, start: [UInt8] = []) {
    self.source = source
    input = start
  }

  /// Whether bytes begin like gzip.
  static func isCompressed(_ start: [UInt8]) -> Bool { start.starts(with: magic) }

  /// The first bytes of a source, enough to tell gzip from others; fewer where there are no more.
  static func start(of source: any ByteSource) throws(SourceError) -> [UInt8] {
    var start: [UInt8] = []
    while start.count < magic.count {
      let chunk = try source.nextChunk(limitBytes: inputSizeBytes)
      if chunk.isEmpty { break }
      start += chunk
    }
    return start
  }

  package func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    if mode == .unknown {
      if input.isEmpty { input = try GzipSource.start(of: source) }
      mode = GzipSource.isCompressed(input) ? .compressed : .plain
    }
    switch mode {
    case .compressed: return try inflate(into: buffer)
    case .damaged: return 0
    case .unknown, .plain:
      guard inputPosition < input.count else { return try source.read(into: buffer) }
      return copyInput(into: buffer)
    }
  }

  private func copyInput(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    let chunk = input[inputPosition...].prefix(buffer.count)
    _ = buffer.update(fromContentsOf: chunk)
    inputPosition += chunk.count
    return chunk.count
  }

  private func inflate(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    while try fillInput() {
      let step = try inflateOnce(into: buffer)
      inputPosition += step.consumed
      if step.isEnd { member = nil }
      if step.produced > 0 { return step.produced }
    }
    guard member == nil else {
      mode = .damaged
      throw SourceError("the gzip data ends in the middle")
    }
    return 0
  }

  private func inflateOnce(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> GzipMember.Step {
    do throws(SourceError) {
      let open = if let member { member } else { try GzipMember() }
      member = open
      return try open.inflate(input, from: inputPosition, into: buffer)
    } catch {
      mode = .damaged
      throw error
    }
  }

  private func fillInput() throws(SourceError) -> Bool {
    guard inputPosition == input.count else { return true }
    input = try source.nextChunk(limitBytes: GzipSource.inputSizeBytes)
    inputPosition = 0
    return !input.isEmpty
  }
}

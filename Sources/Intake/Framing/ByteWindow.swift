import Foundation

/// A sliding window on a source's bytes: bytes before the position are dropped, except for the
/// last few.
///
/// The bytes are followed by ``paddingSizeBytes`` zeros, so that a scanner may read eight-byte
/// words and stops at a byte that never occurs in JSON.
final class ByteWindow {
  static let paddingSizeBytes = 16
  /// Bytes before the position that can still be looked at, in whatever chunks the source came.
  static let lookBehindBytes = 256
  private static let chunkSizeBytes = 1 << 20
  private static let headLimitBytes = 256

  /// Nil for bytes in memory, all of which are in the window from the start.
  private let source: (any ByteSource)?
  private var buffer: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0
  /// The index in ``bytes`` of the next byte to read.
  private(set) var position = 0
  private(set) var isAtEnd = false
  /// The first bytes of the content, by which later imports recognize it.
  private(set) var head: [UInt8] = []
  /// The last byte that was read from the source.
  private var lastByte: UInt8?
  private(set) var line = 1
  private var droppedBytes = 0
  private var lineStart = 0

  init(_ source: any ByteSource) {
    self.source = source
    buffer = .allocate(
      capacity: ByteWindow.chunkSizeBytes * 2 + ByteWindow.lookBehindBytes
        + ByteWindow.paddingSizeBytes)
    pad()
  }

  /// A window on all of a text.
  init(_ text: [UInt8]) {
    source = nil
    buffer = .allocate(capacity: text.count + ByteWindow.paddingSizeBytes)
    _ = buffer.update(fromContentsOf: text)
    (count, lastByte, isAtEnd) = (text.count, text.last, true)
    pad()
  }

  deinit {
    buffer.deallocate()
  }

  /// All bytes of the window, valid until it is extended.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: buffer[..<count])
  }

  var byteOffset: Int { droppedBytes + position }
  var place: Place { Place(line: line, byteOffset: byteOffset) }
  /// Bytes between the start of the line and the position.
  var column: Int { byteOffset - lineStart }

  /// The bytes read from the source but not yet consumed.
  var unread: ArraySlice<UInt8> { ArraySlice(bytes[position...]) }

  /// The last bytes before the position that are on its line.
  var lineBehind: Slice<UnsafeBufferPointer<UInt8>> {
    bytes[max(0, position - min(column, ByteWindow.lookBehindBytes))..<position]
  }

  /// Whether ``lineBehind`` begins with the line.
  var isLineStartVisible: Bool { column <= ByteWindow.lookBehindBytes }

  /// The next byte, reading more if the window is used up; nil at the end of the source.
  @inline(__always)
  func peek() throws(SourceError) -> UInt8? {
    while position == count {
      guard try extend() else { return nil }
    }
    return buffer[position]
  }

  /// The byte at an offset from the position, reading more if the window is used up; nil at the end
  /// of the source.
  func peek(atOffset offset: Int) throws(SourceError) -> UInt8? {
    while position + offset >= count {
      guard try extend() else { return nil }
    }
    return buffer[position + offset]
  }

  /// The index of the first byte of a value in a range of the window.
  @inline(__always)
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard !range.isEmpty, let base = buffer.baseAddress,
      let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Whether all bytes of the source have been consumed.
  var isUsedUp: Bool { isAtEnd && position == count }

  /// Whether the source, already read to its end, ended in mid-line.
  var endsWithinLine: Bool { isAtEnd && lastByte.map { $0 != UInt8(ascii: "\n") } ?? false }

  /// The lines up to the position, which may be in the middle of the last one.
  var lineCount: Int { column > 0 ? line : line - 1 }

  /// Appends more bytes to the window and drops those before the position; false at the end.
  func extend() throws(SourceError) -> Bool {
    guard !isAtEnd, let source else { return false }
    makeRoom()
    let room = UnsafeMutableBufferPointer(
      rebasing: buffer[count..<count + ByteWindow.chunkSizeBytes])
    let read = try source.read(into: room)
    if head.count < ByteWindow.headLimitBytes {
      head += buffer[count..<count + min(read, ByteWindow.headLimitBytes - head.count)]
    }
    count += read
    pad()
    if read > 0 { lastByte = buffer[count - 1] }
    isAtEnd = read == 0
    return read > 0
  }

  private func makeRoom() {
    let behind = min(position, ByteWindow.lookBehindBytes)
    let start = position - behind
    let kept = count - start
    let needed = kept + ByteWindow.chunkSizeBytes + ByteWindow.paddingSizeBytes
    if needed > buffer.count {
      let larger = UnsafeMutableBufferPointer<UInt8>.allocate(
        capacity: max(needed, buffer.count * 2))
      _ = larger.update(fromContentsOf: buffer[start..<count])
      buffer.deallocate()
      buffer = larger
    } else if kept > 0, start > 0, let base = buffer.baseAddress {
      base.update(from: base + start, count: kept)
    }
    droppedBytes += start
    position = behind
    count = kept
  }

  private func pad() {
    for index in count..<count + ByteWindow.paddingSizeBytes { buffer[index] = 0 }
  }

  /// Moves forward, counting lines.
  func advance(by count: Int) {
    let end = position + count
    while let newline = firstIndex(of: UInt8(ascii: "\n"), in: position..<end) {
      line += 1
      position = newline + 1
      lineStart = droppedBytes + position
    }
    position = end
  }

  /// Moves past the line end at the position.
  @inline(__always)
  func advancePastLineEnd() {
    position += 1
    line += 1
    lineStart = droppedBytes + position
  }

  /// Moves forward over bytes without line ends.
  @inline(__always)
  func advance(withinLine count: Int) {
    position += count
  }
}

/// Where a record starts in its source, after decompression.
package struct Place: Hashable, Sendable {
  /// From 1.
  package let line: Int
  /// From 0.
  package let byteOffset: Int

  package init(line: Int, byteOffset: Int) {
    (self.line, self.byteOffset) = (line, byteOffset)
  }
}

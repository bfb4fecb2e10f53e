/// A window on a source's bytes that slides forward: what lies behind is dropped.
struct ByteWindow {
  private let source: any ByteSource
  private(set) var bytes: [UInt8] = []
  /// The index in `bytes` of the next byte to be read.
  private(set) var position = 0
  private(set) var isAtEnd = false
  private(set) var line = 1
  private var droppedBytes = 0
  private var lineStart = 0

  init(_ source: any ByteSource) {
    self.source = source
  }

  var byteOffset: Int { droppedBytes + position }
  var place: Place { Place(line: line, byteOffset: byteOffset) }
  /// Bytes between the start of the line and the position.
  var column: Int { byteOffset - lineStart }

  /// The bytes that were read from the source but not yet passed.
  var unread: ArraySlice<UInt8> { bytes[position...] }

  /// The next byte, reading on where the window is used up; nil at the end of the source.
  mutating func peek() throws(SourceError) -> UInt8? {
    while position == bytes.count {
      guard try extend() else { return nil }
    }
    return bytes[position]
  }

  /// Reads more bytes behind the window and drops those before the position; false at the end.
  mutating func extend() throws(SourceError) -> Bool {
    guard !isAtEnd else { return false }
    let chunk = try source.nextChunk()
    guard !chunk.isEmpty else {
      isAtEnd = true
      return false
    }
    if position == bytes.count {
      bytes = chunk
    } else {
      bytes.removeSubrange(..<position)
      bytes += chunk
    }
    droppedBytes += position
    position = 0
    return true
  }

  /// Moves forward, counting lines.
  mutating func advance(by count: Int) {
    for index in position..<position + count where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = droppedBytes + index + 1
    }
    position += count
  }
}

@testable import Intake

/// What a cursor finds at the start of a text, and the text's bytes that are left.
struct Scanned<Found> {
  let found: Found
  let isComplete: Bool
}

/// Has a cursor read bytes followed by the zeros of a window; nil if it gives up.
func scanned<Found>(
  _ bytes: [UInt8], _ read: (inout JSONCursor) throws(UnusualValue) -> Found
) -> Scanned<Found>? {
  let padded = bytes + [UInt8](repeating: 0, count: ByteWindow.paddingSizeBytes)
  return padded.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return nil }
    var cursor = JSONCursor(base, at: 0)
    do throws(UnusualValue) {
      let found = try read(&cursor)
      return Scanned(found: found, isComplete: cursor.position == bytes.count)
    } catch {
      return nil
    }
  }
}

/// The scalars of a string, given without its quotes; nil if it is not a JSON string.
func scalars(of content: [UInt8]) -> Int? {
  let quote = UInt8(ascii: "\"")
  let string = scanned([quote] + content + [quote]) { cursor throws(UnusualValue) in
    try cursor.string()
  }
  guard let string, string.isComplete else { return nil }
  return string.found.scalars
}

/// A Unicode encoding other than UTF-8.
struct UnicodeForm: Hashable, Sendable {
  let unitSizeBytes: Int
  let isBigEndian: Bool

  /// UTF-8's byte order mark.
  static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(unitSizeBytes: Int, isBigEndian: Bool) {
    (self.unitSizeBytes, self.isBigEndian) = (unitSizeBytes, isBigEndian)
  }

  /// Recognizes an encoding by its byte order mark, or by the zeros of two ASCII characters; nil if
  /// there are none.
  init?(_ start: [UInt8]) {
    // The mark of UTF-32 starts with that of UTF-16.
    for unitSizeBytes in [4, 2] {
      for isBigEndian in [false, true] {
        let form = UnicodeForm(unitSizeBytes: unitSizeBytes, isBigEndian: isBigEndian)
        if start.starts(with: form.mark) || form.isSpokenByZeros(start) {
          self = form
          return
        }
      }
    }
    return nil
  }

  private var mark: [UInt8] { bytes(0xFE, 0xFF) }

  /// A unit of two bytes, the others zero.
  private func bytes(_ high: UInt8, _ low: UInt8) -> [UInt8] {
    let unit = [UInt8](repeating: 0, count: unitSizeBytes - 2) + [high, low]
    return isBigEndian ? unit : unit.reversed()
  }

  private func isSpokenByZeros(_ start: [UInt8]) -> Bool {
    guard start.count >= unitSizeBytes * 2 else { return false }
    return [0, unitSizeBytes].allSatisfy { offset in
      let character = start[offset + (isBigEndian ? unitSizeBytes - 1 : 0)]
      guard (0x20..<0x7F).contains(character) || (0x09...0x0D).contains(character) else {
        return false
      }
      return start[offset..<offset + unitSizeBytes].elementsEqual(bytes(0, character))
    }
  }
}

/// Text in UTF-16 or UTF-32, as UTF-8 without a byte order mark.
final class UnicodeSource: ByteSource {
  private static let inputSizeBytes = 1 << 18

  private let source: any ByteSource
  private var transcoder: UnicodeTranscoder
  private var output: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  init(_ source: any ByteSource, form: UnicodeForm) {
    self.source = source
    transcoder = UnicodeTranscoder(form)
  }

  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
    while position == output.count {
      guard !isAtEnd else { return 0 }
      let chunk = try source.nextChunk(limitBytes: UnicodeSource.inputSizeBytes)
      output.removeAll(keepingCapacity: true)
      position = 0
      if chunk.isEmpty {
        isAtEnd = true
        transcoder.finish(into: &output)
      } else {
        transcoder.append(chunk, to: &output)
      }
    }
    let taken = output[position...].prefix(buffer.count)
    _ = buffer.update(fromContentsOf: taken)
    position += taken.count
    return taken.count
  }
}

/// Makes UTF-8 of UTF-16 or UTF-32 that comes in pieces of any length.
///
/// What is no character, such as half of a surrogate pair, becomes U+FFFD.
struct UnicodeTranscoder {
  private static let mark: UInt32 = 0xFEFF
  private static let replacement: Unicode.Scalar = "\u{FFFD}"

  private let form: UnicodeForm
  /// The bytes of a unit that has not fully come.
  private var unit: UInt32 = 0
  private var unitSizeBytes = 0
  /// The first half of a surrogate pair.
  private var high: UInt32?
  private var isAtStart = true

  init(_ form: UnicodeForm) {
    self.form = form
  }

  mutating func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    for byte in bytes {
      unit =
        form.isBigEndian
        ? unit << 8 | UInt32(byte) : unit | UInt32(byte) << UInt32(8 * unitSizeBytes)
      unitSizeBytes += 1
      guard unitSizeBytes == form.unitSizeBytes else { continue }
      take(unit, into: &output)
      (unit, unitSizeBytes, isAtStart) = (0, 0, false)
    }
  }

  /// Half of a pair, or of a unit, at the end is no character.
  mutating func finish(into output: inout [UInt8]) {
    if high != nil || unitSizeBytes > 0 { UnicodeTranscoder.append(nil, to: &output) }
    (high, unitSizeBytes) = (nil, 0)
  }

  private mutating func take(_ unit: UInt32, into output: inout [UInt8]) {
    if isAtStart, unit == UnicodeTranscoder.mark { return }
    if let high {
      self.high = nil
      if isLowSurrogate(unit) {
        let value = 0x10000 + (high & 0x3FF) << 10 + unit & 0x3FF
        return UnicodeTranscoder.append(Unicode.Scalar(value), to: &output)
      }
      UnicodeTranscoder.append(nil, to: &output)
    }
    if isHighSurrogate(unit) {
      high = unit
    } else {
      UnicodeTranscoder.append(Unicode.Scalar(unit), to: &output)
    }
  }

  private func isHighSurrogate(_ unit: UInt32) -> Bool {
    form.unitSizeBytes == 2 && (0xD800..<0xDC00).contains(unit)
  }

  private func isLowSurrogate(_ unit: UInt32) -> Bool { (0xDC00..<0xE000).contains(unit) }

  private static func append(_ scalar: Unicode.Scalar?, to output: inout [UInt8]) {
    guard let scalar, !scalar.isASCII else {
      if let scalar { return output.append(UInt8(truncatingIfNeeded: scalar.value)) }
      return append(replacement, to: &output)
    }
    output.append(contentsOf: scalar.utf8)
  }
}

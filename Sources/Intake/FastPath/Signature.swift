/// Bytes that say what a record shares with others, written while it is scanned.
///
/// The memory is reused from record to record; a longer signature makes the record unusual.
final class Signature {
  private static let capacityBytes = 16 << 10

  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init() {
    buffer = .allocate(capacity: Signature.capacityBytes)
  }

  deinit {
    buffer.deallocate()
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: buffer[..<count]) }

  @inline(__always)
  func clear() {
    count = 0
  }

  /// Appends bytes with their number, so that no two lists of appended bytes look alike.
  @inline(__always)
  func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(UnusualValue) {
    guard let target = buffer.baseAddress, let source = bytes.baseAddress,
      count + bytes.count + 2 <= buffer.count
    else { throw UnusualValue() }
    target[count] = UInt8(truncatingIfNeeded: bytes.count)
    target[count + 1] = UInt8(truncatingIfNeeded: bytes.count >> 8)
    (target + count + 2).update(from: source, count: bytes.count)
    count += bytes.count + 2
  }

  @inline(__always)
  func append(_ range: ByteRange, of base: UnsafePointer<UInt8>) throws(UnusualValue) {
    try append(UnsafeBufferPointer(start: base + range.start, count: range.count))
  }

  @inline(__always)
  func append(_ byte: UInt8) throws(UnusualValue) {
    guard count < buffer.count else { throw UnusualValue() }
    buffer[count] = byte
    count += 1
  }

  /// Appends what stands before a field's value: what kind of value it is, and the field's name.
  @inline(__always)
  func append(_ tag: UInt8, _ name: NameKinds.Kind) throws(UnusualValue) {
    guard count + 3 <= buffer.count else { throw UnusualValue() }
    let bytes = UnsafeMutableRawBufferPointer(buffer)
    bytes.storeBytes(of: tag, toByteOffset: count, as: UInt8.self)
    bytes.storeBytes(of: name.number, toByteOffset: count + 1, as: UInt16.self)
    count += 3
  }

  @inline(__always)
  func append(_ number: Int64) throws(UnusualValue) {
    guard count + 8 <= buffer.count else { throw UnusualValue() }
    UnsafeMutableRawBufferPointer(buffer).storeBytes(
      of: number, toByteOffset: count, as: Int64.self)
    count += 8
  }
}

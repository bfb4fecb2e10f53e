/// The paths of fields in nested objects, `camera_control.type`, which stand nowhere in the text.
///
/// The memory is reused from record to record; longer paths make the record unusual.
final class FieldPaths {
  private static let capacityBytes = 16 << 10

  private let buffer: UnsafeMutablePointer<UInt8>
  private var count = 0

  init() {
    buffer = .allocate(capacity: FieldPaths.capacityBytes)
  }

  deinit {
    buffer.deallocate()
  }

  @inline(__always)
  func clear() {
    count = 0
  }

  /// The path of a member of the object at another path; it is valid until the record ends.
  func path(
    _ parent: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>
  ) throws(UnusualValue) -> UnsafeBufferPointer<UInt8> {
    let length = parent.count + 1 + name.count
    guard length <= RequestDecoder.nameLimitBytes, count + length <= FieldPaths.capacityBytes else {
      throw UnusualValue()
    }
    let start = buffer + count
    if let base = parent.baseAddress { start.update(from: base, count: parent.count) }
    start[parent.count] = UInt8(ascii: ".")
    if let base = name.baseAddress {
      (start + parent.count + 1).update(from: base, count: name.count)
    }
    count += length
    return UnsafeBufferPointer(start: start, count: length)
  }
}

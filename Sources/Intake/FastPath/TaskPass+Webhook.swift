extension TaskPass {
  /// Notes the host of the address to which the end of the task is told, and passes over the rest.
  mutating func webhook(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "{") else { return try cursor.skipValue() }
    guard cursor.enter(closing: UInt8(ascii: "}")) else { return }
    var isFound = false
    repeat {
      let name = try cursor.memberName()
      guard cursor.matches(name, names.endpoint) else {
        try cursor.skipValue()
        continue
      }
      guard !isFound else { throw UnusualValue() }
      isFound = true
      try endpoint(&cursor)
    } while try cursor.hasNext(until: UInt8(ascii: "}"))
  }

  private mutating func endpoint(_ cursor: inout JSONCursor) throws(UnusualValue) {
    guard cursor.byte == UInt8(ascii: "\"") else { return try cursor.skipValue() }
    let string = try cursor.string()
    guard string.bytes.count > 0 else { return }
    let bytes = cursor.bytes(of: string.bytes)
    // Of escapes only those of slashes leave the host as it stands.
    guard !string.hasEscapes || TaskPass.escapesSlashesOnly(bytes) else { throw UnusualValue() }
    guard let host = WebhookHost.range(in: bytes) else { return }
    let isLowercase = bytes[host].allSatisfy { !(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0) }
    guard isLowercase else { throw UnusualValue() }
    task.webhookHost = ByteRange(
      start: string.bytes.start + host.lowerBound, count: host.count)
  }

  private static func escapesSlashesOnly(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.indices.allSatisfy { index in
      bytes[index] != UInt8(ascii: "\\")
        || (index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "/"))
    }
  }
}

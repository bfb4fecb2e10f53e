import Domain

/// Finds the host of the address to which the end of a task is told.
///
/// Nothing else of the address is kept: path, query, user and password may be secrets.
enum WebhookHost {
  /// The longest name of the domain name system.
  private static let limitBytes = 253

  /// The host of an address; nil where there is none, or an odd one.
  static func host(of address: String) -> String? {
    var address = address
    return address.withUTF8 { bytes in
      range(in: bytes).map {
        String(decoding: bytes[$0], as: UTF8.self).lowercased()
      }
    }
  }

  /// The field of a request that keeps the host, of a task's `config`.
  static func field(of config: JSONValue) -> Request.Field? {
    guard let address = config["webhook_config"]?["endpoint"]?.string,
      let host = host(of: address)
    else { return nil }
    return Request.Field(Request.webhookHostField, .word(host))
  }

  /// Where the host stands in an address, whose slashes JSON may have escaped.
  static func range(in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let first = afterSlash(bytes, at: colon + 1), var start = afterSlash(bytes, at: first)
    else { return nil }
    var end = start
    while end < bytes.count, !isEndOfAuthority(bytes[end]) {
      // What stands before it is a user with a password.
      if bytes[end] == UInt8(ascii: "@") { start = end + 1 }
      end += 1
    }
    let host = bytes[start..<end].prefix { $0 != UInt8(ascii: ":") }
    guard !host.isEmpty, host.count <= limitBytes, host.allSatisfy(isOfHost) else { return nil }
    return host.startIndex..<host.endIndex
  }

  /// The index behind a slash that may be escaped; nil where there is none.
  private static func afterSlash(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Int? {
    let slash = index < bytes.count && bytes[index] == UInt8(ascii: "\\") ? index + 1 : index
    return slash < bytes.count && bytes[slash] == UInt8(ascii: "/") ? slash + 1 : nil
  }

  private static func isEndOfAuthority(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "#"): true
    default: false
    }
  }

  private static func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

import Domain

/// The hosts to which the ends of tasks are told, by numbers: 0 for none.
///
/// An account has few of them, and every request may go with each: kept apart they do not multiply
/// the requests. Those beyond the limit have no number.
struct WebhookHosts {
  /// Numbers are less than it.
  static let numberLimit = 8

  private var numbers = ByteInterner()
  private var hosts: [String] = [""]

  /// The number of a host, which may be empty; nil where all numbers are taken.
  @inline(__always)
  mutating func number(of host: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !host.isEmpty else { return 0 }
    let hash = ByteInterner.hash(host)
    if let number = numbers.number(of: host, hash: hash) { return number + 1 }
    guard hosts.count < WebhookHosts.numberLimit else { return nil }
    numbers.add(host, hash: hash)
    hosts.append(String(decoding: host, as: UTF8.self))
    return hosts.count - 1
  }

  /// The field of a request that keeps the host; nil for none.
  func field(_ number: Int) -> Request.Field? {
    number == 0 ? nil : Request.Field(Request.webhookHostField, .word(hosts[number]))
  }
}

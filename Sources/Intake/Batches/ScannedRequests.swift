import Domain

/// The signatures of scanned requests, each known by a number, and the templates behind them.
///
/// Every task of an import looks one up, and waits for memory that it does not find in the
/// processor's caches: so what stands here is small.
struct ScannedRequests {
  /// How the varying fields of a request follow one another in its text.
  enum Order {
    /// As in the template.
    case asScanned
    /// The index of each of the template's fields among the scanned ones.
    case permuted([Int])
  }

  /// Stands for a template that is not known yet.
  private static let unknown = UInt32.max

  private var signatures = ByteInterner()
  /// By the request's number and its webhook host's.
  private var templates: [UInt32] = []
  /// By the request's number: an index in ``permutations``, or −1 for ``Order/asScanned``.
  private var orders: [Int32] = []
  private var permutations: [[Int]] = []

  var count: Int { signatures.count }
  var sizeBytes: Int { signatures.sizeBytes }

  @inline(__always)
  func number(of signature: Signature, hash: UInt64) -> Int? {
    signatures.number(of: signature.bytes, hash: hash)
  }

  mutating func add(_ signature: Signature, hash: UInt64, order: [Int]) -> Int {
    signatures.add(signature.bytes, hash: hash)
    templates += repeatElement(ScannedRequests.unknown, count: WebhookHosts.numberLimit)
    if order.elementsEqual(order.indices) {
      orders.append(-1)
    } else {
      orders.append(Int32(permutations.count))
      permutations.append(order)
    }
    return signatures.count - 1
  }

  /// The template of a request whose end is told to a host; nil where it is not known yet.
  @inline(__always)
  func template(ofRequest number: Int, host: Int) -> UInt32? {
    let template = templates[number * WebhookHosts.numberLimit + host]
    return template == ScannedRequests.unknown ? nil : template
  }

  mutating func set(_ template: UInt32, ofRequest number: Int, host: Int) {
    templates[number * WebhookHosts.numberLimit + host] = template
  }

  @inline(__always)
  func order(ofRequest number: Int) -> Order {
    let index = orders[number]
    return index < 0 ? .asScanned : .permuted(permutations[Int(index)])
  }
}

import Domain

/// The templates and states that rows share, numbered from 0.
///
/// A scanner signature maps to a number without decoding; a new one is decoded once.
struct SharedParts {
  /// With more of them, or more bytes, the numbering restarts, so that memory stays bounded.
  static let defaultLimit = 20_000
  private static let limitBytes = 16 << 20
  /// Roughly what a field of a template takes.
  private static let fieldSizeBytes = 96

  private let limit: Int

  private var templates: [RequestTemplate: UInt32] = [:]
  private var states: [ObservedState: UInt32] = [:]
  private(set) var requests = ScannedRequests()
  private var stateSignatures = ByteInterner()
  private var scannedStates: [UInt32] = []
  private var fieldCount = 0

  init(limit: Int = SharedParts.defaultLimit) {
    self.limit = limit
  }

  var isEmpty: Bool { templates.isEmpty && states.isEmpty }

  /// Whether the numbering should restart with the next batch.
  private(set) var isFull = false

  private mutating func checkLimits() {
    isFull =
      max(templates.count, states.count, requests.count, scannedStates.count) >= limit
      || fieldCount * SharedParts.fieldSizeBytes + requests.sizeBytes
        + stateSignatures.sizeBytes >= SharedParts.limitBytes
  }

  mutating func number(of template: RequestTemplate, in batch: inout RecordBatch) -> UInt32 {
    if let number = templates[template] { return number }
    let number = UInt32(templates.count)
    templates[template] = number
    batch.newTemplates.append(template)
    fieldCount += template.sharedFields.count + template.varyingNames.count
    checkLimits()
    return number
  }

  mutating func number(of state: ObservedState, in batch: inout RecordBatch) -> UInt32 {
    if let number = states[state] { return number }
    let number = UInt32(states.count)
    states[state] = number
    batch.newStates.append(state)
    checkLimits()
    return number
  }

  /// The numbers of the scanner's request and its template, decoded if new.
  ///
  /// If a field is given twice the last value counts, as in JSON. Nil if the template's varying
  /// fields are not exactly the scanned ones, so that the signature does not cover everything.
  @inline(__always)
  mutating func template(
    of scanner: TaskScanner, in batch: inout RecordBatch
  ) -> (request: Int, template: UInt32)? {
    let signature = scanner.requestSignature
    let hash = ByteInterner.hash(signature.bytes)
    let request = requests.number(of: signature, hash: hash)
    if let request, let template = requests.template(ofRequest: request, host: scanner.host) {
      return (request, template)
    }
    return learn(scanner, request: request, hash: hash, in: &batch)
  }

  @inline(never)
  private mutating func learn(
    _ scanner: TaskScanner, request: Int?, hash: UInt64, in batch: inout RecordBatch
  ) -> (request: Int, template: UInt32)? {
    let template = scanner.request().template
    let names = scanner.varyingFields.names
    guard Set(names) == Set(template.varyingNames) else { return nil }
    let order = template.varyingNames.compactMap { names.lastIndex(of: $0) }
    let request = request ?? requests.add(scanner.requestSignature, hash: hash, order: order)
    let number = number(of: template, in: &batch)
    requests.set(number, ofRequest: request, host: scanner.host)
    checkLimits()
    return (request, number)
  }

  /// The number of the scanner's state, decoded if its signature is new.
  @inline(__always)
  mutating func state(
    of scanner: TaskScanner, _ base: UnsafePointer<UInt8>, in batch: inout RecordBatch
  ) -> UInt32 {
    let signature = scanner.stateSignature
    let hash = ByteInterner.hash(signature.bytes)
    if let known = stateSignatures.number(of: signature.bytes, hash: hash) {
      return scannedStates[known]
    }
    let number = number(of: scanner.observedState(base), in: &batch)
    stateSignatures.add(signature.bytes, hash: hash)
    scannedStates.append(number)
    checkLimits()
    return number
  }
}

/// The numbered signatures of scanned requests, and their templates.
///
/// Every task of an import looks one up and waits for memory on a cache miss, so entries are kept
/// small.
struct ScannedRequests {
  /// How the varying fields of a request are ordered in its text.
  enum Order {
    /// As in the template.
    case asScanned
    /// The index of each of the template's fields among the scanned ones.
    case permuted([Int])
  }

  /// Marks a template that is not known yet.
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

  /// The template of a request with a webhook host; nil if not known yet.
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

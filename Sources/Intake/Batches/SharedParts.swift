import Domain

/// The templates and states that rows share, each known by a number from 0 on.
///
/// A signature of the scanner leads to a number without decoding; a new one is decoded once.
struct SharedParts {
  /// With more of them, or more bytes, the numbers begin anew, so that memory stays bounded.
  static let defaultLimit = 20_000
  private static let limitBytes = 16 << 20
  /// About what a field of a template takes.
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

  /// Whether the numbers should begin anew with the next batch.
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

  /// The number of the scanner's request and its template's, decoded where they are new.
  ///
  /// Of a field that was given twice the last value counts, as in JSON. Where the template's varying
  /// fields are not just the scanned ones, the signature does not say all of it: nil.
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

  /// The number of the scanner's state, decoded where its signature is new.
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

import Billing

/// The templates and states that rows share, each known by a number from 0 on.
///
/// A signature of the scanner leads to a number without decoding; a new one is decoded once.
struct SharedParts {
  /// What a signature of a request stands for.
  struct ScannedTemplate {
    let template: UInt32
    /// Where the values of the template's varying fields stand among the scanned ones.
    let order: [Int]
  }

  /// With more of them, or more bytes, the numbers begin anew, so that memory stays bounded.
  static let defaultLimit = 20_000
  private static let limitBytes = 16 << 20
  /// About what a field of a template takes.
  private static let fieldSizeBytes = 96

  private let limit: Int

  private var templates: [RequestTemplate: UInt32] = [:]
  private var states: [ObservedState: UInt32] = [:]
  private var templateSignatures = ByteInterner()
  private var scannedTemplates: [ScannedTemplate] = []
  private var stateSignatures = ByteInterner()
  private var scannedStates: [UInt32] = []
  private var fieldCount = 0

  init(limit: Int = SharedParts.defaultLimit) {
    self.limit = limit
  }

  var isEmpty: Bool { templates.isEmpty && states.isEmpty }

  var isFull: Bool {
    templates.count >= limit || states.count >= limit || scannedTemplates.count >= limit
      || scannedStates.count >= limit
      || fieldCount * SharedParts.fieldSizeBytes + templateSignatures.sizeBytes
        + stateSignatures.sizeBytes >= SharedParts.limitBytes
  }

  mutating func number(of template: RequestTemplate, in batch: inout RecordBatch) -> UInt32 {
    if let number = templates[template] { return number }
    let number = UInt32(templates.count)
    templates[template] = number
    batch.newTemplates.append(template)
    fieldCount += template.sharedFields.count + template.varyingNames.count
    return number
  }

  mutating func number(of state: ObservedState, in batch: inout RecordBatch) -> UInt32 {
    if let number = states[state] { return number }
    let number = UInt32(states.count)
    states[state] = number
    batch.newStates.append(state)
    return number
  }

  /// The template behind a signature, nil where it is new.
  @inline(__always)
  func template(_ signature: Signature, hash: UInt64) -> Int? {
    templateSignatures.number(of: signature.bytes, hash: hash)
  }

  @inline(__always)
  func scannedTemplate(_ number: Int) -> ScannedTemplate { scannedTemplates[number] }

  /// The number of the state behind a signature, nil where it is new.
  @inline(__always)
  func state(_ signature: Signature, hash: UInt64) -> UInt32? {
    stateSignatures.number(of: signature.bytes, hash: hash).map { scannedStates[$0] }
  }

  /// Learns what a signature of a request stands for.
  ///
  /// Of a field that was given twice the last value counts, as in JSON. Where the template's varying
  /// fields are not just the scanned ones, what the signature lacks may be shared, and it is not
  /// learned.
  mutating func learn(
    _ signature: Signature, template: RequestTemplate, number: UInt32, scannedNames: [String]
  ) {
    guard Set(scannedNames) == Set(template.varyingNames) else { return }
    let order = template.varyingNames.compactMap { scannedNames.lastIndex(of: $0) }
    templateSignatures.add(signature.bytes, hash: ByteInterner.hash(signature.bytes))
    scannedTemplates.append(ScannedTemplate(template: number, order: order))
  }

  mutating func learn(_ signature: Signature, state: UInt32) {
    stateSignatures.add(signature.bytes, hash: ByteInterner.hash(signature.bytes))
    scannedStates.append(state)
  }
}

import Billing

/// Fills batches with rows and other items, and numbers what rows share.
struct BatchBuilder {
  /// Texts and values of a batch beside its rows, in bytes, after which it is full.
  private static let heldLimitBytes = 16 << 20

  private(set) var batch = RecordBatch()
  private var parts: SharedParts
  private var isFirst = true
  private let rowLimit: Int
  private let partLimit: Int
  private var heldBytes = 0

  init(rowLimit: Int, partLimit: Int = SharedParts.defaultLimit) {
    self.rowLimit = rowLimit
    self.partLimit = partLimit
    parts = SharedParts(limit: partLimit)
  }

  var isFull: Bool {
    batch.rows.count >= rowLimit || batch.values.count + heldBytes >= BatchBuilder.heldLimitBytes
      || parts.isFull
  }

  /// Starts a new batch.
  mutating func start() {
    let last = batch
    batch = RecordBatch()
    heldBytes = 0
    batch.rows.reserveCapacity(last.rows.count)
    batch.values.reserveCapacity(last.values.count)
    if parts.isFull { parts = SharedParts(limit: partLimit) }
    batch.startsNumbersAnew = isFirst || parts.isEmpty
    isFirst = false
  }

  /// Adds what the careful parser has read.
  mutating func add(_ item: IntakeItem, from source: String) {
    if case .record(.task(let observation), let place) = item {
      add(observation, at: place, from: source)
    } else {
      heldBytes += item.heldBytes
      batch.otherItems.append((item, sourceIndex(source)))
    }
  }

  mutating func finish(_ source: RecordBatch.FinishedSource) {
    batch.finishedSources.append(source)
  }

  mutating func tell(readBytes: Int64) {
    batch.readBytes += readBytes
  }

  private mutating func sourceIndex(_ name: String) -> Int {
    if batch.sources.last != name { batch.sources.append(name) }
    return batch.sources.count - 1
  }

  private mutating func add(_ observation: Observation, at place: Place, from source: String) {
    let request = observation.request
    let valuesStart = batch.values.count
    batch.values.append(contentsOf: request.varyingValues.utf8)
    var oddID: Int32 = -1
    if let text = observation.id.oddText {
      oddID = Int32(batch.oddIDs.count)
      batch.oddIDs.append(text)
    }
    let template = parts.number(of: request.template, in: &batch)
    let state = parts.number(of: observation.observedState, in: &batch)
    batch.rows.append(
      ObservationRow(
        idHigh: observation.id.high, idLow: observation.id.low,
        createdAt: observation.createdAt?.nanoseconds ?? ObservationRow.unknown,
        endedAt: observation.endedAt?.nanoseconds ?? ObservationRow.unknown,
        seenAt: observation.seenAt?.nanoseconds ?? ObservationRow.unknown,
        template: template, state: state, valuesStart: UInt32(valuesStart),
        valuesCount: UInt32(batch.values.count - valuesStart), oddID: oddID,
        source: UInt32(sourceIndex(source)), line: place.line))
  }
}

extension BatchBuilder {
  /// Adds the task that a scanner has read; false where a part of it is new, so that it has to be
  /// decoded first.
  mutating func addTask(
    of scanner: TaskScanner, _ base: UnsafePointer<UInt8>, at place: Place, from source: String
  ) -> Bool {
    let requestHash = ByteInterner.hash(scanner.requestSignature.bytes)
    let stateHash = ByteInterner.hash(scanner.stateSignature.bytes)
    let task = scanner.task
    let id = UnsafeBufferPointer(start: base + task.id.start, count: task.id.count)
    guard let scanned = parts.template(scanner.requestSignature, hash: requestHash),
      let state = parts.state(scanner.stateSignature, hash: stateHash),
      let (high, low) = TaskID.canonicalUUID(id)
    else { return false }
    let template = parts.scannedTemplate(scanned)
    let valuesStart = batch.values.count
    for (position, index) in template.order.enumerated() {
      if position > 0 { batch.values.append(UInt8(ascii: ",")) }
      append(scanner.varyingValues[index], base)
    }
    batch.rows.append(
      ObservationRow(
        idHigh: high, idLow: low, createdAt: task.createdAt, endedAt: task.endedAt,
        seenAt: max(task.createdAt, task.startedAt, task.endedAt, task.deliveredAt),
        template: template.template, state: state, valuesStart: UInt32(valuesStart),
        valuesCount: UInt32(batch.values.count - valuesStart), oddID: -1,
        source: UInt32(sourceIndex(source)), line: place.line))
    return true
  }

  private mutating func append(
    _ value: ScannedTask.VaryingValue, _ base: UnsafePointer<UInt8>
  ) {
    switch value {
    case .zero: batch.values.append(UInt8(ascii: "0"))
    case .digits(let range):
      batch.values.append(
        contentsOf: UnsafeBufferPointer(start: base + range.start, count: range.count))
    case .length(let count): appendDigits(of: count)
    }
  }

  private mutating func appendDigits(of count: Int) {
    var divisor = 1
    while count / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      batch.values.append(UInt8(ascii: "0") + UInt8(count / divisor % 10))
      divisor /= 10
    }
  }

  /// Learns what the signatures of the scanned task stand for, which is the last row.
  mutating func learn(
    _ template: RequestTemplate, from scanner: TaskScanner, _ base: UnsafePointer<UInt8>
  ) {
    guard let row = batch.rows.last else { return }
    let request = scanner.requestSignature
    if parts.template(request, hash: ByteInterner.hash(request.bytes)) == nil {
      parts.learn(
        request, template: template, number: row.template, scannedNames: scanner.varyingNames(base))
    }
    let state = scanner.stateSignature
    if parts.state(state, hash: ByteInterner.hash(state.bytes)) == nil {
      parts.learn(state, state: row.state)
    }
  }
}

extension IntakeItem {
  /// About how much memory the item takes.
  fileprivate var heldBytes: Int {
    switch self {
    case .record(.historyPage(let page), _): 64 + page.entries.count * 256
    case .record: 256
    case .rejection(let rejection): 256 + rejection.text.utf8.count
    }
  }
}

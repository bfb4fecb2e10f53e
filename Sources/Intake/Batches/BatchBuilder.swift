import Domain

/// Fills batches with rows and other items, and numbers what rows share.
struct BatchBuilder {
  /// The size of a batch's texts and values, besides its rows, at which it is full.
  private static let heldLimitBytes = 16 << 20

  private(set) var batch = RecordBatch()
  private var parts: SharedParts
  private let rowLimit: Int
  /// The limit of the current batch: the first ones are shorter, so that the consumer can start
  /// early.
  private var batchRowLimit: Int
  private let partLimit: Int
  private var heldBytes = 0

  init(
    rowLimit: Int, firstRowLimit: Int? = nil, partLimit: Int = SharedParts.defaultLimit
  ) {
    self.rowLimit = rowLimit
    batchRowLimit = firstRowLimit ?? rowLimit
    self.partLimit = partLimit
    parts = SharedParts(limit: partLimit)
  }

  var isFull: Bool {
    batch.rows.count >= batchRowLimit
      || batch.values.count + heldBytes >= BatchBuilder.heldLimitBytes
      || parts.isFull
  }

  /// Starts a new batch.
  mutating func start() {
    let last = batch
    batch = RecordBatch()
    if !last.rows.isEmpty {
      batchRowLimit = batchRowLimit > rowLimit / 2 ? rowLimit : batchRowLimit * 2
    }
    heldBytes = 0
    batch.rows.reserveCapacity(last.rows.count)
    batch.values.reserveCapacity(last.values.count)
    if parts.isFull { parts = SharedParts(limit: partLimit) }
    batch.restartsNumbering = parts.isEmpty
  }

  /// Adds what the general parser has read.
  mutating func add(_ item: IntakeItem, from source: UInt32) {
    if case .record(.task(let observation), let place) = item {
      add(observation, at: place, from: source)
    } else {
      heldBytes += item.heldBytes
      batch.otherItems.append((item, Int(source)))
    }
  }

  mutating func finish(_ source: OpenSource) {
    if let finished = source.finished { finish(finished) }
  }

  mutating func finish(_ source: RecordBatch.FinishedSource) {
    batch.finishedSources.append(source)
  }

  mutating func note(_ file: UnreadFile) {
    batch.unreadFiles.append(file)
  }

  mutating func note(_ lines: SourceLines) {
    batch.lines.append(lines)
  }

  mutating func noteUnchangedSource() {
    batch.unchangedSources += 1
  }

  mutating func report(readBytes: Int64) {
    batch.readBytes += readBytes
  }

  /// The number of a source in this batch.
  mutating func number(ofSource name: String) -> UInt32 {
    batch.sources.append(name)
    return UInt32(batch.sources.count - 1)
  }

  private mutating func add(_ observation: Observation, at place: Place, from source: UInt32) {
    let request = observation.request
    let valuesStart = batch.values.count
    batch.values.append(contentsOf: request.varyingValues.utf8)
    let template = parts.number(of: request.template, in: &batch)
    let state = parts.number(of: observation.observedState, in: &batch)
    batch.rows.append(
      ObservationRow(
        idHigh: observation.id.high, idLow: observation.id.low,
        createdAt: observation.createdAt?.nanoseconds ?? ObservationRow.unknown,
        endedAt: observation.endedAt?.nanoseconds ?? ObservationRow.unknown,
        seenAt: observation.seenAt?.nanoseconds ?? ObservationRow.unknown,
        template: template, state: state, valuesStart: UInt32(valuesStart),
        valuesCount: UInt32(batch.values.count - valuesStart),
        nonUUIDIndex: nonUUIDIndex(of: observation.id),
        source: source, line: place.line))
  }

  @inline(__always)
  private mutating func nonUUIDIndex(of id: TaskID) -> Int32 {
    guard let text = id.nonUUIDText else { return -1 }
    batch.nonUUIDs.append(text)
    return Int32(batch.nonUUIDs.count - 1)
  }

  /// Adds the task that a scanner has read; false if its request has to be parsed.
  mutating func addTask(
    of scanner: TaskScanner, _ base: UnsafePointer<UInt8>, at place: Place, from source: UInt32
  ) -> Bool {
    guard let (request, template) = parts.template(of: scanner, in: &batch) else { return false }
    let state = parts.state(of: scanner, base, in: &batch)
    let valuesStart = batch.values.count
    switch parts.requests.order(ofRequest: request) {
    case .asScanned: addValues(of: scanner, in: 0..<scanner.varyingFields.count, base)
    case .permuted(let order): addValues(of: scanner, in: order, base)
    }
    let task = scanner.task
    let id = scanner.id(base)
    batch.rows.append(
      ObservationRow(
        idHigh: id.high, idLow: id.low, createdAt: task.createdAt, endedAt: task.endedAt,
        seenAt: max(task.createdAt, task.startedAt, task.endedAt, task.deliveredAt),
        template: template, state: state, valuesStart: UInt32(valuesStart),
        valuesCount: UInt32(batch.values.count - valuesStart), nonUUIDIndex: nonUUIDIndex(of: id),
        source: source, line: place.line))
    return true
  }

  /// Adds the values of varying fields in a given order.
  @inline(__always)
  private mutating func addValues(
    of scanner: TaskScanner, in order: some Sequence<Int>, _ base: UnsafePointer<UInt8>
  ) {
    let fields = scanner.varyingFields
    var isFirst = true
    for index in order {
      if !isFirst { batch.values.append(UInt8(ascii: ",")) }
      isFirst = false
      fields[index].write(to: &batch.values, base)
    }
  }
}

extension IntakeItem {
  /// Roughly how much memory the item takes.
  fileprivate var heldBytes: Int {
    switch self {
    case .record(.historyPage(let page), _): 64 + page.entries.count * 256
    case .record: 256
    case .rejection(let rejection), .waiting(let rejection): rejection.heldBytes
    }
  }
}

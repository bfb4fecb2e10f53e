/// How far a ``BatchReader`` has come.
struct BatchReading {
  private var queue: SourceQueue
  private var builder: BatchBuilder
  private var source: OpenSource?
  private let scanner = TaskScanner()
  /// Whether the source that ended last did so within a value or an array, or broke off.
  private(set) var isCutOff = false
  /// The lines of the source that ended last.
  private(set) var endedLineCount = 0

  init(_ queue: SourceQueue, builder: BatchBuilder) {
    (self.queue, self.builder) = (queue, builder)
  }

  /// Reads a source that is no file.
  mutating func open(
    _ bytes: any ByteSource, named name: String, valueLimitBytes: Int, isRestOverdue: Bool = false
  ) {
    source = OpenSource(
      name: name, file: nil, stamp: nil,
      values: ValueReader(bytes, scanner: scanner, valueLimitBytes: valueLimitBytes),
      isRestOverdue: isRestOverdue)
  }

  mutating func next() -> RecordBatch? {
    builder.start()
    fill()
    return builder.batch.isEmpty ? nil : builder.batch
  }

  private mutating func fill() {
    while !builder.isFull {
      if var open = source {
        source = nil
        let isEnded = read(&open)
        builder.tell(readBytes: open.untoldBytes())
        if isEnded { end(open) } else { source = open }
      } else if let step = queue.next(scanner: scanner) {
        take(step)
      } else {
        break
      }
    }
  }

  private mutating func end(_ open: OpenSource) {
    isCutOff = open.isBroken || open.values.isCutOff
    endedLineCount = open.values.window.line - 1
    // What was read of a file that could not be read to its end stays, but it is not imported.
    if let unread = open.unread { builder.note(unread) } else { builder.finish(open) }
  }

  private mutating func take(_ step: SourceQueue.Step) {
    switch step {
    case .read(let open): source = open
    case .unchanged: builder.noteUnchangedSource()
    case .recognised(let finished): builder.finish(finished)
    case .unreadable(let file): builder.note(file)
    }
  }

  /// Reads until the batch is full or the source ends; true at its end.
  private mutating func read(_ open: inout OpenSource) -> Bool {
    let source = builder.number(ofSource: open.name)
    let rowsBefore = builder.batch.rows.count
    defer { open.records += builder.batch.rows.count - rowsBefore }
    do throws(SourceError) {
      while !builder.isFull {
        switch try open.values.nextItem() {
        case nil: return true
        case .scannedTask(let place): addScannedTask(of: &open, at: place, from: source)
        case .framed(let framed): add(framed, of: &open, from: source)
        }
      }
      return false
    } catch {
      open.isBroken = true
      guard error.path == nil else {
        open.unread = UnreadFile(open.name, error)
        return true
      }
      open.records += 1
      builder.add(.rejection(open.values.rejectionOfUnread(error)), from: source)
      return true
    }
  }

  /// Adds the row of the task that the scanner has read, or that of the parser.
  @inline(__always)
  private mutating func addScannedTask(
    of open: inout OpenSource, at place: Place, from source: UInt32
  ) {
    guard let base = open.values.base,
      !builder.addTask(of: scanner, base, at: place, from: source)
    else { return }
    add(open.values.parsedLastValue(at: place), of: &open, from: source)
  }

  private mutating func add(
    _ framed: FramedValue, of open: inout OpenSource, from source: UInt32
  ) {
    for item in open.values.items(of: framed) {
      let item = open.isRestOverdue ? item.overdue : item
      if case .waiting = item { open.isWaiting = true }
      // Tasks are counted by their rows.
      if case .record(.task, _) = item {} else { open.records += item.recordCount }
      builder.add(item, from: source)
    }
  }
}

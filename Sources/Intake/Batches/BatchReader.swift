package import Domain

/// Reads sources one after another into batches: tasks of the usual form in one pass over their
/// bytes, anything else through the general parser, with the same result.
///
/// Memory holds a batch and a window of the source, however long the input is.
package struct BatchReader {
  /// Rows of a batch.
  ///
  /// Larger batches rewrite fewer pages, smaller ones use less memory.
  package static let defaultRowLimit = 32_768
  private static let firstRowLimit = 4096

  private var queue: SourceQueue
  private var builder: BatchBuilder
  private var source: OpenSource?
  /// Whose answers the source has.
  private var account: SourceAccount?
  private let scanner = TaskScanner()
  private let accounts: AccountDirectory

  /// A reader of files one after another.
  ///
  /// - Parameters:
  ///   - entries: The files.
  ///   - accounts: The accounts that their answers may be of.
  ///   - known: Those that can be skipped.
  ///   - isHashed: Whether later imports should recognize their content.
  ///   - rowLimit: The rows of a batch.
  package init(
    _ entries: [InputFiles.Entry], accounts: AccountDirectory = .none,
    known: KnownSources = KnownSources(), isHashed: Bool = true,
    rowLimit: Int = BatchReader.defaultRowLimit
  ) {
    self.accounts = accounts
    queue = SourceQueue(entries, known: known, isHashed: isHashed)
    builder = BatchBuilder(
      rowLimit: rowLimit, firstRowLimit: min(rowLimit, BatchReader.firstRowLimit))
  }

  /// A reader of bytes in memory.
  package init(_ bytes: [UInt8], named name: String, chunkSizeBytes: Int = 1 << 20) {
    self.init(MemorySource(bytes, chunkSizeBytes: chunkSizeBytes), named: name)
  }

  /// A reader of one source that is not a file.
  init(
    _ bytes: any ByteSource, named name: String, rowLimit: Int = BatchReader.defaultRowLimit,
    firstRowLimit: Int? = nil, partLimit: Int = SharedParts.defaultLimit,
    valueLimitBytes: Int = AnswerReader.defaultValueLimitBytes
  ) {
    accounts = .none
    queue = SourceQueue([], known: KnownSources())
    builder = BatchBuilder(rowLimit: rowLimit, firstRowLimit: firstRowLimit, partLimit: partLimit)
    source = OpenSource(
      name: name, file: nil, stamp: nil,
      answers: AnswerReader(
        ContentSource(bytes), scanner: scanner, valueLimitBytes: valueLimitBytes))
  }

  /// The next batch; nil at the end.
  package mutating func next() -> RecordBatch? {
    builder.start()
    fill()
    return builder.batch.isEmpty ? nil : builder.batch
  }

  private mutating func fill() {
    while !builder.isFull {
      if var open = source {
        source = nil
        let isEnded = read(&open)
        builder.report(readBytes: open.unreportedBytes())
        if isEnded { end(open) } else { source = open }
      } else if let step = queue.next(scanner: scanner) {
        take(step)
      } else {
        break
      }
    }
  }

  private mutating func end(_ open: OpenSource) {
    // What was read of a file before it failed stays, but the file does not count as imported.
    if let unread = open.unread { builder.note(unread) } else { builder.finish(open) }
    builder.note(open.lines)
  }

  private mutating func take(_ step: SourceQueue.Step) {
    switch step {
    case .read(let open):
      source = open
      account = SourceAccount(of: open.name, in: accounts)
      scanner.assign(to: account?.name)
    case .unchanged: builder.noteUnchangedSource()
    case .recognized(let finished): builder.finish(finished)
    case .unreadable(let file): builder.note(file)
    }
  }

  /// Reads until the batch is full or the source ends; returns true at its end.
  private mutating func read(_ open: inout OpenSource) -> Bool {
    let source = builder.number(ofSource: open.name)
    let rowsBefore = builder.batch.rows.count
    defer { open.records += builder.batch.rows.count - rowsBefore }
    do throws(SourceError) {
      while !builder.isFull {
        switch try open.answers.step() {
        case nil: return true
        case .scannedTask(let place): addScannedTask(of: &open, at: place, from: source)
        case .items:
          while let item = open.answers.takeItem() { add(item, of: &open, from: source) }
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
      builder.add(.rejection(open.answers.rejectionOfUnread(error)), from: source)
      return true
    }
  }

  /// Adds the row of the task read by the scanner or the parser.
  @inline(__always)
  private mutating func addScannedTask(
    of open: inout OpenSource, at place: Place, from source: UInt32
  ) {
    guard let base = open.answers.base,
      !builder.addTask(of: scanner, base, at: place, from: source)
    else { return }
    for item in open.answers.itemsOfLastValue(at: place) { add(item, of: &open, from: source) }
  }

  private mutating func add(
    _ item: IntakeItem, of open: inout OpenSource, from source: UInt32
  ) {
    let overdue = open.isRestOverdue ? item.overdue : item
    let item = account?.assigned(to: overdue) ?? overdue
    if case .waiting = item { open.isWaiting = true }
    // Tasks are counted as rows.
    if case .record(.task, _) = item {} else { open.records += item.recordCount }
    builder.add(item, from: source)
  }
}

/// The batches of a ``BatchReader``, read and sorted on a separate thread, so that reading and
/// writing overlap.
package final class PrefetchedBatches: Sendable {
  /// The most batches waiting to be consumed.
  private static let waitingBatches = 2

  private let batches: Prefetched<RecordBatch, Never>

  /// Reads files ahead.
  ///
  /// - Parameters:
  ///   - entries: The files.
  ///   - accounts: The accounts that their answers may be of.
  ///   - known: Those that can be skipped.
  ///   - isHashed: Whether later imports should recognize their content.
  ///   - rowLimit: The rows of a batch.
  ///   - day: The accounting day of a moment in nanoseconds since 1970, by which rows are sorted.
  package init(
    _ entries: [InputFiles.Entry], accounts: AccountDirectory = .none,
    known: KnownSources = KnownSources(), isHashed: Bool = true,
    rowLimit: Int = BatchReader.defaultRowLimit, sortedBy day: @escaping @Sendable (Int64) -> Int64
  ) {
    var reader = BatchReader(
      entries, accounts: accounts, known: known, isHashed: isHashed, rowLimit: rowLimit)
    batches = Prefetched(capacity: PrefetchedBatches.waitingBatches) {
      () throws(Never) -> RecordBatch? in
      var batch = reader.next()
      batch?.sortRows(by: day)
      return batch
    }
  }

  /// Waits for the next batch; nil at the end.
  package func next() -> RecordBatch? {
    batches.next()
  }
}

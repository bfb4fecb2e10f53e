import Billing

/// Reads sources one after another into batches: tasks of the usual form as rows of numbers, by one
/// pass over their bytes, and whatever else through the careful parser, with the same result.
///
/// Memory holds a batch and a window of the source, however long the input is.
package final class BatchReader {
  /// Rows of a batch.
  ///
  /// Larger batches write fewer pages twice, smaller ones hold less memory.
  package static let defaultRowLimit = 32_768

  private var queue: SourceQueue
  private var open: OpenSource?
  private var builder: BatchBuilder
  private let scanner = TaskScanner()
  /// Why a file could not be opened, told after what was read before it.
  private var failure: SourceError?
  /// Bytes read from the open file that a batch has told already.
  private var toldBytes: Int64 = 0

  package init(
    _ entries: [InputFiles.Entry], known: KnownSources = KnownSources(),
    rowLimit: Int = BatchReader.defaultRowLimit
  ) {
    queue = SourceQueue(entries, known: known)
    builder = BatchBuilder(rowLimit: rowLimit)
  }

  /// A reader of one source that is no file.
  init(
    _ source: any ByteSource, named name: String, rowLimit: Int = BatchReader.defaultRowLimit,
    partLimit: Int = SharedParts.defaultLimit,
    valueLimitBytes: Int = ValueReader.defaultValueLimitBytes
  ) {
    queue = SourceQueue([], known: KnownSources())
    builder = BatchBuilder(rowLimit: rowLimit, partLimit: partLimit)
    open = OpenSource(
      name: name, file: nil, stamp: nil,
      values: ValueReader(
        GzipSource(source), scanner: scanner, valueLimitBytes: valueLimitBytes))
  }

  /// The next batch; nil at the end.
  ///
  /// - Throws: ``SourceError`` for a file that cannot be opened; the next call goes on behind it.
  package func next() throws(SourceError) -> RecordBatch? {
    builder.start()
    if failure == nil { fill() }
    guard builder.batch.isEmpty else { return builder.batch }
    guard let failure else { return nil }
    self.failure = nil
    throw failure
  }

  private func fill() {
    do throws(SourceError) {
      while !builder.isFull {
        if open != nil {
          readItem()
        } else if let step = try queue.next(scanner: scanner) {
          take(step)
        } else {
          break
        }
      }
    } catch {
      failure = error
    }
    tellBytes()
  }

  private func take(_ step: SourceQueue.Step) {
    switch step {
    case .read(let source): open = source
    case .recognised(let source): builder.finish(source)
    }
  }

  private func readItem() {
    guard let source = open?.name else { return }
    do throws(SourceError) {
      switch try open?.values.nextItem() {
      case nil: finishSource(isWhole: true)
      case .scannedTask(let place): addScannedTask(at: place, from: source)
      case .framed(let framed): add(framed, from: source)
      }
    } catch {
      if let rejection = open?.values.rejectionOfUnread(error) {
        builder.add(.rejection(rejection), from: source)
      }
      finishSource(isWhole: false)
    }
  }

  private func add(_ framed: FramedValue, from source: String) {
    guard let values = open?.values else { return }
    for item in values.items(of: framed) { builder.add(item, from: source) }
  }

  /// Adds the row of the task that the scanner has read.
  ///
  /// What is new of it is decoded once by the parser, and learned.
  private func addScannedTask(at place: Place, from source: String) {
    guard let values = open?.values, let base = values.bytes.baseAddress,
      !builder.addTask(of: scanner, base, at: place, from: source)
    else { return }
    let items = values.items(of: values.parsedLastValue(at: place))
    for item in items { builder.add(item, from: source) }
    if case .record(.task(let observation), _)? = items.first {
      builder.learn(observation.request.template, from: scanner, base)
    }
  }

  private func finishSource(isWhole: Bool) {
    tellBytes()
    if let source = open?.finished(isWhole: isWhole) { builder.finish(source) }
    open = nil
    toldBytes = 0
  }

  private func tellBytes() {
    guard let file = open?.file else { return }
    let bytes = file.sizeBytes
    builder.tell(readBytes: bytes - toldBytes)
    toldBytes = bytes
  }
}

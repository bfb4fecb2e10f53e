/// Reads sources one after another into batches: tasks of the usual form as rows of numbers, by one
/// pass over their bytes, and whatever else through the careful parser, with the same result.
///
/// Memory holds a batch and a window of the source, however long the input is.
package final class BatchReader {
  /// Rows of a batch.
  ///
  /// Larger batches write fewer pages twice, smaller ones hold less memory.
  package static let defaultRowLimit = 32_768
  private static let firstRowLimit = 4096

  /// One value, so that the checks of a class's members are made once for a batch.
  private var reading: BatchReading

  package init(
    _ entries: [InputFiles.Entry], known: KnownSources = KnownSources(),
    rowLimit: Int = BatchReader.defaultRowLimit
  ) {
    reading = BatchReading(
      SourceQueue(entries, known: known),
      builder: BatchBuilder(
        rowLimit: rowLimit, firstRowLimit: min(rowLimit, BatchReader.firstRowLimit)))
  }

  /// A reader of one source that is no file.
  init(
    _ source: any ByteSource, named name: String, rowLimit: Int = BatchReader.defaultRowLimit,
    firstRowLimit: Int? = nil, partLimit: Int = SharedParts.defaultLimit,
    valueLimitBytes: Int = ValueReader.defaultValueLimitBytes
  ) {
    reading = BatchReading(
      SourceQueue([], known: KnownSources()),
      builder: BatchBuilder(
        rowLimit: rowLimit, firstRowLimit: firstRowLimit, partLimit: partLimit))
    reading.open(GzipSource(source), named: name, valueLimitBytes: valueLimitBytes)
  }

  /// A reader of a part of an input, in short batches that stay in the processor's caches.
  init(_ source: any ByteSource, of part: InputPart) {
    reading = BatchReading(
      SourceQueue([], known: KnownSources()),
      builder: BatchBuilder(rowLimit: BatchReader.cachedRowLimit))
    reading.open(
      source, named: part.name, valueLimitBytes: ValueReader.defaultValueLimitBytes,
      isRestOverdue: !part.entry.canGrow)
  }

  private static let cachedRowLimit = 2048

  /// Whether the source that ended last did so within a value or an array, or broke off.
  var isCutOff: Bool { reading.isCutOff }
  /// The lines of the source that ended last.
  var endedLineCount: Int { reading.endedLineCount }

  /// The next batch; nil at the end.
  package func next() -> RecordBatch? {
    reading.next()
  }
}

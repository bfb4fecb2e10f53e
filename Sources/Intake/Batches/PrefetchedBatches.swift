/// The batches of a ``BatchReader``, read and sorted on a thread of its own, so that reading and
/// writing overlap.
package final class PrefetchedBatches: Sendable {
  /// Batches that wait to be taken.
  private static let waitingBatches = 2

  private let batches: Prefetched<RecordBatch, Never>

  /// Reads files ahead.
  ///
  /// - Parameters:
  ///   - entries: The files.
  ///   - known: Those that need not be read.
  ///   - rowLimit: The rows of a batch.
  ///   - day: The accounting day of a moment in nanoseconds since 1970, by which rows are sorted.
  package init(
    _ entries: [InputFiles.Entry], known: KnownSources = KnownSources(),
    rowLimit: Int = BatchReader.defaultRowLimit, sortedBy day: @escaping @Sendable (Int64) -> Int64
  ) {
    let reader = BatchReader(entries, known: known, rowLimit: rowLimit)
    batches = Prefetched(capacity: PrefetchedBatches.waitingBatches) {
      () throws(Never) -> RecordBatch? in
      var batch = reader.next()
      batch?.sortRows(by: day)
      return batch
    }
  }

  /// The next batch, for which it waits; nil at the end.
  package func next() -> RecordBatch? {
    batches.next()
  }
}

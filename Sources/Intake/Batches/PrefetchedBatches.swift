/// The batches of a ``BatchReader`` on a thread of its own, so that reading and writing overlap.
package final class PrefetchedBatches: Sendable {
  /// Batches that wait to be taken.
  private static let waitingBatches = 2

  private let batches: Prefetched<RecordBatch, SourceError>

  package init(
    _ entries: [InputFiles.Entry], known: KnownSources = KnownSources(),
    rowLimit: Int = BatchReader.defaultRowLimit
  ) {
    let reader = BatchReader(entries, known: known, rowLimit: rowLimit)
    batches = Prefetched(capacity: PrefetchedBatches.waitingBatches) {
      () throws(SourceError) -> RecordBatch? in
      try reader.next()
    }
  }

  /// The next batch, for which it waits; nil at the end.
  ///
  /// - Throws: ``SourceError`` for a file that cannot be opened, which ends the batches.
  package func next() throws(SourceError) -> RecordBatch? {
    try batches.next()
  }
}

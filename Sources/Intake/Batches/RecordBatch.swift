package import Domain

/// Records of one or more sources in order, to be written in one transaction.
package struct RecordBatch: Sendable {
  /// The result of reading a source.
  package struct Reading: Hashable, Sendable {
    /// Records found, including unreadable ones.
    package let records: Int
    /// Whether the source ends in mid-record, because the rest may still be being written.
    package let isWaiting: Bool
    /// The first bytes of the content; nil if it is not a file and so cannot grow.
    package let head: [UInt8]?

    package init(records: Int, isWaiting: Bool, head: [UInt8]?) {
      (self.records, self.isWaiting, self.head) = (records, isWaiting, head)
    }
  }

  /// A source that was read to its end, or recognized.
  package struct FinishedSource: Hashable, Sendable {
    package let name: String
    package let sha256: String
    package let sizeBytes: Int64
    /// Nil if it is not a regular file.
    package let stamp: FileStamp?
    /// Whether it was imported before and skipped.
    package let isRecognized: Bool
    /// Nil if it was not read, or not counted.
    package let reading: Reading?

    package init(
      name: String, sha256: String, sizeBytes: Int64, stamp: FileStamp?, isRecognized: Bool,
      reading: Reading? = nil
    ) {
      self.name = name
      self.sha256 = sha256
      self.sizeBytes = sizeBytes
      self.stamp = stamp
      self.isRecognized = isRecognized
      self.reading = reading
    }
  }

  /// Whether the numbering of templates and states restarts with this batch.
  package var restartsNumbering = false
  /// The templates and states that this batch adds to those of the batches before.
  package var newTemplates: [RequestTemplate] = []
  package var newStates: [ObservedState] = []

  package var rows: [ObservationRow] = []
  /// The accounting day of each row; empty until the rows are sorted by it.
  package internal(set) var days: [Int64] = []
  /// The values of the rows' varying fields, one after another: `37,-1`.
  package var values: [UInt8] = []
  package var nonUUIDs: [String] = []
  /// The names of the sources of rows and other items.
  package var sources: [String] = []

  /// Everything other than tasks, with the index of its source.
  package var otherItems: [(item: IntakeItem, source: Int)] = []
  package var finishedSources: [FinishedSource] = []
  /// Files already imported in their current state, and not opened again.
  package var unchangedSources = 0
  /// Files that could not be opened or fully read.
  package var unreadFiles: [UnreadFile] = []
  /// The lines of the sources that were read to their end.
  package var lines: [SourceLines] = []
  /// Bytes read from files for this batch.
  package var readBytes: Int64 = 0

  package init() {}

  /// Whether there is nothing to write.
  package var isBlank: Bool { rows.isEmpty && otherItems.isEmpty && finishedSources.isEmpty }

  package var isEmpty: Bool {
    isBlank && unchangedSources == 0 && unreadFiles.isEmpty && lines.isEmpty
  }

  /// The text of a row's varying values.
  package func values(of row: ObservationRow) -> ArraySlice<UInt8> {
    values[Int(row.valuesStart)..<Int(row.valuesStart + row.valuesCount)]
  }

  package func id(of row: ObservationRow) -> TaskID {
    TaskID(
      high: row.idHigh, low: row.idLow,
      nonUUIDText: row.nonUUIDIndex < 0 ? nil : nonUUIDs[Int(row.nonUUIDIndex)])
  }
}

extension RecordBatch {
  /// The sort key of rows.
  private struct Key: Comparable {
    let day: Int64
    let idHigh: Int64
    let idLow: Int64
    let index: Int

    static func < (left: Key, right: Key) -> Bool {
      if left.day != right.day { return left.day < right.day }
      if left.idHigh != right.idHigh { return left.idHigh < right.idHigh }
      return left.idLow == right.idLow ? left.index < right.index : left.idLow < right.idLow
    }
  }

  /// Whether the rows are in ledger key order.
  package var isSorted: Bool { days.count == rows.count }

  /// Sorts the rows in the ledger's order: by accounting day and both halves of the id, as signed
  /// numbers; rows of one task stay in reading order.
  ///
  /// This is done on the reading thread, since the writing one is busier.
  ///
  /// - Parameter day: The accounting day of a moment in nanoseconds since 1970, and of
  ///   ``ObservationRow/unknown``.
  package mutating func sortRows(by day: (Int64) -> Int64) {
    var keys = rows.enumerated().map { index, row in
      Key(
        day: day(row.createdAt), idHigh: Int64(bitPattern: row.idHigh),
        idLow: Int64(bitPattern: row.idLow), index: index)
    }
    keys.sort()
    days = keys.map(\.day)
    rows = rows.withUnsafeBufferPointer { rows in keys.map { rows[$0.index] } }
  }
}

extension RecordBatch {
  /// Removes sorted rows for which a closure returns true, given their accounting day and the batch.
  package mutating func removeRows(
    where isRemoved: (ObservationRow, Int64, RecordBatch) throws -> Bool
  ) rethrows {
    var kept: [Int] = []
    for (index, row) in rows.enumerated() where try !isRemoved(row, days[index], self) {
      kept.append(index)
    }
    guard kept.count < rows.count else { return }
    (rows, days) = (kept.map { rows[$0] }, kept.map { days[$0] })
  }
}

/// An observation as a dozen numbers: what tasks share is in the batch's tables once.
package struct ObservationRow: Sendable {
  /// Marks an unknown time.
  package static let unknown = Int64.min

  package var idHigh: UInt64
  package var idLow: UInt64
  /// Nanoseconds since 1970, like the other times.
  package var createdAt: Int64
  package var endedAt: Int64
  /// The latest moment after which the record was provably written.
  package var seenAt: Int64
  /// The number of its request's template.
  package var template: UInt32
  /// The number of its state.
  package var state: UInt32
  /// Where the values of its varying fields start in the batch, and their length in bytes.
  package var valuesStart: UInt32
  package var valuesCount: UInt32
  /// The index in ``RecordBatch/nonUUIDs`` of an id that is not a canonical UUID, otherwise −1.
  package var nonUUIDIndex: Int32
  /// The index in ``RecordBatch/sources``.
  package var source: UInt32
  package var line: Int
}

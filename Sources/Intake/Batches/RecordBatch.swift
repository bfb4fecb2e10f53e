package import Domain

/// Records of one or several sources in their order, as they are written in one transaction.
package struct RecordBatch: Sendable {
  /// What the reading of a source came to.
  package struct Reading: Hashable, Sendable {
    /// Records that were found, those that could not be read among them.
    package let records: Int
    /// Whether the source ends with half a record, whose rest may still be written.
    package let isWaiting: Bool
    /// The first bytes of the content; nil of what is no file, so that nothing goes on in it later.
    package let head: [UInt8]?

    package init(records: Int, isWaiting: Bool, head: [UInt8]?) {
      (self.records, self.isWaiting, self.head) = (records, isWaiting, head)
    }
  }

  /// A source that was read to its end, or recognised.
  package struct FinishedSource: Hashable, Sendable {
    package let name: String
    package let sha256: String
    package let sizeBytes: Int64
    /// Nil for what is no regular file.
    package let stamp: FileStamp?
    /// Whether it was imported before, and was not read again.
    package let isRecognised: Bool
    /// Nil where it was not read, or not counted.
    package let reading: Reading?

    package init(
      name: String, sha256: String, sizeBytes: Int64, stamp: FileStamp?, isRecognised: Bool,
      reading: Reading? = nil
    ) {
      self.name = name
      self.sha256 = sha256
      self.sizeBytes = sizeBytes
      self.stamp = stamp
      self.isRecognised = isRecognised
      self.reading = reading
    }
  }

  /// Whether the numbers of templates and states begin anew with this batch.
  package var startsNumbersAnew = false
  /// The templates and states that this batch adds to those of the batches before.
  package var newTemplates: [RequestTemplate] = []
  package var newStates: [ObservedState] = []

  package var rows: [ObservationRow] = []
  /// The accounting day of each row; empty until the rows are sorted by it.
  package internal(set) var days: [Int64] = []
  /// The values of the rows' varying fields, one after another: `37,-1`.
  package var values: [UInt8] = []
  package var oddIDs: [String] = []
  /// The names of the sources of the rows and other items.
  package var sources: [String] = []

  /// What is no task, with the index of its source.
  package var otherItems: [(item: IntakeItem, source: Int)] = []
  package var finishedSources: [FinishedSource] = []
  /// Files that were imported as they stand, and were not opened again.
  package var unchangedSources = 0
  /// Files that could not be opened, or not be read to their end.
  package var unreadFiles: [UnreadFile] = []
  /// Bytes read from files for this batch.
  package var readBytes: Int64 = 0

  package init() {}

  /// Whether there is nothing to write.
  package var isBlank: Bool { rows.isEmpty && otherItems.isEmpty && finishedSources.isEmpty }

  package var isEmpty: Bool { isBlank && unchangedSources == 0 && unreadFiles.isEmpty }

  /// The text of a row's varying values.
  package func values(of row: ObservationRow) -> ArraySlice<UInt8> {
    values[Int(row.valuesStart)..<Int(row.valuesStart + row.valuesCount)]
  }

  package func id(of row: ObservationRow) -> TaskID {
    TaskID(
      high: row.idHigh, low: row.idLow,
      oddText: row.oddID < 0 ? nil : oddIDs[Int(row.oddID)])
  }
}

/// An observation as a dozen numbers: what tasks share stands once in the batch's tables.
package struct ObservationRow: Sendable {
  /// Stands for a time that is not known.
  package static let unknown = Int64.min

  package var idHigh: UInt64
  package var idLow: UInt64
  /// Nanoseconds since 1970, like the other times.
  package var createdAt: Int64
  package var endedAt: Int64
  /// The latest moment that the record proves it was made after.
  package var seenAt: Int64
  /// The number of its request's template.
  package var template: UInt32
  /// The number of its state.
  package var state: UInt32
  /// Where the values of its varying fields begin in the batch, and their length in bytes.
  package var valuesStart: UInt32
  package var valuesCount: UInt32
  /// The index in ``RecordBatch/oddIDs`` of an id that is no canonical UUID, else −1.
  package var oddID: Int32
  /// The index in ``RecordBatch/sources``.
  package var source: UInt32
  package var line: Int
}

package import Billing

/// Records of one or several sources in their order, as they are written in one transaction.
package struct RecordBatch: Sendable {
  /// A source that was read to its end, or recognised.
  package struct FinishedSource: Hashable, Sendable {
    package let name: String
    package let sha256: String
    package let sizeBytes: Int64
    /// Nil for what is no regular file.
    package let stamp: FileStamp?
    /// Whether it was imported before, and was not read again.
    package let isRecognised: Bool
  }

  /// Whether the numbers of templates and states begin anew with this batch.
  package var startsNumbersAnew = false
  /// The templates and states that this batch adds to those of the batches before.
  package var newTemplates: [RequestTemplate] = []
  package var newStates: [ObservedState] = []

  package var rows: [ObservationRow] = []
  /// The values of the rows' varying fields, one after another: `37,-1`.
  package var values: [UInt8] = []
  package var oddIDs: [String] = []
  /// The names of the sources of the rows and other items.
  package var sources: [String] = []

  /// What is no task, with the index of its source.
  package var otherItems: [(item: IntakeItem, source: Int)] = []
  package var finishedSources: [FinishedSource] = []
  /// Bytes read from files for this batch.
  package var readBytes: Int64 = 0

  package init() {}

  package var isEmpty: Bool { rows.isEmpty && otherItems.isEmpty && finishedSources.isEmpty }

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

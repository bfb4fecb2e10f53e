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

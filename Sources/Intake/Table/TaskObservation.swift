/// An observation in an ``ObservationTable``: a task in one state, in 64 bytes.
///
/// The times are nanoseconds since 1970, or ``ObservationRow/unknown``.
package struct TaskObservation: Sendable {
  package var idHigh: UInt64
  package var idLow: UInt64
  package var createdAt: Int64
  package var endedAt: Int64
  package var seenAt: Int64
  /// The number of its request's template in the table.
  package var template: UInt32
  /// The number of its state in the table.
  package var state: UInt32
  /// Where the values of its varying fields begin in the table, and their length in bytes.
  var valuesStart: UInt64
  var valuesCount: UInt32
  /// Whether its task has further observations, none of which says all that the others do.
  package var hasMore: Bool
}

extension TaskObservation {
  mutating func setRequest(of other: TaskObservation) {
    template = other.template
    (valuesStart, valuesCount) = (other.valuesStart, other.valuesCount)
  }
}

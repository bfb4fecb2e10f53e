package import Domain

/// The observations of any number of sources, of each task only what is needed to know it: almost
/// always a single one, the latest.
///
/// A task takes 64 bytes, the text of its varying values, and 13 to 26 bytes of an index by its id.
/// One thread uses the table at a time.
package final class ObservationTable: @unchecked Sendable {
  /// One value, so that the checks of a class's members are made once for a batch.
  private var store = ObservationStore()

  package init() {}

  /// The number of tasks.
  package var count: Int { store.count }

  package var templates: [RequestTemplate] { store.templates }
  package var states: [ObservedState] { store.states }

  /// Whether any id is no canonical UUID.
  package var hasOddIDs: Bool { !store.oddIDs.isEmpty }

  /// Two task ids that are no UUIDs and have the same fingerprint, if any.
  package var sameFingerprint: (first: String, second: String)? { store.oddIDs.sameFingerprint }

  /// Adds the tasks of the next batch of a reader.
  package func add(_ batch: RecordBatch) {
    store.add(batch)
  }

  /// Adds the tasks of another table.
  package func add(_ other: ObservationTable) {
    store.add(other.store)
  }

  /// Gives one observation of each task, in blocks with the number of their first one.
  package func forEachBlock(
    _ body: (_ first: Int, UnsafeBufferPointer<TaskObservation>) throws -> Void
  ) rethrows {
    try store.observations.forEachBlock(body)
  }

  /// An observation of a task, by the task's number from 0 on.
  package subscript(number: Int) -> TaskObservation { store.observations[number] }

  /// All observations of a task that are needed to know it.
  package func all(ofTask number: Int) -> [TaskObservation] { store.all(ofTask: number) }

  /// The text of the varying values of an observation.
  package func values(of observation: TaskObservation) -> ArraySlice<UInt8> {
    store.values(of: observation)
  }

  /// The id of an observation's task where it is no canonical UUID.
  package func oddID(of observation: TaskObservation) -> String? {
    store.oddIDs[observation.idHigh, observation.idLow]
  }
}

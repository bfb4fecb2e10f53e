package import Billing

/// The observations of any number of sources, of each task only what is needed to know it: almost
/// always a single one, the latest.
///
/// A task takes 64 bytes, the text of its varying values, and 13 to 26 bytes of an index by its id.
/// One thread uses the table at a time.
package final class ObservationTable: @unchecked Sendable {
  private var observations = ObservationBlocks()
  private var index = IDIndex()
  private var values: [UInt8] = []
  /// The further observations of the few tasks of which none says all that the others do.
  private var further: [Int: [TaskObservation]] = [:]
  private var oddIDs = OddIDs()

  package private(set) var templates: [RequestTemplate] = []
  package private(set) var states: [ObservedState] = []
  private var templateNumbers: [RequestTemplate: UInt32] = [:]
  private var stateNumbers: [ObservedState: UInt32] = [:]
  private var order = ObservationOrder()

  /// The numbers in this table of the templates and states of the batches that are being added.
  private var numbers = BatchNumbers()

  private struct BatchNumbers {
    var templates: [UInt32] = []
    var states: [UInt32] = []
  }

  package init() {}

  /// The number of tasks.
  package var count: Int { observations.count }

  /// Two task ids that are no UUIDs and have the same fingerprint, if any.
  package var sameFingerprint: (first: String, second: String)? { oddIDs.sameFingerprint }

  /// An observation of a task, by its number from 0 on.
  @inline(__always)
  package subscript(index: Int) -> TaskObservation { observations[index] }

  /// All observations of a task that are needed to know it.
  package func all(ofTask index: Int) -> [TaskObservation] {
    [observations[index]] + (further[index] ?? [])
  }

  /// The text of the varying values of an observation.
  package func values(of observation: TaskObservation) -> ArraySlice<UInt8> {
    let start = Int(observation.valuesStart)
    return values[start..<start + Int(observation.valuesCount)]
  }

  /// The id of an observation's task where it is no canonical UUID.
  package func oddID(of observation: TaskObservation) -> String? {
    oddIDs.isEmpty ? nil : oddIDs[observation.idHigh, observation.idLow]
  }

  package func hasOddID(_ observation: TaskObservation) -> Bool { oddID(of: observation) != nil }
}

extension ObservationTable {
  /// Adds the tasks of the next batch of a reader.
  package func add(_ batch: RecordBatch) {
    if batch.startsNumbersAnew { numbers = BatchNumbers() }
    numbers.templates += batch.newTemplates.map(number(of:))
    numbers.states += batch.newStates.map(number(of:))
    batch.values.withUnsafeBufferPointer { values in
      for row in batch.rows {
        if row.oddID >= 0 {
          oddIDs.add(batch.oddIDs[Int(row.oddID)], row.idHigh, row.idLow)
        }
        add(
          TaskObservation(
            idHigh: row.idHigh, idLow: row.idLow, createdAt: row.createdAt, endedAt: row.endedAt,
            seenAt: row.seenAt, template: numbers.templates[Int(row.template)],
            state: numbers.states[Int(row.state)], valuesStart: UInt64(row.valuesStart),
            valuesCount: row.valuesCount, hasMore: false),
          values: values)
      }
    }
  }

  /// Adds the tasks of another table.
  package func add(_ other: ObservationTable) {
    let templates = other.templates.map(number(of:))
    let states = other.states.map(number(of:))
    oddIDs.add(other.oddIDs)
    other.values.withUnsafeBufferPointer { values in
      for task in 0..<other.count {
        let first = other.observations[task]
        for observation in first.hasMore ? other.all(ofTask: task) : [first] {
          var observation = observation
          observation.template = templates[Int(observation.template)]
          observation.state = states[Int(observation.state)]
          observation.hasMore = false
          add(observation, values: values)
        }
      }
    }
  }

  private func number(of template: RequestTemplate) -> UInt32 {
    if let number = templateNumbers[template] { return number }
    let number = UInt32(templates.count)
    templateNumbers[template] = number
    templates.append(template)
    order.add(template)
    return number
  }

  private func number(of state: ObservedState) -> UInt32 {
    if let number = stateNumbers[state] { return number }
    let number = UInt32(states.count)
    stateNumbers[state] = number
    states.append(state)
    order.add(state)
    return number
  }

  /// Adds an observation, whose varying values stand among those given.
  @inline(__always)
  private func add(_ observation: TaskObservation, values: UnsafeBufferPointer<UInt8>) {
    let known = index.number(
      ofHash: IDIndex.hash(observation.idHigh, observation.idLow), orAdd: count
    ) { number in
      let other = observations[number]
      return other.idHigh == observation.idHigh && other.idLow == observation.idLow
    }
    if let known {
      merge(observation, values: values, into: known)
    } else {
      observations.append(kept(observation, values: values))
    }
  }

  /// The observation with its values in this table.
  @inline(__always)
  private func kept(
    _ observation: TaskObservation, values source: UnsafeBufferPointer<UInt8>
  ) -> TaskObservation {
    var kept = observation
    kept.valuesStart = UInt64(values.count)
    let start = Int(observation.valuesStart)
    values.append(
      contentsOf: UnsafeBufferPointer(
        rebasing: source[start..<start + Int(observation.valuesCount)]))
    return kept
  }

  /// Keeps of two observations of a task the one that says all that both say, else both.
  private func merge(
    _ new: TaskObservation, values source: UnsafeBufferPointer<UInt8>, into task: Int
  ) {
    let start = Int(new.valuesStart)
    let newValues = source[start..<start + Int(new.valuesCount)]
    for (place, old) in all(ofTask: task).enumerated() {
      let hasSameValues = newValues.elementsEqual(values(of: old))
      if order.includes(old, new, hasSameValues: hasSameValues) { return }
      guard order.includes(new, old, hasSameValues: hasSameValues) else { continue }
      var kept = kept(new, values: source)
      kept.hasMore = observations[task].hasMore
      if place == 0 { observations[task] = kept } else { further[task]?[place - 1] = kept }
      return
    }
    observations[task].hasMore = true
    further[task, default: []].append(kept(new, values: source))
  }
}

import Domain

/// What an ``ObservationTable`` holds.
struct ObservationStore: ~Copyable {
  private(set) var observations = ObservationBlocks()
  private(set) var templates: [RequestTemplate] = []
  private(set) var states: [ObservedState] = []
  private(set) var oddIDs = OddIDs()

  private var index = IDIndex()
  private var values: [UInt8] = []
  /// The further observations of the few tasks of which none says all that the others do.
  private var further: [Int: [TaskObservation]] = [:]
  private var templateNumbers: [RequestTemplate: UInt32] = [:]
  private var stateNumbers: [ObservedState: UInt32] = [:]
  private var order = ObservationOrder()
  /// The numbers here of the templates and states of the batches that are being added.
  private var batchNumbers = BatchNumbers()

  private struct BatchNumbers {
    var templates: [UInt32] = []
    var states: [UInt32] = []
  }

  /// The number of tasks.
  var count: Int { observations.count }

  func all(ofTask number: Int) -> [TaskObservation] {
    [observations[number]] + (further[number] ?? [])
  }

  func values(of observation: TaskObservation) -> ArraySlice<UInt8> {
    let start = Int(observation.valuesStart)
    return values[start..<start + Int(observation.valuesCount)]
  }
}

extension ObservationStore {
  /// Adds the tasks of the next batch of a reader.
  mutating func add(_ batch: RecordBatch) {
    if batch.startsNumbersAnew { batchNumbers = BatchNumbers() }
    batchNumbers.templates += batch.newTemplates.map { number(of: $0) }
    batchNumbers.states += batch.newStates.map { number(of: $0) }
    batch.values.withUnsafeBufferPointer { values in
      for row in batch.rows {
        if row.oddID >= 0 {
          oddIDs.add(batch.oddIDs[Int(row.oddID)], row.idHigh, row.idLow)
        }
        add(
          TaskObservation(
            idHigh: row.idHigh, idLow: row.idLow, createdAt: row.createdAt, endedAt: row.endedAt,
            seenAt: row.seenAt, template: batchNumbers.templates[Int(row.template)],
            state: batchNumbers.states[Int(row.state)], valuesStart: UInt64(row.valuesStart),
            valuesCount: row.valuesCount, hasMore: false),
          values: values)
      }
    }
  }

  /// Adds the tasks of another table.
  mutating func add(_ other: borrowing ObservationStore) {
    let templates = other.templates.map { number(of: $0) }
    let states = other.states.map { number(of: $0) }
    oddIDs.add(other.oddIDs)
    other.values.withUnsafeBufferPointer { values in
      for task in 0..<other.count {
        let first = other.observations[task]
        add(first, templates, states, values: values)
        guard first.hasMore else { continue }
        for more in other.further[task] ?? [] { add(more, templates, states, values: values) }
      }
    }
  }

  /// Adds an observation of another store, given the numbers here of its templates and states.
  @inline(__always)
  private mutating func add(
    _ observation: TaskObservation, _ templates: [UInt32], _ states: [UInt32],
    values: UnsafeBufferPointer<UInt8>
  ) {
    var observation = observation
    observation.template = templates[Int(observation.template)]
    observation.state = states[Int(observation.state)]
    observation.hasMore = false
    add(observation, values: values)
  }

  private mutating func number(of template: RequestTemplate) -> UInt32 {
    if let number = templateNumbers[template] { return number }
    let number = UInt32(templates.count)
    templateNumbers[template] = number
    templates.append(template)
    order.add(template)
    return number
  }

  private mutating func number(of state: ObservedState) -> UInt32 {
    if let number = stateNumbers[state] { return number }
    let number = UInt32(states.count)
    stateNumbers[state] = number
    states.append(state)
    order.add(state)
    return number
  }

  /// Adds an observation, whose varying values stand among those given.
  @inline(__always)
  private mutating func add(_ observation: TaskObservation, values: UnsafeBufferPointer<UInt8>) {
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
  private mutating func kept(
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

  /// Merges an observation with one of the task's where one can say what both do, else keeps it
  /// beside them.
  private mutating func merge(
    _ new: TaskObservation, values source: UnsafeBufferPointer<UInt8>, into task: Int
  ) {
    let start = Int(new.valuesStart)
    let newValues = source[start..<start + Int(new.valuesCount)]
    for place in 0...(further[task]?.count ?? 0) {
      let old = place == 0 ? observations[task] : further[task]?[place - 1]
      guard let old else { continue }
      let merged = order.merged(
        old, new, hasSameValues: newValues.elementsEqual(values(of: old)))
      guard var merged else { continue }
      if merged.hasSecondValues {
        merged.observation.setRequest(of: kept(new, values: source))
      }
      merged.observation.hasMore = old.hasMore
      if place == 0 {
        observations[task] = merged.observation
      } else {
        further[task]?[place - 1] = merged.observation
      }
      return
    }
    observations[task].hasMore = true
    further[task, default: []].append(kept(new, values: source))
  }
}

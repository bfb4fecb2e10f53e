package import Domain

extension ObservationTable {
  /// Stands for the files: the lines of observations are not known any more.
  private static let sourceName = "files"

  /// The observations of tasks as a batch of a reader whose templates and states have the numbers
  /// of this table.
  package func batch(ofTasks tasks: some Sequence<Int>, isFirst: Bool) -> RecordBatch {
    var batch = RecordBatch()
    batch.sources = [ObservationTable.sourceName]
    if isFirst {
      batch.startsNumbersAnew = true
      (batch.newTemplates, batch.newStates) = (templates, states)
    }
    for task in tasks {
      for observation in all(ofTask: task) {
        var row = row(observation)
        row.valuesStart = UInt32(batch.values.count)
        batch.values += values(of: observation)
        if let text = oddID(of: observation) {
          row.oddID = Int32(batch.oddIDs.count)
          batch.oddIDs.append(text)
        }
        batch.rows.append(row)
      }
    }
    return batch
  }

  /// The observations of tasks, each known by one, as a batch in which other templates stand for
  /// those of this table, and no varying values are told.
  ///
  /// - Parameters:
  ///   - tasks: the numbers of tasks without further observations and without odd ids.
  ///   - templates: the other templates.
  ///   - numbers: the number among them for each template of this table.
  ///   - isFirst: whether no such batch came before.
  /// - Returns: the batch.
  package func batch(
    ofTasks tasks: some Sequence<Int>, templates: [RequestTemplate], numbers: [UInt32],
    isFirst: Bool
  ) -> RecordBatch {
    var batch = RecordBatch()
    batch.sources = [ObservationTable.sourceName]
    if isFirst {
      batch.startsNumbersAnew = true
      (batch.newTemplates, batch.newStates) = (templates, states)
    }
    for task in tasks {
      var row = row(self[task])
      row.template = numbers[Int(row.template)]
      row.valuesCount = 0
      batch.rows.append(row)
    }
    return batch
  }

  /// An observation as a row, without the place of its values in a batch.
  package func row(_ observation: TaskObservation) -> ObservationRow {
    ObservationRow(
      idHigh: observation.idHigh, idLow: observation.idLow, createdAt: observation.createdAt,
      endedAt: observation.endedAt, seenAt: observation.seenAt, template: observation.template,
      state: observation.state, valuesStart: 0, valuesCount: observation.valuesCount, oddID: -1,
      source: 0, line: 0)
  }
}

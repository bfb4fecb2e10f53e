import Domain
import Intake

/// The tasks of a table that a ledger has to keep, by their numbers.
struct KeptTasks {
  /// Tasks of which the class of their request says enough.
  private var knownByClass: [Int] = []
  private var others: [Int] = []
  var classTemplates: [RequestTemplate] = []
  /// The class of each of the table's templates.
  var classNumbers: [UInt32] = []

  mutating func append(_ task: Int, isKnownByClass: Bool) {
    if isKnownByClass { knownByClass.append(task) } else { others.append(task) }
  }

  /// The tasks in batches, one made after the other.
  func batches(of table: ObservationTable) -> some Sequence<RecordBatch> {
    let known = KeptTasks.slices(of: knownByClass).map { tasks in
      table.batch(
        ofTasks: tasks, templates: classTemplates, numbers: classNumbers,
        isFirst: tasks.startIndex == 0)
    }
    let others = KeptTasks.slices(of: others).map { tasks in
      table.batch(ofTasks: tasks, isFirst: tasks.startIndex == 0)
    }
    return [AnySequence(known), AnySequence(others)].lazy.joined()
  }

  private static func slices(
    of tasks: [Int]
  ) -> LazyMapSequence<StrideTo<Int>, ArraySlice<Int>> {
    stride(from: 0, to: tasks.count, by: BatchReader.defaultRowLimit).lazy.map {
      tasks[$0..<min($0 + BatchReader.defaultRowLimit, tasks.count)]
    }
  }
}

import Domain
import TestSupport
import Testing
import Traffic

@Suite struct TaskRecordMergeTests {
  private static func records(seed: UInt64, count: Int) -> [TaskRecord] {
    var observations = RandomObservations(seed: seed)
    return (0..<count).map { _ in TaskRecord(observations.next()) }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `merging is commutative`(seed: UInt64) {
    let records = Self.records(seed: seed, count: 60)
    for (a, b) in zip(records, records.dropFirst()) {
      #expect(merged(a, b) == merged(b, a))
    }
  }

  @Test(arguments: 41...80 as ClosedRange<UInt64>)
  func `merging is associative`(seed: UInt64) {
    let records = Self.records(seed: seed, count: 60)
    for index in records.indices.dropLast(2) {
      let (a, b, c) = (records[index], records[index + 1], records[index + 2])
      #expect(merged(merged(a, b), c) == merged(a, merged(b, c)))
    }
  }

  @Test(arguments: 81...120 as ClosedRange<UInt64>)
  func `merging is idempotent`(seed: UInt64) {
    let records = Self.records(seed: seed, count: 60)
    for (a, b) in zip(records, records.dropFirst()) {
      #expect(merged(a, a) == a)
      #expect(merged(merged(a, b), b) == merged(a, b))
      #expect(merged(merged(a, b), a) == merged(a, b))
    }
  }

  @Test(arguments: 201...240 as ClosedRange<UInt64>)
  func `an end that replaces an earlier state leaves only the request to merge`(seed: UInt64) {
    var observations = RandomObservations(seed: seed)
    var replaced = 0
    for _ in 0..<1000 {
      let (before, after) = (observations.next(), observations.next())
      guard after.observedState.replaces(before.observedState),
        before.createdAt == after.createdAt
      else { continue }
      var expected = TaskRecord(after)
      if before.request.isFuller(than: after.request) { expected.request = before.request }
      #expect(merged(TaskRecord(before), TaskRecord(after)) == expected)
      replaced += 1
    }
    #expect(replaced > 0)
  }

  @Test(arguments: 121...160 as ClosedRange<UInt64>)
  func `every order of deliveries, repeated or not, gives the same record`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let records = Self.records(seed: seed, count: 7)
    let whole = Self.merge(records[...])
    for _ in 0..<20 {
      let again = records + [records[Int.random(in: 0..<7, using: &random)]]
      let shuffled = again.shuffled(using: &random)
      #expect(Self.merge(shuffled[...]) == whole)
    }
  }

  @Test(arguments: 161...200 as ClosedRange<UInt64>)
  func `every split of the deliveries over files gives the same record`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let records = Self.records(seed: seed, count: 8)
    let whole = Self.merge(records[...])
    for _ in 0..<20 {
      let shuffled = records.shuffled(using: &random)
      let grouped = Self.mergeInGroups(shuffled[...], using: &random)
      #expect(grouped == whole)
    }
  }

  @Test(
    arguments: [
      (.number(ExactDecimal(5)), .word("5")), (.flag(true), .word("true")),
      (.word("2K"), .word("3K")), (.number(ExactDecimal(5)), .number(ExactDecimal(10))),
    ] as [(FieldValue, FieldValue)])
  func `a field that two answers write differently is the same in every order`(
    first: FieldValue, second: FieldValue
  ) {
    let records = [first, second].map { value in
      TaskRecord(
        seen(.pending) {
          $0.request = Request(
            model: "veo", taskType: "veo3", fields: [Request.Field("duration", value)])
        })
    }
    #expect(merged(records[0], records[1]) == merged(records[1], records[0]))
  }

  /// Merges in order, from first to last.
  private static func merge(_ records: ArraySlice<TaskRecord>) -> TaskRecord? {
    records.dropFirst().reduce(records.first) { line, record in line.map { merged($0, record) } }
  }

  /// Merges both sides of a split, each of them split again.
  private static func mergeInGroups(
    _ records: ArraySlice<TaskRecord>, using random: inout SeededRandom
  ) -> TaskRecord? {
    guard records.count > 1 else { return records.first }
    let cut = Int.random(in: records.startIndex + 1..<records.endIndex, using: &random)
    guard let left = mergeInGroups(records[..<cut], using: &random),
      let right = mergeInGroups(records[cut...], using: &random)
    else { return nil }
    return merged(left, right)
  }
}

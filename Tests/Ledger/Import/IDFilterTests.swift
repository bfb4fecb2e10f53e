import Domain
import Foundation
import GRDB
import TestSupport
import Testing
import Traffic

@testable import Ledger

/// The filter of task ids never says "no" of an id that it has.
@Suite struct IDFilterTests {
  private static let firstCapacity = IDFilter.capacity(ofLevel: 0)

  private static func filled(_ count: Int, seed: UInt64) -> (IDFilter, [(UInt64, UInt64)]) {
    var random = SeededRandom(seed: seed)
    let filter = IDFilter()
    var ids: [(UInt64, UInt64)] = []
    for _ in 0..<count {
      let id = (random.next(), random.next())
      filter.insert(id.0, id.1, day: 7)
      ids.append(id)
    }
    return (filter, ids)
  }

  /// Realistic ids: random UUIDs with their version, fingerprints, and consecutive numbers.
  private static func ids(_ form: String, count: Int) -> [(UInt64, UInt64)] {
    var random = SeededRandom(seed: 17)
    return (0..<UInt64(count)).map { number in
      switch form {
      case "random UUIDs":
        (random.next() & ~0xF000 | 0x4000, random.next() >> 2 | 0x8000_0000_0000_0000)
      case "UUIDs by time": (0x0190_0000_0000_7000 + number << 16, 0x8000_0000_0000_0000)
      case "numbers": (0, number)
      default: (number, 0)
      }
    }
  }

  private static let forms = ["random UUIDs", "UUIDs by time", "numbers", "numbers at the front"]

  @Test(arguments: [UInt64(1), 2, 3])
  func `every id that was inserted may be there`(seed: UInt64) {
    let (filter, ids) = Self.filled(200_000, seed: seed)
    #expect(ids.allSatisfy { filter.mayContain($0.0, $0.1) })
  }

  @Test func `an empty filter has no id`() {
    #expect(!IDFilter().mayContain(0, 0))
    #expect(!IDFilter().mayContain(.max, .max))
  }

  @Test(arguments: forms)
  func `with full levels at most one new id in 5000 is taken for known`(form: String) {
    let count = Self.firstCapacity * 3
    let ids = Self.ids(form, count: count * 2)
    let filter = IDFilter()
    for id in ids[..<count] { filter.insert(id.0, id.1, day: 7) }
    #expect(filter.levels.map(\.count) == [Self.firstCapacity, Self.firstCapacity * 2])
    let taken = ids[count...].count { filter.mayContain($0.0, $0.1) }
    #expect(taken * 5000 <= count, "\(taken) of \(count)")
  }

  @Test func `an id that may be there comes with the days of its level`() {
    let filter = IDFilter()
    for number in 0..<UInt64(Self.firstCapacity) { filter.insert(number, 1, day: 20_000) }
    filter.insert(5, 2, day: 20_007)
    filter.insert(6, 2, day: 20_003)
    #expect(filter.days(of: 7, 1) == 20_000...20_000)
    #expect(filter.days(of: 5, 2) == 20_003...20_007)
    filter.insert(7, 1, day: 20_001)
    #expect(filter.days(of: 7, 1) == 20_000...20_007)
    #expect(IDFilter().days(of: 7, 1) == nil)
  }

  @Test func `later levels stay as large as the sixth`() {
    #expect(
      (0..<8).map { IDFilter.capacity(ofLevel: $0) / Self.firstCapacity } == [
        1, 2, 4, 8, 16, 32, 32, 32,
      ])
  }

  @Test func `a full level is followed by one of twice its size`() {
    let (filter, _) = Self.filled(Self.firstCapacity * 3 + 1, seed: 4)
    #expect(
      filter.levels.map(\.count) == [Self.firstCapacity, Self.firstCapacity * 2, 1])
    #expect(
      filter.levels.map(\.capacity)
        == [Self.firstCapacity, Self.firstCapacity * 2, Self.firstCapacity * 4])
    #expect(
      filter.levels.map { $0.words.count * 64 }
        == filter.levels.map { $0.capacity * IDFilter.bitsPerID })
  }

  private static func read(_ scenario: LedgerScenario) throws -> IDFilter {
    try scenario.read { try IDFilterTable.read(in: $0) }
  }

  private static func words(_ filter: IDFilter) -> [[UInt64]] {
    filter.levels.map { Array($0.words) }
  }

  @Test func `a filter that was stored is read as it was`() throws {
    let scenario = try LedgerScenario()
    let ledger = try scenario.opened(.readWrite)
    let (filter, _) = Self.filled(Self.firstCapacity + 1000, seed: 5)
    try ledger.writeBatch { try IDFilterTable.write(filter, in: $0) }
    let restored = try Self.read(scenario)
    #expect(Self.words(restored) == Self.words(filter))
    #expect(restored.levels.map(\.count) == filter.levels.map(\.count))
    #expect(restored.levels.map(\.firstDay) == filter.levels.map(\.firstDay))
    #expect(restored.levels.map(\.lastDay) == filter.levels.map(\.lastDay))
  }

  @Test func `words are stored with their lowest byte first`() throws {
    let scenario = try LedgerScenario()
    let ledger = try scenario.opened(.readWrite)
    let (filter, _) = Self.filled(1, seed: 6)
    try ledger.writeBatch { try IDFilterTable.write(filter, in: $0) }
    let blocks = try scenario.read { try Row.fetchAll($0, sql: "SELECT * FROM id_filter") }
    let block = try #require(blocks.first)
    #expect(blocks.count == 1)
    let (number, bits): (Int, Data) = (block["block"], block["bits"])
    #expect(bits.count == IDFilter.storedBlockSizeBytes)
    let start = number * IDFilter.storedBlockSizeBytes / 8
    for (index, word) in filter.levels[0].words[start...].prefix(bits.count / 8).enumerated() {
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
      #expect(Array(bits[index * 8..<index * 8 + 8]) == bytes)
    }
  }

  @Test func `only blocks that have changed are stored again`() throws {
    let scenario = try LedgerScenario()
    let ledger = try scenario.opened(.readWrite)
    let (filter, _) = Self.filled(5000, seed: 7)
    try ledger.writeBatch { try IDFilterTable.write(filter, in: $0) }
    try scenario.execute("UPDATE id_filter SET bits = zeroblob(8192)")
    filter.insert(1, 2, day: 7)
    try ledger.writeBatch { try IDFilterTable.write(filter, in: $0) }
    #expect(
      try scenario.table("SELECT count(*) FROM id_filter WHERE bits <> zeroblob(8192)") == [["1"]])
  }

  @Test(arguments: [
    "DELETE FROM setting WHERE name = 'id_filter_levels'",
    "UPDATE setting SET value = '12,x' WHERE name = 'id_filter_levels'",
    "UPDATE setting SET value = '-1' WHERE name = 'id_filter_levels'",
    "UPDATE setting SET value = '99999999:1:2' WHERE name = 'id_filter_levels'",
    "UPDATE setting SET value = '300:2:1' WHERE name = 'id_filter_levels'",
    "UPDATE setting SET value = '300' WHERE name = 'id_filter_levels'",
    "INSERT INTO id_filter VALUES (9, 0, zeroblob(8192))",
    "INSERT INTO id_filter VALUES (0, 999999, zeroblob(8192))",
    "INSERT INTO id_filter VALUES (-1, -1, zeroblob(8192))",
    "UPDATE id_filter SET bits = zeroblob(16)",
  ])
  func `an inconsistent stored filter is rebuilt from the tasks`(damage: String) throws {
    let scenario = try LedgerScenario()
    let records = (1...300).map { number in TaskText.task { $0.taskID = taskID(number) }.envelope }
    try scenario.importing([SourceText("a.ndjson", records)])
    let whole = Self.words(try Self.read(scenario))
    try scenario.execute(damage)
    #expect(Self.words(try Self.read(scenario)) == whole)
  }

  @Test func `a rebuilt filter replaces everything stored`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let blocks = "SELECT level, block FROM id_filter"
    let expected = try scenario.table(blocks)
    try scenario.execute(
      """
      INSERT INTO id_filter VALUES (9, 0, zeroblob(8192));
      DELETE FROM setting WHERE name = 'id_filter_levels';
      """)
    try scenario.importing(TaskText().envelope, from: "b.ndjson")
    #expect(try scenario.table(blocks) == expected)
  }

  @Test func `after an interrupted import the filter is rebuilt`() throws {
    let scenario = try LedgerScenario()
    try scenario.importing(TaskText().envelope)
    let other = TaskText.task { $0.taskID = taskID(2) }
    do {
      let session = try LedgerScenario.session(try scenario.opened(.readWrite))
      try session.write(.of([other.envelope], from: "b.ndjson"))
    }
    #expect(
      try scenario.table("SELECT count(*) FROM setting WHERE name = 'id_filter_levels'")
        == [["0"]])
    let moved = TaskText.task {
      ($0.taskID, $0.createdAt) = (taskID(2), "2026-05-01T00:00:00Z")
    }
    try scenario.importing(moved.envelope, from: "c.ndjson")
    #expect(try scenario.table("SELECT count(*) FROM task") == [["2"]])
    // The moved task is there with both of its days.
    let filter = try Self.read(scenario)
    #expect(withExtendedLifetime(filter) { $0.levels.map(\.count) } == [3])
  }
}

import Domain
import Foundation
import Testing
import Traffic

@Suite struct AccountTrafficTests {
  private static let firstDay = CalendarDay(number: 20_454)

  private static func traffic(seed: UInt64 = 1, records: Int = 3000) -> AccountTraffic {
    AccountTraffic(
      AccountTraffic.Plan(seed: seed, records: records, firstDay: firstDay, days: 90))
  }

  private static func records(_ traffic: inout AccountTraffic) -> [[UInt8]] {
    var records: [[UInt8]] = []
    var record: [UInt8] = []
    while traffic.appendRecord(to: &record) {
      records.append(record)
      record = []
    }
    return records
  }

  /// The tasks as Foundation reads them.
  private static func tasks(_ records: [[UInt8]]) throws -> [[String: Any]] {
    try records.map { record in
      let envelope = try JSONSerialization.jsonObject(with: Data(record)) as? [String: Any]
      return try #require(envelope?["data"] as? [String: Any])
    }
  }

  @Test func `the same plan yields the same bytes, and another seed different ones`() {
    var traffic = (0..<2).map { _ in AccountTrafficTests.traffic() }
    var other = AccountTrafficTests.traffic(seed: 2)
    let records = AccountTrafficTests.records(&traffic[0])
    #expect(records == AccountTrafficTests.records(&traffic[1]))
    #expect(records != AccountTrafficTests.records(&other))
  }

  @Test func `a traffic version never changes its bytes`() throws {
    var traffic = AccountTrafficTests.traffic(records: 20)
    let records = AccountTrafficTests.records(&traffic)
    // FNV-1a: figures compare only if the same was read, and kept files are reused by version.
    #expect(AccountTraffic.version == 1)
    let hash = records.joined().reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    #expect(String(hash, radix: 16) == "54348cb7048043f2")
  }

  @Test(arguments: [1, 2, 3, 7, 100, 3000])
  func `a plan is kept to the record, and no task stays open`(count: Int) throws {
    var traffic = AccountTrafficTests.traffic(records: count)
    let tasks = try AccountTrafficTests.tasks(AccountTrafficTests.records(&traffic))
    #expect(tasks.count == count)
    var statuses: [String: [String]] = [:]
    for task in tasks {
      let id = try #require(task["task_id"] as? String)
      statuses[id, default: []].append(try #require(task["status"] as? String))
    }
    #expect(traffic.count.records == count)
    #expect(traffic.count.tasks == statuses.count)
    #expect(traffic.count.laterStates == count - statuses.count)
    for (id, statuses) in statuses {
      #expect(["completed", "failed"].contains(statuses.last), "\(id)")
      #expect(statuses.dropLast() == [] || statuses.dropLast() == ["pending"], "\(id)")
    }
  }

  @Test func `three records in a hundred are the later state of a task`() {
    var traffic = AccountTrafficTests.traffic(records: 20_000)
    _ = AccountTrafficTests.records(&traffic)
    #expect((500...700).contains(traffic.count.laterStates))
  }

  @Test func `records are as long as the provider's, and have every script and escape`() throws {
    var traffic = AccountTrafficTests.traffic()
    let records = AccountTrafficTests.records(&traffic)
    let meanSizeBytes = records.map(\.count).reduce(0, +) / records.count
    #expect((1000...1200).contains(meanSizeBytes))
    let text = String(decoding: records.joined(), as: UTF8.self)
    for part in ["灯塔", "👩‍🔧", "\\u706f\\u5854", "\\ud83d", "\\\"open late\\\"", "\\u0001", "\\\\"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(records.allSatisfy { !$0.contains(UInt8(ascii: "\n")) })
  }

  @Test func `every task is made within the days of its plan`() throws {
    var traffic = AccountTrafficTests.traffic()
    for task in try AccountTrafficTests.tasks(AccountTrafficTests.records(&traffic)) {
      let meta = try #require(task["meta"] as? [String: Any])
      let created = try #require((meta["created_at"] as? String).flatMap(Timestamp.init)?.instant)
      #expect((0..<90).contains(created.day.number - AccountTrafficTests.firstDay.number))
    }
  }

  @Test func `a request is the body of a create call`() throws {
    var traffic = AccountTrafficTests.traffic()
    for _ in 0..<100 {
      var bytes: [UInt8] = []
      traffic.appendRequest(to: &bytes)
      let body = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
      #expect(body.map { Set($0.keys) } == ["model", "task_type", "input"])
    }
  }
}

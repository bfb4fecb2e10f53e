import Domain
import Foundation
import GRDB
import TestSupport
import Testing
import Traffic

/// A run killed at any moment leaves a ledger that the next run brings to the same content as an
/// undisturbed one.
@Suite(.serialized) struct KilledRunTests {
  /// More than one batch.
  private static let records = 40_000

  private static func traffic(in folder: TemporaryFolder) throws -> String {
    var traffic = AccountTraffic(
      AccountTraffic.Plan(
        seed: 11, records: records, firstDay: CalendarDay(number: 20_574), days: 20))
    var bytes: [UInt8] = []
    while traffic.appendRecord(to: &bytes) { bytes.append(UInt8(ascii: "\n")) }
    bytes += Array("{\"task_id\":\n".utf8)
    let path = folder.path("traffic.ndjson")
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// A tool with a ledger without tasks, which is written batch by batch: a new one would appear
  /// only when complete.
  private static func toolWithLedger() throws -> Tool {
    let tool = try Tool()
    try tool.folder.write("\n", to: "nothing.ndjson")
    #expect(try tool.run("import", "nothing.ndjson", "-q").status == 0)
    return tool
  }

  /// The differences between two ledgers.
  private static func differences(_ left: Tool, _ right: Tool) throws -> [String] {
    let database = try DatabaseQueue(path: left.folder.path("ledger.db"))
    return try database.writeWithoutTransaction { database in
      try database.execute(
        sql: "ATTACH DATABASE ? AS other", arguments: [right.folder.path("ledger.db")])
      var differences: [String] = []
      for view in ["v_task", "v_daily_cost", "v_finding"] {
        for (first, second) in [("main", "other"), ("other", "main")] {
          let rows = try Row.fetchAll(
            database,
            sql: """
              SELECT * FROM \(first).\(view) EXCEPT SELECT * FROM \(second).\(view) LIMIT 2
              """)
          differences += rows.map { "\(view) of \(first): \($0)" }
        }
      }
      for table in ["quarantine", "source"] {
        let counts = try ["main", "other"].map { schema in
          try Int.fetchOne(database, sql: "SELECT count(*) FROM \(schema).\(table)")
        }
        if counts[0] != counts[1] { differences.append("\(table): \(counts)") }
      }
      return differences
    }
  }

  private static func expectSoundness(
    of tool: Tool, like undisturbed: Tool, _ seed: Comment
  ) throws {
    let differences = try differences(tool, undisturbed)
    #expect(differences == [], seed)
    let doctor = try tool.run("doctor")
    #expect(doctor.status == 0, "\(doctor.errors)")
  }

  @Test func `a first import that is killed leaves no ledger, and the next one makes it`() throws {
    let folder = try TemporaryFolder()
    let path = try Self.traffic(in: folder)
    let undisturbed = try Tool()
    let start = Date()
    #expect(try undisturbed.run("import", path, "-q").status == 65)
    let seconds = Date().timeIntervalSince(start)
    var random = SeededRandom(seed: 13)
    let killed = try Tool()
    for run in 0..<3 {
      let moment = Double.random(in: 0.1...0.8, using: &random) * seconds
      let wasKilled = try killed.kill(afterSeconds: moment, "import", path, "-q")
      print("first import \(run) of seed 13: killed after \(moment) s: \(wasKilled)")
      guard wasKilled else { break }
      #expect(!FileManager.default.fileExists(atPath: killed.folder.path("ledger.db")))
    }
    #expect(try killed.run("import", path, "-q", "--reread").status == 65)
    #expect(!FileManager.default.fileExists(atPath: killed.folder.path("ledger.db.draft")))
    try Self.expectSoundness(of: killed, like: undisturbed, "first imports of seed 13")
  }

  @Test func `imports and repricings that were killed are finished by the next run`() throws {
    let folder = try TemporaryFolder()
    let path = try Self.traffic(in: folder)
    let undisturbed = try Self.toolWithLedger()
    let start = Date()
    #expect(try undisturbed.run("import", path, "-q").status == 65)
    let seconds = Date().timeIntervalSince(start)
    var random = SeededRandom(seed: 12)
    let killed = try Self.toolWithLedger()
    for run in 0..<4 {
      let moment = Double.random(in: 0.02...0.9, using: &random) * seconds
      let wasKilled = try killed.kill(afterSeconds: moment, "import", path, "-q", "--reread")
      print("import \(run) of seed 12: killed after \(moment) s: \(wasKilled)")
    }
    #expect(try killed.run("import", path, "-q", "--reread").status == 65)
    try Self.expectSoundness(of: killed, like: undisturbed, "imports of seed 12")

    let card = try folder.write(CardText.agreement, to: "card.yaml")
    let repricing = Date()
    let reconciled = try undisturbed.run("reconcile", "--card", card, "-q")
    // The tasks end long before the day of the run, so that their feed is stale too.
    #expect(reconciled.status == 13, "\(reconciled.errors)")
    let repricingSeconds = Date().timeIntervalSince(repricing)
    for run in 0..<6 {
      let moment = Double.random(in: 0...1, using: &random) * repricingSeconds
      let wasKilled = try killed.kill(afterSeconds: moment, "reconcile", "--card", card, "-q")
      print("repricing \(run) of seed 12: killed after \(moment) s: \(wasKilled)")
    }
    #expect(try killed.run("reconcile", "--card", card, "-q").status == 13)
    try Self.expectSoundness(of: killed, like: undisturbed, "repricings of seed 12")
  }
}

import Foundation
import GRDB
import TestSupport
import Testing

/// Runs at the same time wait for each other or end with 75; none sees or leaves a wrong figure, and
/// none says what SQLite says.
@Suite struct ConcurrentRunTests {
  private static let importing = WritingCommand.all[0]
  private static let reports = [["report", "model", "-f", "csv"], ["query", "spend-by-day"]]

  private static func start(_ tool: Tool, _ words: [String]) throws -> Process {
    let time = words[0] == "backup" ? [] : ["--as-of", WritingCommand.asOf]
    return try tool.start(words + time, environment: [:])
  }

  /// Runs several commands at once, and returns how they ended.
  private static func runTogether(_ tool: Tool, _ commands: [[String]]) throws -> [Int32] {
    let processes = try commands.map { try start(tool, $0) }
    return try processes.map { process in
      process.waitUntilExit()
      #expect(process.terminationReason == .exit)
      let errors = try tool.folder.text(of: ".errors")
      #expect(!errors.contains("SQLite"), "\(errors)")
      return process.terminationStatus
    }
  }

  @Test(arguments: [WritingCommand.all[0], WritingCommand.all[3], WritingCommand.all[8]])
  func `a command beside itself waits for it or ends with 75, and the ledger is as after one`(
    command: WritingCommand
  ) throws {
    let alone = try Trial(command)
    let expected = try alone.run().result.status
    let again = try alone.run().result.status
    let dump = try LedgerDump(of: alone.tool.folder)
    let trial = try Trial(command)
    let statuses = try Self.runTogether(
      trial.tool, Array(repeating: command.words, count: 3))
    #expect(statuses.contains(expected), "\(statuses)")
    #expect(statuses.allSatisfy { [expected, again, 75].contains($0) }, "\(statuses)")
    _ = try trial.run()
    #expect(try LedgerDump(of: trial.tool.folder).differences(from: dump) == [])
    #expect(try trial.tool.run("doctor", asOf: WritingCommand.asOf).status == 0)
  }

  @Test func `a report beside a repricing is that before it or that after it`() throws {
    let command = try #require(WritingCommand.all.first { $0.words[0] == "reconcile" })
    let trial = try Trial(command)
    let report = { try trial.tool.run(Self.reports[0], asOf: WritingCommand.asOf) }
    let before = try report().output
    // Two runs share the files of the streams: this one writes to neither.
    let writer = try Self.start(trial.tool, command.words + ["-q", "-o", "writer.txt"])
    var seen: Set<String> = []
    while writer.isRunning {
      let result = try report()
      #expect(result.status == 0, "\(result.errors)")
      seen.insert(result.output)
    }
    writer.waitUntilExit()
    let after = try report().output
    #expect(before != after)
    #expect(seen.isSubset(of: [before, after]), "\(seen)")
  }

  @Test func `a backup and a doctor beside an import see a whole ledger`() throws {
    let command = WritingCommand.all[1]
    let trial = try Trial(command)
    let writer = try Self.start(trial.tool, command.words + ["-q"])
    var copies = 0
    while writer.isRunning {
      let backup = try trial.tool.run("backup", "copy\(copies).db", asOf: nil)
      #expect([0, 75].contains(backup.status), "\(backup.errors)")
      if backup.status == 0 {
        let doctor = try trial.tool.run(
          "doctor", "--db", "copy\(copies).db", asOf: WritingCommand.asOf)
        // A copy of an import's middle has not compared the account with the tasks yet.
        #expect(!doctor.errors.contains("SQLite"), "\(doctor.errors)")
      }
      let doctor = try trial.tool.run("doctor", asOf: WritingCommand.asOf)
      #expect(!doctor.errors.contains("SQLite"), "\(doctor.errors)")
      copies += 1
    }
    writer.waitUntilExit()
    #expect(writer.terminationStatus == 65)
    #expect(try trial.tool.run("doctor", asOf: WritingCommand.asOf).status == 0)
  }

  @Test func `beside a long reader everything is written, and the log ends with the reader`() throws
  {
    let command = try #require(WritingCommand.all.first { $0.words[0] == "reconcile" })
    let trial = try Trial(command)
    let path = trial.tool.folder.path("ledger.db")
    let size = { (name: String) in
      (try? FileManager.default.attributesOfItem(atPath: name)[.size] as? Int) ?? 0
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: path, configuration: configuration)
    let tasks = "SELECT sum(billed_points) FROM v_task"
    let seen = try reader.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN")
      return try Int.fetchOne(database, sql: tasks)
    }
    for words in [command.words, ["reconcile"], command.words, ["reconcile"]] {
      let result = try trial.tool.run(words, asOf: WritingCommand.asOf)
      #expect([10, 13, 14].contains(result.status), "\(result.errors)")
    }
    // The log has what was written meanwhile, less than the ledger each time.
    #expect(size(path + "-wal") < 4 * size(path))
    #expect(
      try reader.writeWithoutTransaction { try Int.fetchOne($0, sql: tasks) } == seen)
    try reader.close()
    try trial.tool.run("wallet", "add-top-up", "2026-02-05", "7", asOf: WritingCommand.asOf)
    #expect(size(path + "-wal") == 0)
    #expect(try trial.tool.run("doctor", asOf: WritingCommand.asOf).status == 0)
  }

  @Test func `a lock file that a dead run left holds nobody up`() throws {
    let trial = try Trial(WritingCommand.all[0])
    try trial.tool.folder.write("", to: "ledger.db.lock")
    #expect(try trial.run().result.status == 65)
  }
}

import Foundation
import GRDB
import TestSupport
import Testing

/// What `piledger doctor` says of damage, and how it mends it.
@Suite struct DoctorTests {
  /// A ledger of 150 tasks with history and balances, made once.
  static let account: FolderContents? = try? {
    let tool = try Tool()
    for (name, text) in FortnightOfAccount.files() { try tool.folder.write(text, to: "in/\(name)") }
    try tool.run("import", "in", "-q")
    return try FolderContents(of: tool.folder)
  }()

  static func tool() throws -> Tool { try Tool(try #require(account)) }

  private static func damage(_ tool: Tool, _ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    try DatabaseQueue(path: tool.folder.path("ledger.db"), configuration: configuration).write {
      try $0.execute(sql: sql)
    }
  }

  @Test(arguments: [
    (
      "UPDATE outcome SET billed_points = billed_points + 100000",
      "piledger: figures: outcome 1 of 150 tasks"
    ),
    ("UPDATE id_filter SET bits = zeroblob(length(bits))", "piledger: task ids: the filter"),
    ("UPDATE rollup SET tasks = tasks + 1", "piledger: rollup: day"),
    (
      "DELETE FROM history_difference; DELETE FROM wallet_spend WHERE day = 20520",
      "the wallet has 0"
    ),
    (
      "UPDATE wallet_window SET closing_points = closing_points + 1",
      "the wallet's window that ends"
    ),
    ("UPDATE wallet_spend SET points = points + 1", "piledger: account: 2026-03-"),
    ("UPDATE history_entry SET usage = '1'", "not what follows from the entry: usage_points"),
    (
      "UPDATE history_entry SET task_day = task_day + 1",
      "not what follows from the entry: the day of its task"
    ),
    ("DELETE FROM state", "of task refer to missing rows of state"),
    ("DELETE FROM request", "its request is missing"),
  ])
  func `damage is named, ends with 1, and says what to do`(damage: String, words: String) throws {
    let tool = try Self.tool()
    #expect(try tool.run("doctor").status == 0)
    try Self.damage(tool, damage)
    let result = try tool.run("doctor")
    #expect(result.status == 1)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.hasSuffix("or restore a backup\n"))
  }

  @Test func `an import into a ledger with a damaged filter ends with 1 and one line`() throws {
    let tool = try Self.tool()
    try Self.damage(tool, "UPDATE id_filter SET bits = zeroblob(length(bits))")
    let result = try tool.run("import", "in", "--reread")
    #expect(result.status == 1)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(
      result.errors.contains(
        "ledger.db: the ledger is damaged: its filter of task ids is not as it was stored; restore "
      ))
    #expect(result.errors.hasSuffix(", or rebuild it with piledger doctor --repair NEW.db\n"))
  }

  @Test(arguments: [
    "UPDATE outcome SET billed_points = billed_points + 100000",
    "UPDATE outcome SET expected_points = 1, verdict_id = 2",
    "UPDATE charge SET expected_points = 1", "UPDATE sku SET model = 'x'",
    "UPDATE id_filter SET bits = zeroblob(length(bits))", "DELETE FROM rollup",
    "DELETE FROM outcome", "DELETE FROM charge", "DELETE FROM pricing_input",
    "DELETE FROM wallet_window; DELETE FROM wallet_spend; UPDATE history_entry SET task_day = 5",
    "UPDATE history_entry SET usage_points = 5, comparison = 2", "DROP VIEW v_task",
  ])
  func `what follows from tasks is made anew, and the old file stays as it is`(
    damage: String
  ) throws {
    let tool = try Self.tool()
    let figures = try Self.figures(tool, "ledger.db")
    try Self.damage(tool, damage)
    let before = try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db")))
    let result = try tool.run("doctor", "--repair", "new.db")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "new.db has 152 tasks, proved; nothing is lost\n")
    #expect(try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db"))) == before)
    #expect(try tool.run("doctor", "--db", "new.db").status == 0)
    #expect(try Self.figures(tool, "new.db") == figures)
  }

  @Test(arguments: [
    "UPDATE outcome SET billed_points = billed_points + 100000",
    "UPDATE outcome SET expected_points = 1, verdict_id = 2",
    "UPDATE charge SET expected_points = 1",
    "UPDATE id_filter SET bits = zeroblob(length(bits))",
  ])
  func `a closed month gets its figures back, without an adjustment`(damage: String) throws {
    let tool = try Self.tool()
    #expect(try tool.run("close", "2026-03").status == 0)
    let figures = try Self.figures(tool, "ledger.db")
    try Self.damage(tool, damage)
    #expect(try tool.run("doctor", "--repair", "new.db").status == 0)
    #expect(try Self.figures(tool, "new.db") == figures)
    #expect(try Self.count(tool, "SELECT count(*) FROM adjustment") == 0)
  }

  @Test(arguments: [
    "task", "rollup", "state", "request", "outcome", "charge", "history_entry", "source",
    "pricing_input", "id_filter", "wallet_window",
  ])
  func `a ledger with a page of zeros is rebuilt, with what its files bring back`(
    table: String
  ) throws {
    let tool = try Self.tool()
    let figures = try Self.figures(tool, "ledger.db")
    try Self.zero(tool, leafOf: table)
    #expect(try tool.run("doctor").status == 1)
    let result = try tool.run("doctor", "--repair", "new.db")
    #expect([0, 13].contains(result.status), "\(result.output)\(result.errors)")
    #expect(try tool.run("doctor", "--db", "new.db").status == 0)
    #expect(try Self.figures(tool, "new.db") == figures)
  }

  private static func count(_ tool: Tool, _ sql: String) throws -> Int? {
    try DatabaseQueue(path: tool.folder.path("new.db")).read { try Int.fetchOne($0, sql: sql) }
  }

  /// Overwrites a page of a table.
  private static func zero(_ tool: Tool, leafOf table: String) throws {
    let path = tool.folder.path("ledger.db")
    let page = try DatabaseQueue(path: path).writeWithoutTransaction { database in
      _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      return try Int.fetchOne(
        database, sql: "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'",
        arguments: [table])
    }
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let start = (try #require(page) - 1) * 8192
    bytes.replaceSubrange(start..<start + 8192, with: repeatElement(0, count: 8192))
    for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    try Data(bytes).write(to: URL(filePath: path))
  }

  @Test func `what files bring back that are as they were is not told as lost`() throws {
    let tool = try Self.tool()
    let figures = try Self.figures(tool, "ledger.db")
    try Self.damage(tool, "DELETE FROM task WHERE id_low % 3 = 0; DELETE FROM request")
    let result = try tool.run("doctor", "--repair", "new.db")
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(result.output.hasSuffix(" files were read again, and nothing is lost\n"))
    #expect(try Self.figures(tool, "new.db") == figures)
  }

  @Test func `tasks whose file is gone are told as lost`() throws {
    let tool = try Self.tool()
    try FileManager.default.removeItem(atPath: tool.folder.path("in/tasks.ndjson"))
    try Self.damage(tool, "DELETE FROM task WHERE id_low % 3 = 0")
    let result = try tool.run("doctor", "--repair", "new.db")
    #expect(result.status == 13)
    #expect(result.errors.contains("tasks of the rollup are lost"))
    #expect(
      result.errors.contains("not read again, since it is gone or has changed: in/tasks.ndjson"))
    #expect(try tool.run("doctor", "--db", "new.db").status == 0)
  }

  @Test func `only the tasks are told as lost that no file brings back`() throws {
    let tool = try Self.tool()
    let lines = try tool.folder.text(of: "in/tasks.ndjson").split(separator: "\n")
    try tool.folder.write(lines[..<100].map { "\($0)\n" }.joined(), to: "two/a.ndjson")
    try tool.folder.write(lines[100...].map { "\($0)\n" }.joined(), to: "two/b.ndjson")
    try tool.run("import", "two/a.ndjson", "--db", "a.db")
    let kept = try tool.run(
      "query", "--sql", "SELECT count(*) FROM task", "-f", "csv", "--db", "a.db")
    try tool.run("import", "two", "--db", "ab.db")
    let all = try tool.run(
      "query", "--sql", "SELECT count(*) FROM task", "-f", "csv", "--db", "ab.db")
    let count = { (result: Tool.Result) in
      Int(result.output.split(separator: "\n").last ?? "") ?? 0
    }
    try DatabaseQueue(path: tool.folder.path("ab.db")).write {
      try $0.execute(sql: "DELETE FROM task")
    }
    try FileManager.default.removeItem(atPath: tool.folder.path("two/b.ndjson"))
    let result = try tool.run("doctor", "--repair", "new.db", "--db", "ab.db")
    #expect(result.status == 13)
    let lost = result.errors.matches(of: /(\d+) tasks of the rollup are lost/).compactMap {
      Int($0.1)
    }
    #expect(lost.reduce(0, +) == count(all) - count(kept), "\(result.errors)")
  }

  @Test func `a repair replaces nothing`() throws {
    let tool = try Self.tool()
    try tool.folder.write("mine", to: "new.db")
    let result = try tool.run("doctor", "--repair", "new.db")
    #expect(result.status == 73)
    #expect(result.errors == "piledger: new.db: exists already; name a file that does not\n")
    #expect(try tool.folder.text(of: "new.db") == "mine")
  }

  @Test func `a large log that a reader holds is told`() throws {
    let tool = try Self.tool()
    let path = tool.folder.path("ledger.db")
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: path, configuration: configuration)
    try reader.unsafeRead {
      try $0.execute(sql: "BEGIN")
      _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM task")
    }
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "CREATE TABLE large AS SELECT zeroblob(80000000)")
    }
    let result = try tool.run("doctor")
    #expect(result.status == 0)
    #expect(result.errors.contains("since another program keeps the ledger open for reading"))
    #expect(result.errors.filter { $0 == "\n" }.count == 1, "\(result.errors)")
    try reader.close()
    #expect(try tool.run("doctor").errors == "")
    #expect(try tool.run("doctor").errors == "")
  }

  private static func figures(_ tool: Tool, _ path: String) throws -> [String] {
    try [["report", "daily", "-f", "csv"], ["wallet"], ["report", "keys", "-f", "csv"]].map {
      try tool.run($0 + ["--db", path]).output
    }
  }
}

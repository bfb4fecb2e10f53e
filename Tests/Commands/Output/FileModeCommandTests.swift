import Foundation
import TestSupport
import Testing

/// Who may read what the tool creates: only its owner, whatever the umask, unless a setting says
/// otherwise.
@Suite struct FileModeCommandTests {
  /// The permission bits of everything that a tool has created, by path.
  private static func modes(_ tool: Tool) -> [String: String] {
    let made = FileManager.default.enumerator(atPath: tool.folder.path)
    let names = (made?.allObjects as? [String] ?? []).filter { name in
      !name.hasPrefix(".") && !["a.json", "piledger.yaml", "in"].contains(name)
        && !name.hasPrefix("in/") && tool.folder.kind(of: name) != S_IFLNK
    }
    return Dictionary(
      uniqueKeysWithValues: names.map { ($0, String(tool.folder.mode(of: $0), radix: 8)) })
  }

  /// Creates one of everything.
  private static func filled(_ umask: String, mode: String?) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "a.json")
    try tool.folder.write("{}", to: "in/empty.json")
    for words in [
      ["import", "--db", "made/ledger.db", "a.json"], ["report", "-o", "set"],
      ["report", "month", "2026-05", "-o", "deep/month"], ["rates", "list", "-o", "rates.csv"],
      ["export", "tasks", "-o", "tasks.csv"], ["backup", "backup.db"],
      ["config", "init", "new.yaml"],
      ["nightly", "--inbox", "a.json", "--reports", "nights", "--summary-json", "night.json"],
      // A ledger that is not built in a temporary file.
      ["nightly", "--inbox", "in", "--db", "other/ledger.db"],
    ] {
      try tool.run(
        by: .shell(before: "umask \(umask); "), words,
        environment: [
          "PILEDGER_DB": "made/ledger.db", "PILEDGER_FILE_MODE": mode ?? "",
        ])
    }
    return tool
  }

  @Test(arguments: ["000", "022", "077"])
  func `ledger, lock, reports, exports and backups are for their owner alone`(umask: String) throws
  {
    let modes = Self.modes(try Self.filled(umask, mode: nil))
    for name in [
      "made/ledger.db", "made/ledger.db.lock", "set/summary.md", "deep/month/month-2026-05.html",
      "rates.csv", "tasks.csv", "backup.db", "new.yaml", "night.json", "other/ledger.db",
    ] { #expect(modes[name] == "600", "\(name)") }
    for name in ["made", "set", "deep", "deep/month", "nights", "other"] {
      #expect(modes[name] == "700", "\(name)")
    }
    #expect(Set(modes.values) == ["600", "700"], "\(modes)")
    #expect(modes.count > 30)
  }

  @Test(arguments: [("0640", "640", "750"), ("664", "664", "775")], ["000", "077"])
  func `a setting opens them, whatever the umask`(
    mode: (String, String, String), umask: String
  ) throws {
    let (text, file, folder) = mode
    let modes = Self.modes(try Self.filled(umask, mode: text))
    // config init reads no settings.
    let others = modes.filter { $0.key != "new.yaml" }
    #expect(Set(others.values) == [file, folder], "\(others)")
  }

  @Test(arguments: ["000", "077"])
  func `SQLite's side files are as open as the ledger`(umask: String) throws {
    for mode in ["600", "640"] {
      let tool = try Tool()
      try tool.folder.write(TaskText().envelope, to: "a.json")
      let environment = ["PILEDGER_FILE_MODE": mode]
      try tool.run(
        by: .shell(before: "umask \(umask); "), "import", "a.json", environment: environment)
      // An open reader keeps the writer's log and index from being removed.
      let reader = try OpenReader(tool.folder.path("ledger.db"))
      try tool.run(
        by: .shell(before: "umask \(umask); "), "wallet", "add-top-up", "2026-05-01", "5",
        environment: environment)
      #expect(String(tool.folder.mode(of: "ledger.db-wal"), radix: 8) == mode)
      #expect(String(tool.folder.mode(of: "ledger.db-shm"), radix: 8) == mode)
      try reader.close()
    }
  }

  @Test func `an existing file keeps its permissions, and doctor says what is open`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "a.json")
    try tool.run("import", "a.json")
    #expect(try tool.run("doctor").output.contains("files      as file_mode (0600) requires\n"))
    chmod(tool.folder.path("ledger.db"), 0o644)
    chmod(try tool.folder.write("", to: "rates.csv"), 0o664)
    try tool.run("rates", "list", "-o", "rates.csv")
    #expect(tool.folder.mode(of: "rates.csv") == 0o664)
    try tool.run("import", "a.json", "--reread")
    #expect(tool.folder.mode(of: "ledger.db") == 0o644)
    let doctor = try tool.run("doctor")
    #expect(doctor.status == 0)
    #expect(doctor.output.contains("files      MORE OPEN than file_mode (0600) allows\n"))
    #expect(
      doctor.errors
        == "\(tool.folder.path("ledger.db")): accessible to others (0644); chmod 0600 fixes it\n")
    let wider = try tool.run("doctor", environment: ["PILEDGER_FILE_MODE": "0644"])
    #expect(wider.output.contains("files      as file_mode (0644) requires\n"))
    #expect(wider.errors == "")
  }

  @Test(arguments: ["0400", "0666", "rw", "0755"])
  func `a mode that cannot be used ends with 78`(mode: String) throws {
    let result = try Tool().run("rates", "list", environment: ["PILEDGER_FILE_MODE": mode])
    #expect(result.status == 78)
    #expect(
      result.errors
        == "piledger: PILEDGER_FILE_MODE: expected a file mode such as 0640: 0600, with read or "
        + "write for the group and read for others\n")
  }

  @Test(.enabled(if: Tool.Runner.canBecomeOtherUser, "only root may become another user"))
  func `a lock created by root belongs to the ledger's owner`() throws {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "a.json")
    try tool.run("import", "a.json", "--db", "own/ledger.db")
    for name in ["own", "own/ledger.db"] {
      chown(
        tool.folder.path(name), Tool.Runner.otherUserID, Tool.Runner.otherUserID)
    }
    unlink(tool.folder.path("own/ledger.db.lock"))
    #expect(try tool.run("doctor", "--db", "own/ledger.db").status == 0)
    let result = try tool.run(
      by: .otherUser, "import", "a.json", "--reread", "--db", "own/ledger.db")
    #expect(result.status == 0, "\(result.errors)")
  }
}

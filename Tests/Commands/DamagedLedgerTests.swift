import Foundation
import GRDB
import TestSupport
import Testing

/// A file that is no sound ledger is recognized by what it is, with what to do, and stays as it is.
@Suite struct DamagedLedgerTests {
  enum Damage: CaseIterable, Sendable {
    case noBytes, cutInHalf, cutInHeader, garbage, otherProgram, missingTable

    var sentence: String {
      switch self {
      case .noBytes: "the ledger is empty"
      case .cutInHalf, .cutInHeader: "the ledger is damaged: database disk image is malformed"
      case .garbage: "cannot be used as a ledger: file is not a database"
      case .otherProgram: "cannot be used as a ledger: it is another program's database"
      case .missingTable: "the ledger is damaged: no such table: rollup"
      }
    }

    /// The status of every command but doctor.
    var status: Int32 {
      switch self {
      case .cutInHalf, .cutInHeader, .missingTable: 1
      case .noBytes, .garbage, .otherProgram: 78
      }
    }

    func apply(to path: String) throws {
      switch self {
      case .noBytes: truncate(path, 0)
      case .cutInHeader: truncate(path, 50)
      case .garbage: try Data(repeating: 0x78, count: 10_000).write(to: URL(filePath: path))
      case .cutInHalf:
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        truncate(path, off_t(size / 2))
      case .otherProgram:
        unlink(path)
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE note (text)") }
      case .missingTable:
        try DatabaseQueue(path: path).write { try $0.execute(sql: "DROP TABLE rollup") }
      }
      for ending in ["-wal", "-shm"] where self != .missingTable { unlink(path + ending) }
    }
  }

  private static func tool() throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "a.json")
    try tool.run("import", "a.json")
    return tool
  }

  @Test(arguments: Damage.allCases)
  func `doctor ends with 1, says what it is, and how to restore a backup`(damage: Damage) throws {
    let tool = try Self.tool()
    #expect(try tool.run("backup", "backup.db", asOf: nil).status == 0)
    let path = tool.folder.path("ledger.db")
    try damage.apply(to: path)
    let before = try Data(contentsOf: URL(filePath: path))
    let result = try tool.run("doctor")
    #expect(result.status == 1)
    #expect(result.errors.contains("restore a backup"))
    if damage == .missingTable {
      // What can be checked is checked.
      #expect(result.output.contains("\nrollup     DIFFERS\n"))
      #expect(result.errors.contains("rollup: cannot be checked: no such table: rollup\n"))
    } else {
      #expect(result.output == "")
      #expect(
        result.errors.hasPrefix("piledger: \(path): \(damage.sentence); "), "\(result.errors)")
      let command = "restore a backup with piledger backup \(path) --db BACKUP"
      #expect(result.errors.contains(command), "\(result.errors)")
      #expect(result.errors.filter { $0 == "\n" }.count == 1)
    }
    if damage != .missingTable { #expect(try Data(contentsOf: URL(filePath: path)) == before) }

    #expect(try tool.run("backup", path, "--db", "backup.db", asOf: nil).status == 0)
    #expect(try tool.run("doctor").status == 0)
    #expect(try tool.run("report", "status", "-f", "csv", "-q").output.contains("matched,1,"))
  }

  @Test(arguments: Damage.allCases, [["report"], ["import", "a.json", "--reread"]])
  func `other commands say so too, and touch nothing`(damage: Damage, words: [String]) throws {
    let tool = try Self.tool()
    let path = tool.folder.path("ledger.db")
    try damage.apply(to: path)
    let before = try Data(contentsOf: URL(filePath: path))
    let result = try tool.run(words)
    #expect(result.status == damage.status, "\(result.errors)")
    #expect(result.errors.contains("restore a backup with piledger backup"))
    #expect(!result.errors.contains("SQLite error"))
    if damage != .missingTable { #expect(try Data(contentsOf: URL(filePath: path)) == before) }
  }
}

import Foundation
import TestSupport

/// `oracle.py`, which recomputes figures from the provider's answers by what the manual says, and
/// shares nothing with the tool.
enum Oracle {
  /// A Python with the time zones; nil if there is none on this machine.
  static let python: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    return folders.map { "\($0)/python3" }.first { path in
      let words = ["-c", "import zoneinfo; zoneinfo.ZoneInfo('Europe/Berlin')"]
      return FileManager.default.isExecutableFile(atPath: path)
        && (try? run(path, words).status) == 0
    }
  }()

  /// The tables that it makes of files of one record a line.
  static func table(files: [String], zone: String, asOf: String) throws -> FigureTable {
    let script = TestFiles.path("Tests/Commands/Oracle/oracle.py")
    let prices = TestFiles.path("Sources/RateCards/RateCards.docc/Prices.md")
    let result = try run(python ?? "python3", [script, prices, zone, asOf] + files)
    return FigureTable(csv: result.output)
  }

  private static func run(
    _ program: String, _ arguments: [String]
  ) throws -> (status: Int32, output: String) {
    let folder = try TemporaryFolder()
    _ = FileManager.default.createFile(atPath: folder.path("output"), contents: nil)
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ["PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(
      forWritingTo: URL(filePath: folder.path("output")))
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try folder.text(of: "output"))
  }
}

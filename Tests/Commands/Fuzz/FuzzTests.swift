import Foundation
import TestSupport
import Testing

/// Whatever bytes a reader is given, it neither ends the process, nor takes long or much memory, nor
/// loses or makes up anything.
///
/// The executable `Fuzzing` reads them, so that what ends a process is a failure like any other.
/// `PILEDGER_FUZZ_MINUTES` has each reader tried for so long, from a seed of the day.
@Suite(.serialized) struct FuzzTests {
  private static let minutes = ProcessInfo.processInfo.environment["PILEDGER_FUZZ_MINUTES"]
    .flatMap(Double.init)

  /// How a reader took its inputs.
  private struct Outcome {
    let status: Int32
    let output: String
    /// The input at work when it ended.
    let last: String
  }

  @Test(arguments: [
    ("json", 8_000), ("answers", 2_500), ("tables", 2_500), ("cards", 8_000), ("settings", 8_000),
    ("packed", 2_000), ("series", 6_000), ("requests", 5_000), ("holidays", 8_000),
  ])
  func `mutated inputs are read without harm`(target: String, inputs: Int) throws {
    let seed = Self.minutes == nil ? 1 : Int(Date().timeIntervalSince1970) / 86_400
    let outcome = try Self.run(target, inputs: inputs, seed: seed)
    print("seed \(seed), \(outcome.output)")
    #expect(
      outcome.status == 0,
      "\(target): \(outcome.output); the last one was \(outcome.last); Fuzzing --help says how to see it"
    )
  }

  @Test func `every reader has inputs to start from, which are small`() throws {
    let files = TestFiles.names(under: "Tests/Fixtures/corpus", ending: "")
    let sizes = try files.map { name in
      try FileManager.default.attributesOfItem(atPath: TestFiles.path(name))[.size] as? Int ?? 0
    }
    #expect(files.count > 50)
    #expect(sizes.reduce(0, +) < 200_000)
  }

  private static func run(_ target: String, inputs: Int, seed: Int) throws -> Outcome {
    let folder = try TemporaryFolder()
    let amount = minutes.map { ["--minutes", "\($0)"] } ?? ["--inputs", "\(inputs)"]
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", #"ulimit -v 4194304; ulimit -c 0; exec "$0" "$@" 2>&1"#]
      + [Tool.executable("Fuzzing").path, target]
      + [TestFiles.path("Tests/Fixtures/corpus/\(target)"), "--seed", "\(seed)"] + amount
      + ["--note", folder.path("note")]
    // A backtrace of Swift's own takes longer than the run.
    process.environment = ["SWIFT_BACKTRACE": "enable=no", "TMPDIR": folder.path]
    _ = FileManager.default.createFile(atPath: folder.path("output"), contents: nil)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: folder.path("output")))
    try process.run()
    // A hang costs processor time, which ends the process by itself; a wait does not.
    let end = Date().addingTimeInterval((minutes ?? 0) * 120 + 600)
    while process.isRunning, Date() < end { Thread.sleep(forTimeInterval: 0.05) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: try folder.text(of: "output").trimmingCharacters(in: .newlines),
      last: String(try folder.text(of: "note").prefix { $0 != "\n" }))
  }
}

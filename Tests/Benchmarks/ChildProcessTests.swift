import TestSupport
import Testing

@testable import Benchmarks

@Suite struct ChildProcessTests {
  private static func outcome(_ script: String) throws -> (ChildProcess.Outcome, TemporaryFolder) {
    let folder = try TemporaryFolder()
    let outcome = try ChildProcess(
      path: "/bin/sh", arguments: ["-c", script], environment: ["WORD": "fog"],
      folder: folder.path
    ).run()
    return (outcome, folder)
  }

  @Test(arguments: [("exit 0", 0), ("exit 10", 10), ("kill -9 $$", 137)] as [(String, Int32)])
  func `a process ends with its status, or with its signal`(script: String, status: Int32) throws {
    #expect(try ChildProcessTests.outcome(script).0.status == status)
  }

  @Test func `a process has its environment alone, and writes into its folder`() throws {
    let (_, folder) = try ChildProcessTests.outcome("echo $WORD $HOME; echo no >&2")
    #expect(try folder.text(of: "stdout") == "fog\n")
    #expect(try folder.text(of: "stderr") == "no\n")
  }

  @Test func `work is counted as cpu time, and waiting is not`() throws {
    let (working, _) = try ChildProcessTests.outcome(
      "i=0; while [ $i -lt 99999 ]; do i=$((i+1)); done")
    let (waiting, _) = try ChildProcessTests.outcome("sleep 0.2")
    #expect(working.usage.cpuSeconds > waiting.usage.cpuSeconds)
    #expect(waiting.usage.wallSeconds >= 0.2)
  }

  @Test func `a program that does not exist is an error`() {
    #expect(throws: BenchmarkError.self) {
      try ChildProcess(path: "/no/such", arguments: [], environment: [:], folder: "/").run()
    }
  }
}

import Foundation
import TestSupport
import Testing
import Traffic

/// A disk that fails at one call, or from one call on, ends a command with one clear line and a
/// documented status, or does not disturb it; the ledger stays sound, and the next run makes good.
@Suite struct DiskFaultTests {
  private static let reading = [
    ["report", "model"], ["doctor", "-q"], ["query", "spend-by-day"], ["wallet"], ["status"],
  ].map { WritingCommand(words: $0) }

  private static let errors: [FaultyDisk.Call: [FaultyDisk.Fault]] = [
    .open: [EIO, ENOSPC, EACCES, EMFILE].map { .error($0) },
    .read: [.error(EIO), .error(EINTR), .short],
    .write: [.error(EIO), .error(ENOSPC), .error(EDQUOT), .error(EINTR), .short],
    .sync: [.error(EIO), .error(ENOSPC)], .truncate: [.error(EIO)],
    .rename: [.error(EIO), .error(ENOSPC)], .unlink: [.error(EIO)],
    .mkdir: [.error(EIO), .error(ENOSPC)], .link: [.error(EIO)], .mode: [.error(EIO)],
    .lock: [.error(EIO), .error(ENOLCK)],
  ]
  /// What disturbs nobody: the call is made again.
  private static let harmless: Set<FaultyDisk.Fault> = [.error(EINTR), .short]
  /// Failures that tell of the disk: a damaged file cannot be told from one that is misread.
  private static let failures: Set<Int32> = [1, 66, 73, 75, 78]
  private static let raw = ["SQLite error", "PRAGMA", "INSERT", "SELECT", "COMMIT", "not an error"]

  private struct Draw: CustomStringConvertible {
    let command: String
    let call: FaultyDisk.Call
    let number: Int
    let fault: FaultyDisk.Fault
    let lasts: Bool

    var description: String {
      "\(command): \(fault) at \(call) \(number)\(lasts ? " and later" : "")"
    }
  }

  private static func draw(
    _ command: WritingCommand, _ counts: FaultyDisk.Counts, _ random: inout SeededRandom
  ) -> Draw? {
    let calls = FaultyDisk.Call.allCases.filter { counts.of([$0]) > 0 }
    guard let call = calls.randomElement(using: &random),
      let fault = errors[call]?.randomElement(using: &random)
    else { return nil }
    return Draw(
      command: command.name, call: call,
      number: Int.random(in: 1...counts.of([call]), using: &random), fault: fault,
      lasts: !harmless.contains(fault) && Int.random(in: 0..<3, using: &random) == 0)
  }

  @Test(arguments: reading + WritingCommand.all)
  func `a disk that fails is told, loses nothing, and the next run makes good`(
    command: WritingCommand
  ) throws {
    let undisturbed = try UndisturbedRun(command)
    var random = Trials.random(command.name)
    let rows = Self.reading.count + WritingCommand.all.count
    var hits = 0
    for _ in 0..<Trials.share(ofRows: rows, usually: 60) {
      guard let draw = Self.draw(command, undisturbed.calls, &random) else { continue }
      let trial = try Trial(command)
      let disk = try FaultyDisk(of: trial.tool)
      let failed = try trial.run(
        disk.failing([draw.call], at: draw.number, by: draw.fault, lasts: draw.lasts))
      if disk.hasHit {
        hits += 1
        Trials.note("fault")
      }
      #expect(!failed.isKilled, "\(draw): signal \(failed.result.status)")
      Self.expectClarity(failed.result, like: undisturbed.first, draw)
      // What a run went on without is as if there had been no fault.
      if failed.result.status != undisturbed.first.status || draw.call == .unlink {
        let next = try trial.run().result
        #expect(
          undisturbed.nextStatuses(after: failed.result).contains(next.status),
          "\(draw): \(next.status): \(next.errors)")
      }
      let differences = try undisturbed.differences(of: trial.tool)
      #expect(differences == [], "\(draw)")
      let doctor = try trial.tool.run("doctor", asOf: WritingCommand.asOf)
      #expect(doctor.status == 0, "\(draw): \(doctor.output) \(doctor.errors)")
    }
    #expect(hits > 0, "\(command.name): no fault has hit")
  }

  private static func expectClarity(
    _ result: Tool.Result, like expected: Tool.Result, _ draw: Draw
  ) {
    for word in raw { #expect(!result.errors.contains(word), "\(draw): \(result.errors)") }
    guard result.status != expected.status else { return }
    #expect(!harmless.contains(draw.fault), "\(draw): \(result.status): \(result.errors)")
    #expect(failures.contains(result.status), "\(draw): \(result.status): \(result.errors)")
    #expect(
      (result.errors + result.output).contains(": "), "\(draw): \(result.status) without a reason")
  }
}

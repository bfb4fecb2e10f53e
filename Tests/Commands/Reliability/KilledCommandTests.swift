import Foundation
import TestSupport
import Testing

/// A command killed at any of the system calls by which it changes files is completed by its
/// repetition: the same figures, the same files, nothing left over, and nothing untold.
@Suite struct KilledCommandTests {
  /// What a run says of records that it could not read.
  private static let telling = "could not be read"

  @Test(arguments: WritingCommand.all)
  func `what is killed at any call is completed by running it again`(
    command: WritingCommand
  ) throws {
    let undisturbed = try Trial(command)
    let disk = try FaultyDisk(of: undisturbed.tool)
    let expected = try undisturbed.run(disk.counting).result
    let calls = disk.counts.of(FaultyDisk.Call.changes)
    #expect(calls > 0, "\(command.name): \(expected.errors)")
    let dump = try LedgerDump(of: undisturbed.tool.folder)
    let again = try undisturbed.run().result.status
    var random = Trials.random(command.name)
    for _ in 0..<Trials.share(ofRows: WritingCommand.all.count, usually: 40) {
      let call = Int.random(in: 1...max(1, calls), using: &random)
      let fault = Bool.random(using: &random) ? FaultyDisk.Fault.kill : .torn
      let place = "\(command.name): \(fault) at call \(call) of \(calls)"
      let trial = try Trial(command)
      let killed = try trial.run(
        FaultyDisk(of: trial.tool).failing(FaultyDisk.Call.changes, at: call, by: fault))
      // A run that fetches does not make the same calls every time.
      guard killed.isKilled else { continue }
      let next = try trial.run().result
      var statuses = [expected.status] + [command.repeatedStatus].compactMap(\.self)
      if killed.result.errors.contains(Self.telling) { statuses.append(again) }
      #expect(statuses.contains(next.status), "\(place): \(next.status): \(next.errors)")
      #expect(try LedgerDump(of: trial.tool.folder).differences(from: dump) == [], "\(place)")
      let doctor = try trial.tool.run("doctor", asOf: WritingCommand.asOf)
      #expect(doctor.status == 0, "\(place): \(doctor.output) \(doctor.errors)")
    }
  }
}

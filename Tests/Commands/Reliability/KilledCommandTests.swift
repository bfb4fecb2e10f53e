import Foundation
import TestSupport
import Testing

/// A command killed at any of the system calls by which it changes files is completed by its
/// repetition: the same figures, the same files, nothing left over, and nothing untold.
@Suite struct KilledCommandTests {
  @Test(arguments: WritingCommand.all)
  func `what is killed at any call is completed by running it again`(
    command: WritingCommand
  ) throws {
    let undisturbed = try UndisturbedRun(command)
    let calls = undisturbed.calls.of(FaultyDisk.Call.changes)
    #expect(calls > 0, "\(command.name): \(undisturbed.first.errors)")
    var random = Trials.random(command.name)
    let share = Trials.share(ofRows: WritingCommand.all.count, usually: 40)
    var kills = 0
    // Only what writes is torn, and a run that fetches does not make the same calls every time.
    for _ in 0..<share * 5 where kills < share {
      let call = Int.random(in: 1...max(1, calls), using: &random)
      let fault = Int.random(in: 0..<4, using: &random) > 0 ? FaultyDisk.Fault.kill : .torn
      let place = "\(command.name): \(fault) at call \(call) of \(calls)"
      let trial = try Trial(command)
      let killed = try trial.run(
        FaultyDisk(of: trial.tool).failing(FaultyDisk.Call.changes, at: call, by: fault))
      guard killed.isKilled else { continue }
      kills += 1
      Trials.note("kill")
      let next = try trial.run().result
      let statuses = undisturbed.nextStatuses(after: killed.result)
      #expect(statuses.contains(next.status), "\(place): \(next.status): \(next.errors)")
      let differences = try undisturbed.differences(of: trial.tool)
      #expect(differences == [], "\(place)")
      let doctor = try trial.tool.run("doctor", asOf: WritingCommand.asOf)
      #expect(doctor.status == 0, "\(place): \(doctor.output) \(doctor.errors)")
    }
    #expect(kills == share, "\(command.name): killed \(kills) times")
  }
}

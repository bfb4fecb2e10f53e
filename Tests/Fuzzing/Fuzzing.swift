import ArgumentParser
import Foundation

/// Reads mutated inputs with one of the readers, until one of them is read wrongly.
///
/// The seed and the number of the input are in the file `--note` before it is read, so that one that
/// ends the process can be made again with `--show`.
@main
struct Fuzzing: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads mutated inputs.",
    discussion: """
      Fuzzing answers Tests/Fixtures/corpus/answers --seed 7 --inputs 5000
      Fuzzing answers Tests/Fixtures/corpus/answers --seed 7 --show 4711 >found
      Fuzzing answers found --inputs 0
      """)

  @Argument(help: "What reads the inputs.")
  var target: String
  @Argument(help: "A folder of inputs, or one input, each of which is read as it is first.")
  var corpus: String
  @Option var seed: UInt64 = 1
  @Option(help: "The number of the first input.")
  var first = 0
  @Option(help: "How many mutated inputs are read.")
  var inputs = 1000
  @Option(help: "Reads inputs for so long instead.")
  var minutes: Double?
  @Option(help: "Where the input at work is noted.")
  var note: String?
  @Option(help: "Writes the input of a number instead of reading any.")
  var show: Int?

  func run() throws {
    guard let target = FuzzTarget.all.first(where: { $0.name == target }) else {
      throw ValidationError("no such target")
    }
    let corpus = try Corpus(at: corpus)
    let source = MutatedInputs(corpus: corpus, target: target, seed: seed)
    if let show {
      FileHandle.standardOutput.write(Data(source.input(show)))
      return
    }
    var session = FuzzSession(target: target, notePath: note)
    for (name, bytes) in corpus.files { try session.read(bytes, named: "corpus \(name)") }
    let end = minutes.map { Date().addingTimeInterval($0 * 60) }
    var number = first
    while end.map({ Date() < $0 }) ?? (number < first + inputs) {
      try session.read(source.input(number), named: "seed \(seed) input \(number)")
      number += 1
    }
    print("\(target.name): \(session.summary)")
  }
}

/// A reader at work, its limits, and what it has read.
struct FuzzSession {
  /// A hang ends the process: the signal comes after so much processor time for one input.
  private static let hangSeconds = 10
  private static let memoryLimitBytes = 1 << 30

  private let target: FuzzTarget
  private let note: FileHandle?
  private var (inputs, bytes) = (0, 0)
  private var slowest = (seconds: 0.0, name: "")

  init(target: FuzzTarget, notePath: String?) {
    self.target = target
    note = notePath.flatMap { path in
      _ = FileManager.default.createFile(atPath: path, contents: nil)
      return FileHandle(forWritingAtPath: path)
    }
  }

  /// - Throws: ``Fault`` with what is wrong.
  mutating func read(_ input: [UInt8], named name: String) throws {
    try note?.seek(toOffset: 0)
    note?.write(Data("\(target.name) \(name)\n".utf8))
    var timer = itimerval()
    timer.it_value.tv_sec = FuzzSession.hangSeconds
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
    let start = FuzzSession.processorSeconds
    let fault = target.fault(input)
    let seconds = FuzzSession.processorSeconds - start
    (inputs, bytes) = (inputs + 1, bytes + input.count)
    if seconds > slowest.seconds { slowest = (seconds, name) }
    if let fault { throw Fault("\(target.name), \(name): \(fault)") }
    let limit =
      target.secondsAtLeast + target.secondsPerMegabyte * Double(input.count) / 1e6
    if seconds > limit {
      throw Fault("\(target.name), \(name): \(seconds) s for \(input.count) bytes")
    }
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    if usage.ru_maxrss * 1024 > FuzzSession.memoryLimitBytes {
      throw Fault("\(target.name), \(name): more than 1 GiB of memory")
    }
  }

  var summary: String {
    let most = String(format: "%.3f", slowest.seconds)
    return "\(inputs) inputs, \(bytes) bytes, at most \(most) s for \(slowest.name)"
  }

  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

struct Fault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

import Foundation
import Glibc

/// A program that is run to completion and measured.
struct ChildProcess {
  struct Outcome {
    /// The exit status, or 128 and the signal that ended it.
    let status: Int32
    let usage: ProcessUsage
    /// The files that hold what it wrote.
    let outputPath: String
    let errorsPath: String

    func output() throws -> Data { try Data(contentsOf: URL(filePath: outputPath)) }

    /// The last line that it wrote to stderr.
    var lastError: String {
      let text = (try? String(contentsOfFile: errorsPath, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").last.map(String.init) ?? ""
    }
  }

  let path: String
  let arguments: [String]
  let environment: [String: String]
  /// The folder for what it writes.
  let folder: String

  func run() throws -> Outcome {
    let outputPath = "\(folder)/stdout"
    let errorsPath = "\(folder)/stderr"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outputPath, writing, 0o644)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errorsPath, writing, 0o644)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    allowInterrupts(&attributes)

    let clock = ContinuousClock()
    let start = clock.now
    let process = try spawn(actions: &actions, attributes: &attributes)
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw BenchmarkError.file(path, errno) }
    }
    let wall = clock.now - start
    return Outcome(
      status: ChildProcess.exitStatus(status),
      usage: ProcessUsage(
        wallSeconds: wall / .seconds(1),
        cpuSeconds: ChildProcess.seconds(usage.ru_utime) + ChildProcess.seconds(usage.ru_stime),
        peakBytes: usage.ru_maxrss * 1024),
      outputPath: outputPath, errorsPath: errorsPath)
  }

  /// The benchmarks ignore Ctrl-C, so that they can clean up after a child that does not.
  private func allowInterrupts(_ attributes: inout posix_spawnattr_t) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
  }

  private func spawn(
    actions: inout posix_spawn_file_actions_t, attributes: inout posix_spawnattr_t
  ) throws -> pid_t {
    let words = [path] + arguments
    let settings = environment.map { "\($0.key)=\($0.value)" }.sorted()
    var argumentPointers = words.map { strdup($0) } + [nil]
    var settingPointers = settings.map { strdup($0) } + [nil]
    defer { (argumentPointers + settingPointers).forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawn(
      &process, path, &actions, &attributes, &argumentPointers, &settingPointers)
    guard code == 0 else { throw BenchmarkError.file(path, code) }
    return process
  }

  /// The exit status as a shell would report it, from that of wait4 (W_EXITCODE in wait(2)).
  private static func exitStatus(_ status: Int32) -> Int32 {
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}

/// The resources that a process used.
struct ProcessUsage: Hashable, Codable {
  var wallSeconds: Double
  /// User and system time of all its threads.
  var cpuSeconds: Double
  /// The largest resident set.
  ///
  /// Linux counts the parent's memory until the program is loaded, so the lower limit is that of
  /// the benchmarks themselves.
  var peakBytes: Int

  /// Processes one after another.
  static func + (left: ProcessUsage, right: ProcessUsage) -> ProcessUsage {
    ProcessUsage(
      wallSeconds: left.wallSeconds + right.wallSeconds,
      cpuSeconds: left.cpuSeconds + right.cpuSeconds,
      peakBytes: max(left.peakBytes, right.peakBytes))
  }
}

import Files
import Foundation

/// A program that gets bytes on stdin and may take only so long and say only so much.
///
/// Nothing that it does can block or end this process: its input is a file that is complete before
/// it starts, so that one that reads nothing breaks no pipe, and its output is read to the end, of
/// which only the start is kept.
struct LimitedProcess {
  /// How it ended.
  enum End: Hashable {
    case exited(Int32)
    case killed(signal: Int32)
    /// It was stopped, with all that it had started.
    case timedOut
    case notStarted(code: Int32)
  }

  struct Outcome {
    let end: End
    /// The start of what it wrote to stdout and stderr.
    fileprivate(set) var output: [UInt8] = []
    fileprivate(set) var droppedBytes = 0
  }

  fileprivate static let outputLimitBytes = 8192
  /// How often it is asked whether it has ended.
  private static let intervalMilliseconds: Int32 = 20
  /// From the request to end until it is killed.
  private static let graceMilliseconds = 1000

  /// The program, searched for in `PATH` if it has no slash, and its arguments.
  let words: [String]
  let environment: [String: String]
  let timeLimitSeconds: Int

  func run(input: [UInt8]) -> Outcome {
    let inputDescriptor = LimitedProcess.file(of: input)
    guard inputDescriptor >= 0 else { return Outcome(end: .notStarted(code: errno)) }
    defer { close(inputDescriptor) }
    var pipes: [Int32] = [-1, -1]
    guard pipe(&pipes) == 0 else { return Outcome(end: .notStarted(code: errno)) }
    let (reading, writing) = (pipes[0], pipes[1])
    defer { close(reading) }
    _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    let spawned = spawn(input: inputDescriptor, output: writing)
    close(writing)
    switch spawned {
    case .failure(let failure): return Outcome(end: .notStarted(code: failure.code))
    case .success(let process): return wait(for: process, reading: reading)
    }
  }

  /// A file of this user alone, without a name any more, that holds bytes to be read from its start;
  /// -1 with `errno` on failure.
  private static func file(of bytes: [UInt8]) -> Int32 {
    let folder = FileManager.default.temporaryDirectory.path
    var template = Array("\(folder)/piledger-summary-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return -1 }
    unlink(template)
    guard FileBytes.write(bytes, to: descriptor), lseek(descriptor, 0, SEEK_SET) == 0 else {
      close(descriptor)
      return -1
    }
    return descriptor
  }

  private struct SpawnFailure: Error {
    let code: Int32
  }

  /// Starts it as the leader of a group, so that all that it starts can be stopped with it.
  ///
  /// It gets no other open file: neither the ledger nor the ledger's lock.
  private func spawn(input: Int32, output: Int32) -> Result<pid_t, SpawnFailure> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    LimitedProcess.closeOnExec()
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    var process = pid_t()
    let code = LimitedProcess.withCStrings(words) { arguments in
      LimitedProcess.withCStrings(variables) { variables in
        posix_spawnp(&process, words[0], &actions, &attributes, arguments, variables)
      }
    }
    return code == 0 ? .success(process) : .failure(SpawnFailure(code: code))
  }

  /// Keeps every open file but stdin, stdout and stderr from programs that are started from now on.
  private static func closeOnExec() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for descriptor in names.compactMap({ Int32($0) }) where descriptor > STDERR_FILENO {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
  }

  /// Calls a closure with a list of C strings that ends with a null pointer.
  private static func withCStrings(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Int32
  ) -> Int32 {
    let pointers = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }

  private func wait(for process: pid_t, reading: Int32) -> Outcome {
    let clock = ContinuousClock()
    let limit = clock.now + .seconds(timeLimitSeconds)
    var outcome = Outcome(end: .timedOut)
    var isOpen = true
    while clock.now < limit {
      if let end = LimitedProcess.end(of: process) {
        // What it has started may still hold the pipe: what is there is enough.
        if isOpen { _ = outcome.drain(reading) }
        return Outcome(end: end, output: outcome.output, droppedBytes: outcome.droppedBytes)
      }
      var poller = pollfd(fd: isOpen ? reading : -1, events: Int16(POLLIN), revents: 0)
      poll(&poller, 1, LimitedProcess.intervalMilliseconds)
      if poller.revents != 0 { isOpen = outcome.drain(reading) }
    }
    LimitedProcess.stop(process)
    _ = outcome.drain(reading)
    return outcome
  }

  /// How it has ended; nil as long as it runs.
  private static func end(of process: pid_t) -> End? {
    var status: Int32 = 0
    guard waitpid(process, &status, WNOHANG) == process else { return nil }
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
  }

  /// Asks its group to end, and kills what is left of it.
  private static func stop(_ process: pid_t) {
    kill(-process, SIGTERM)
    var hasEnded = false
    for _ in 0..<(graceMilliseconds / Int(intervalMilliseconds)) where !hasEnded {
      poll(nil, 0, intervalMilliseconds)
      hasEnded = end(of: process) != nil
    }
    kill(-process, SIGKILL)
    if !hasEnded { waitpid(process, nil, 0) }
  }
}

extension LimitedProcess.Outcome {
  /// Takes what can be read at once.
  ///
  /// - Returns: false once everybody has closed the other end.
  fileprivate mutating func drain(_ descriptor: Int32) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    // One that writes without end must not keep the clock from being looked at.
    for _ in 0..<16 {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
      let kept = min(count, LimitedProcess.outputLimitBytes - output.count)
      output += buffer[..<kept]
      droppedBytes += count - kept
    }
    return true
  }
}

import Foundation
import Glibc
import TestSupport

/// The built binary, run as a user runs it.
struct Tool {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The folder in which the tool runs, with its own home.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A tool that starts from what another one prepared.
  init(_ contents: FolderContents) throws {
    try self.init()
    try contents.write(to: folder)
  }

  /// A binary of the build.
  static func executable(_ name: String) -> URL {
    // The test bundle is next to the binaries in the build folder.
    let bundle = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appending(path: name)
  }

  /// Runs the tool with arguments, in a fixed environment, at a fixed time.
  @discardableResult
  func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:],
    asOf: String? = "2026-06-01T00:00:00Z"
  ) throws -> Result {
    try run(arguments, input: input, environment: environment, asOf: asOf)
  }

  @discardableResult
  func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    asOf: String? = "2026-06-01T00:00:00Z"
  ) throws -> Result {
    let process = try start(
      arguments + (asOf.map { ["--as-of", $0] } ?? []), input: input, environment: environment)
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try folder.text(of: ".output"),
      errors: try folder.text(of: ".errors"))
  }

  /// What runs the tool: a shell that first does what it is told, or a user that is not root.
  enum Runner {
    /// The words of a script that precede the tool, or `>` followed by a name.
    case shell(before: String = "", redirection: String = "")
    case otherUser
    /// A script in its own namespace, whose mounts are invisible elsewhere.
    case mounting(String)

    /// The user `nobody`.
    static let otherUserID: uid_t = 65_534
    private static let setpriv = "/usr/bin/setpriv"

    /// Whether a test may become another user who can run the tool.
    static let canBecomeOtherUser: Bool = {
      guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: setpriv),
        let result = try? Tool().run(by: .otherUser, "--version")
      else { return false }
      return result.status == 0
    }()

    fileprivate var words: [String] {
      switch self {
      case .shell(let before, let redirection):
        ["/bin/sh", "-c", "\(before)exec \"$0\" \"$@\" \(redirection)"]
      case .mounting(let script): ["/usr/bin/unshare", "-m", "/bin/sh", "-c", script]
      case .otherUser:
        [
          Runner.setpriv, "--reuid", "\(Runner.otherUserID)", "--regid",
          "\(Runner.otherUserID)", "--clear-groups",
        ]
      }
    }
  }

  /// Runs the tool through another program, at no fixed time.
  @discardableResult
  func run(
    by runner: Runner, _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Result {
    try run(by: runner, arguments, environment: environment)
  }

  @discardableResult
  func run(
    by runner: Runner, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Result {
    let tool = Tool.executable("piledger").path
    let process = try process(
      URL(filePath: runner.words[0]), runner.words.dropFirst() + [tool] + arguments, input: "",
      environment: ownEnvironment.merging(environment) { _, given in given })
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try folder.text(of: ".output"),
      errors: try folder.text(of: ".errors"))
  }

  /// Runs a line in a shell with only the given environment.
  func shell(_ line: String, environment: [String: String]) throws -> Result {
    let process = try process(
      URL(filePath: "/bin/sh"), ["-c", line], input: "", environment: environment)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try folder.text(of: ".output"),
      errors: try folder.text(of: ".errors"))
  }

  /// Puts the binary where ``typicalEnvironment`` finds it by name.
  func linkBinary() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("bin"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      at: URL(filePath: folder.path("bin/piledger")),
      withDestinationURL: Tool.executable("piledger"))
  }

  /// A user's shell environment: a home, and a path that contains the tool.
  var typicalEnvironment: [String: String] {
    ["HOME": folder.path, "PATH": "\(folder.path)/bin:/usr/bin:/bin", "TZ": "UTC"]
  }

  /// The folder is the home, and contains the ledger and temporary files.
  private var ownEnvironment: [String: String] {
    [
      "HOME": folder.path, "PILEDGER_DB": folder.path("ledger.db"), "TZ": "UTC",
      "TMPDIR": folder.path,
    ]
  }

  /// Starts the tool without waiting for it.
  func start(
    _ arguments: [String], input: String = "", environment: [String: String]
  ) throws -> Process {
    let process = try process(
      Tool.executable("piledger"), arguments, input: input,
      environment: ownEnvironment.merging(environment) { _, given in given })
    try process.run()
    return process
  }

  /// Runs the tool and ends it with SIGKILL after a time, unless it has ended before.
  ///
  /// - Returns: whether it was killed.
  func kill(afterSeconds seconds: Double, _ arguments: String...) throws -> Bool {
    let process = try start(arguments + ["--as-of", "2026-06-01T00:00:00Z"], environment: [:])
    Thread.sleep(forTimeInterval: seconds)
    _ = Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  private func process(
    _ executable: URL, _ arguments: [String], input: String, environment: [String: String]
  ) throws -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = environment
    try folder.write(input, to: ".input")
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: folder.path(".input")))
    process.standardOutput = try Tool.file(folder.path(".output"))
    process.standardError = try Tool.file(folder.path(".errors"))
    return process
  }

  /// Files instead of pipes: a full pipe would block the tool.
  private static func file(_ path: String) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    return try FileHandle(forWritingTo: URL(filePath: path))
  }
}

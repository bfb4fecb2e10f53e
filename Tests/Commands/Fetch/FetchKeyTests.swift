import Foundation
import TestSupport
import Testing

/// The key opens the account's money: it goes into one header and nowhere else.
@Suite struct FetchKeyTests {
  private static let key = StandInScenario.key

  /// The files in a folder that contain the key, gzip decompressed, except for one.
  static func filesWithKey(in folder: TemporaryFolder, except: String = "") throws
    -> [String]
  {
    try files(with: key, in: folder, except: except)
  }

  /// The files in a folder that contain a text, gzip decompressed, except for one.
  static func files(
    with text: String, in folder: TemporaryFolder, except: String = ""
  ) throws -> [String] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return try names.filter { name in
      var isFolder: ObjCBool = false
      let path = folder.path(name)
      guard name != except, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { return false }
      let grep = Process()
      grep.executableURL = URL(filePath: "/bin/zgrep")
      grep.arguments = ["-q", "-a", "-F", text, path]
      grep.standardOutput = FileHandle.nullDevice
      try grep.run()
      grep.waitUntilExit()
      return grep.terminationStatus == 0
    }
  }

  @Test(
    arguments: [
      nil, .status(401, retryAfter: nil), .status(500, retryAfter: nil), .webPage, .cut,
      .redirect("http://localhost:1/account/info?from=piapi"),
      .body(#"{"page":1,"size":1,"total":1,"data":[{"id":"\#(key)","detail":"\#(key)"}]}"#),
    ] as [StandInScenario.Misbehaviour?])
  func `the key is in no file, no output and no error, whatever happens`(
    misbehaviour: StandInScenario.Misbehaviour?
  ) throws {
    let faults = misbehaviour.map { [StandInScenario.Fault($0, times: 1000)] } ?? []
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(2), faults: faults))
    let result = try fetching.tool.run(
      "fetch", "--verbose",
      environment: fetching.environment.merging(["PILEDGER_FETCH_ATTEMPTS": "2"]) { $1 })
    #expect(!fetching.archiveNames.isEmpty)
    #expect(!(result.output + result.errors).contains(Self.key))
    #expect(try Self.filesWithKey(in: fetching.tool.folder).isEmpty)
  }

  @Test func `a fetch leaves the ledger and the archive behind, and nothing else`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(2)))
    try fetching.tool.run("fetch", environment: fetching.environment)
    let own = [".input", ".output", ".errors"]
    let folder = try FileManager.default.contentsOfDirectory(atPath: fetching.tool.folder.path)
    #expect(
      folder.filter { !own.contains($0) }.sorted()
        == ["ledger.archive", "ledger.db", "ledger.db.lock"])
  }

  @Test func `the key is not in the process list`() throws {
    let slow = StandInScenario.Fault(.slow(milliseconds: 15_000), on: .account)
    let fetching = try FetchingTool(StandInScenario(faults: [slow]))
    let process = try fetching.tool.start(["fetch"], environment: fetching.environment)
    try fetching.wait { try !fetching.standIn.requests.isEmpty }
    let path = "/proc/\(process.processIdentifier)/cmdline"
    let arguments = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(arguments.contains("fetch"))
    #expect(!arguments.contains(Self.key))
  }

  @Test(arguments: [401, 403])
  func `a rejected key ends with 77, immediately`(code: Int) throws {
    let fault = StandInScenario.Fault(.status(code, retryAfter: nil), on: .account)
    let fetching = try FetchingTool(StandInScenario(faults: [fault]))
    let result = try fetching.fetch()
    #expect(result.status == 77)
    #expect(
      result.errors == "piledger: 127.0.0.1: account info: the key was refused (\(code))\n")
    #expect(try fetching.standIn.requests.count == 1)
  }

  @Test func `another key than the account's is refused`() throws {
    let fetching = try FetchingTool(StandInScenario())
    #expect(try fetching.fetch(environment: ["PIAPI_API_KEY": "other"]).status == 77)
  }

  @Test func `the key does not follow a redirect, not even to the same machine`() throws {
    let elsewhere = try StandIn(StandInScenario())
    let fault = StandInScenario.Fault(
      .redirect("http://localhost:\(elsewhere.port)/account/info"), on: .account)
    let fetching = try FetchingTool(StandInScenario(faults: [fault]))
    let result = try fetching.fetch()
    #expect(result.status == 69)
    #expect(result.errors.contains("redirected to localhost, where the key is not sent\n"))
    #expect(try elsewhere.requests.isEmpty)
  }

  @Test func `without a key nothing is requested, and no ledger is created`() throws {
    let fetching = try FetchingTool(StandInScenario())
    let result = try fetching.fetch(environment: ["PIAPI_API_KEY": ""])
    #expect(result.status == 78)
    #expect(
      result.errors
        == "piledger: no key: set PIAPI_API_KEY, or key_file in the configuration\n")
    #expect(try fetching.standIn.requests.isEmpty)
    #expect(!fetching.tool.folder.names.contains { $0.hasPrefix("ledger") })
  }

  @Test func `a key file is used if others cannot read it, and refused if they can`() throws {
    let fetching = try FetchingTool(StandInScenario())
    let folder = fetching.tool.folder
    try folder.write("key_file: secrets/piapi.key\n", to: "piledger.yaml")
    let path = try folder.write(Self.key + "\n", to: "secrets/piapi.key")
    chmod(path, 0o600)
    #expect(try fetching.fetch(environment: ["PIAPI_API_KEY": ""]).status == 0)
    #expect(try Self.filesWithKey(in: folder, except: "secrets/piapi.key").isEmpty)
    chmod(path, 0o640)
    let refused = try fetching.fetch(environment: ["PIAPI_API_KEY": ""])
    #expect(refused.status == 78)
    #expect(refused.errors.contains("others can read the key (mode 640); chmod 600"))
  }

  @Test func `a key is not sent in the clear to another machine`() throws {
    let result = try Tool().run(
      "fetch", "--tasks", "none",
      environment: ["PIAPI_API_KEY": Self.key, "PILEDGER_BASE_URL": "http://api.piapi.ai"])
    #expect(result.status == 78)
    #expect(
      result.errors == "piledger: PILEDGER_BASE_URL: expected an address such as "
        + "https://api.piapi.ai: https, or http for this machine alone (localhost, 127.0.0.1)\n")
  }
}

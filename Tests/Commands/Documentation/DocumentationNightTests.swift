import Foundation
import TestSupport
import Testing

/// A line of a crontab: five fields, and what cron passes to a shell.
enum CrontabLine {
  /// Empty for a line that sets a variable.
  static func command(of line: String) -> String {
    let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
    return fields.count == 6 ? String(fields[5].drop { $0 == " " }) : ""
  }
}

/// The crontab and the systemd units of the documentation do what they say, unmodified.
@Suite struct DocumentationNightTests {
  /// The minimal environment that cron provides.
  private static let cron = ["PATH": "/usr/bin:/bin"]

  /// A text of the documentation with its system paths moved into a folder.
  private static func moved(_ text: String, into tool: Tool) -> String {
    text.replacing("/usr/local/bin/piledger", with: Tool.executable("piledger").path)
      .replacing("/etc/piledger", with: tool.folder.path("etc"))
      .replacing("/var/lib/piledger", with: tool.folder.path("var"))
      .replacing("/srv/piapi-log", with: tool.folder.path("log"))
  }

  @Test func `the documented crontab runs the night with nothing but cron's environment`() throws {
    let fetching = try FetchingTool(StandInScenario(rows: NightlyScenario.rows(3)))
    let (tool, folder) = (fetching.tool, fetching.tool.folder)
    let settings = try #require(
      try DocumentationBlock.all("yaml").first { block in
        block.text.hasPrefix("# /etc/piledger/config.yaml\n")
      })
    // The only thing that is not documented: the provider's address.
    let provider = "base_url: \(fetching.standIn.baseURL)\nfetch_attempts: 1\n"
    try folder.write(Self.moved(settings.text, into: tool) + provider, to: "etc/config.yaml")
    chmod(try folder.write(StandInScenario.key, to: "etc/piapi.key"), 0o600)
    try folder.write(TaskText().envelope, to: "log/tasks.ndjson")
    let crontabs = try DocumentationBlock.different("crontab")
    #expect(crontabs.count == 1)
    let crontab = try #require(crontabs.first)
    let commands = crontab.lines.map(CrontabLine.command).filter { !$0.isEmpty }
    #expect(commands.count == 1)
    for command in commands {
      #expect(command.hasPrefix("/"), "cron finds no binary outside /usr/bin and /bin: \(command)")
      let line = Self.moved(command, into: tool)
      let result = try tool.shell(line, environment: Self.cron)
      #expect([0, 10, 13, 14].contains(result.status), "\(result.status): \(result.errors)")
      #expect(!result.errors.contains("piledger: "), "\(result.errors)")
    }
    #expect(try !fetching.standIn.requests.isEmpty)
    #expect(try folder.text(of: "var/reports/latest/night.txt").hasPrefix("night of "))
    #expect(try folder.text(of: "var/reports/latest/summary.md").contains("seedream"))
    #expect(folder.names.filter { !$0.hasPrefix(".") } == ["etc", "log", "var"])
  }

  @Test func `the unit keeps its backup whatever the status of the night`() throws {
    let unit = try #require(Self.units()["piledger.service"])
    let settings = unit.split(separator: "\n").map(String.init)
    #expect(settings.contains { $0.hasPrefix("ExecStopPost=") && $0.contains(" backup ") })
    // It runs after a success only.
    #expect(!settings.contains { $0.hasPrefix("ExecStartPost=") })
    let successes = try #require(settings.first { $0.hasPrefix("SuccessExitStatus=") })
      .split(separator: "=")[1].split(separator: " ").compactMap { Int32($0) }
    #expect(successes == [10, 11, 12, 13, 14, 65])
  }

  private static let analyzer = ["/usr/bin/systemd-analyze", "/bin/systemd-analyze"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(.enabled(if: analyzer != nil, "systemd-analyze is not installed"))
  func `systemd accepts the units`() throws {
    let tool = try Tool()
    let units = try Self.units()
    #expect(units.keys.sorted() == ["piledger.service", "piledger.timer"])
    for (name, text) in units { try tool.folder.write(Self.moved(text, into: tool), to: name) }
    let analyzer = try #require(Self.analyzer)
    let result = try tool.shell(
      "\(analyzer) verify --man=no ./piledger.service ./piledger.timer", environment: Self.cron)
    #expect(result.status == 0)
    #expect(result.output + result.errors == "")
  }

  /// The unit files by name; each starts with a comment that says where it goes.
  private static func units() throws -> [String: String] {
    let block = try #require(try DocumentationBlock.all("ini").first)
    var units: [String: String] = [:]
    for part in block.text.components(separatedBy: "# /etc/systemd/system/").dropFirst() {
      let lines = part.split(separator: "\n", maxSplits: 1).map(String.init)
      units[lines[0]] = lines[1]
    }
    return units
  }
}

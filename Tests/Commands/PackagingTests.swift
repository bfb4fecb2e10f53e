import Foundation
import TestSupport
import Testing

/// The files of the Debian package; `.packaging/test` builds and installs it.
@Suite struct PackagingTests {
  private static let folder = ".packaging/files"

  private static func lines(_ name: String) throws -> [String] {
    try TestFiles.text("\(folder)/\(name)").split(separator: "\n").map(String.init)
  }

  /// The manual's unit of a name, as lines.
  private static func documented(_ name: String) throws -> [String] {
    let block = try #require(try DocumentationBlock.all("ini").first)
    let unit = block.text.components(separatedBy: "# /etc/systemd/system/")
      .first { $0.hasPrefix("\(name)\n") }
    return try #require(unit).split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func `the packaged service is confined as the manual's is`() throws {
    // Its paths, its user and where its key comes from are its own.
    let own = [
      "Exec", "Environment=", "LoadCredential=", "DynamicUser=", "User=", "Group=",
      "Documentation=", "ReadWritePaths=", "#",
    ]
    let rest = { (lines: [String]) in
      lines.filter { line in !own.contains(where: line.hasPrefix) }
    }
    #expect(
      rest(try Self.lines("piledger.service")) == rest(try Self.documented("piledger.service")))
    let packaged = try Self.lines("piledger.service")
    #expect(packaged.contains("User=piledger"))
    #expect(packaged.contains { $0.hasPrefix("ExecStopPost=") && $0.contains(" backup ") })
    #expect(
      packaged.filter { $0.hasPrefix("Exec") }.allSatisfy { $0.contains("=/usr/bin/piledger ") })
  }

  @Test func `the packaged timer is the manual's`() throws {
    let packaged = try Self.lines("piledger.timer").filter { !$0.hasPrefix("Documentation=") }
    #expect(packaged == (try Self.documented("piledger.timer")))
  }

  @Test func `the packaged settings are valid, as they are and with all that they propose`() throws
  {
    let tool = try Tool()
    let text = try TestFiles.text("\(Self.folder)/config.yaml")
    try tool.folder.write(text, to: "config.yaml")
    let proposed = text.replacing(#/(?m)^# (inbox|metrics|on_news): /#) { "\($0.1): " }
    #expect(proposed != text)
    try tool.folder.write(proposed, to: "proposed.yaml")
    for name in ["config.yaml", "proposed.yaml"] {
      let result = try tool.run(
        "config", "show", "--origin", "--config", name, environment: ["PILEDGER_DB": ""])
      #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
      #expect(result.output.contains("/var/lib/piledger/ledger.db"))
    }
  }

  @Test(arguments: ["postinst", "prerm", "postrm", "../deb", "../test"])
  func `a script is one that its shell can read`(name: String) throws {
    let text = try TestFiles.text("\(Self.folder)/\(name)")
    let tool = try Tool()
    try tool.folder.write(text, to: "script")
    let shell = text.hasPrefix("#!/bin/sh\n") ? "/bin/sh" : "/bin/bash"
    let result = try tool.shell("\(shell) -n script", environment: [:])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(text.contains("\nset -e"))
  }
}

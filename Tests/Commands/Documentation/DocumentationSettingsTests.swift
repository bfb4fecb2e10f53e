import Foundation
import TestSupport
import Testing

/// The YAML of the documentation can be pasted: each block is a configuration or a rate card without an error.
@Suite struct DocumentationSettingsTests {
  /// The names that cards may start with; anything else is a configuration.
  private static let cardNames = ["- model", "family", "waivers"]

  private static func isCard(_ block: DocumentationBlock) -> Bool {
    let first = block.lines.first { !$0.hasPrefix("#") } ?? ""
    return cardNames.contains(String(first.prefix { $0 != ":" }))
  }

  @Test(arguments: try DocumentationBlock.different("yaml"))
  func `a block is taken verbatim`(block: DocumentationBlock) throws {
    let tool = try Tool()
    try tool.folder.write(block.text, to: "block.yaml")
    guard Self.isCard(block) else {
      // The keys that some of them name.
      for name in ["piapi.key", "studio.key", "agency.key"] {
        chmod(try tool.folder.write("key", to: name), 0o600)
      }
      let shown = try tool.run("config", "show", "--config", "block.yaml")
      // Conditions that no task meets are reported; the blocks assume a ledger with such tasks.
      let unmet = shown.errors.split(separator: "\n").filter { !$0.contains(": no ") }
      #expect(shown.status == 0 && unmet.isEmpty, "\(shown.errors)")
      return
    }
    for arguments in [
      ["rates", "lint", "block.yaml"], ["rates", "test", "--card", "block.yaml"],
      ["rates", "list", "--card", "block.yaml"],
    ] {
      let result = try tool.run(arguments)
      #expect(result.status == 0 && result.errors.isEmpty, "\(arguments): \(result.errors)")
    }
  }

  @Test func `the manual explains every setting in its configuration`() throws {
    let block = try #require(
      try DocumentationBlock.all("yaml").first { $0.text.hasPrefix("db: ") })
    let names = try Tool().run("config", "show", "-f", "csv").output
      .split(separator: "\n").dropFirst(2).map { String($0.prefix { $0 != "," }) }
    #expect(names.count > 15)
    for name in names {
      #expect(block.lines.contains { $0.hasPrefix("\(name):") }, "\(name)")
    }
  }
}

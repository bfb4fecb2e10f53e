import Foundation
import Rendering
import TestSupport
import Testing
import Traffic

/// A night as a message for a webhook.
@Suite struct SlackWriterTests {
  private static func message(of payload: String) throws -> String {
    let object = try JSONSerialization.jsonObject(with: Data(payload.utf8)) as? [String: Any]
    return try #require(object?["text"] as? String)
  }

  @Test func `the first line is bold and the others stand in a block`() {
    #expect(
      SlackWriter.text(head: "night of 2026-05-31: 1 new", lines: ["new: stuck", "wallet: 1 USD"])
        == "*night of 2026-05-31: 1 new*\n```\nnew: stuck\nwallet: 1 USD\n```")
    #expect(SlackWriter.text(head: "a * b", lines: []) == "*a ∗ b*")
  }

  @Test func `the body is one line of JSON that shows no previews`() throws {
    let payload = SlackWriter.payload(head: "a", lines: ["b \"c\" \\"])
    #expect(payload.hasSuffix("}\n"))
    #expect(payload.filter { $0 == "\n" }.count == 1)
    #expect(try Self.message(of: payload) == "*a*\n```\nb \"c\" \\\n```")
    #expect(payload.contains("\"unfurl_links\": false, \"unfurl_media\": false"))
  }

  @Test(arguments: [
    (
      "<!channel> <@U1> <https://a.example|b>",
      "&lt;!channel&gt; &lt;@U1&gt; &lt;https://a.example|b&gt;"
    ),
    ("a & b &lt;", "a &amp; b &amp;lt;"), ("```<!here>```", "'''&lt;!here&gt;'''"),
    ("one\n*two*", "one\\u{A}*two*"),
  ])
  func `a hostile name mentions nobody, links nothing and stays in the block`(
    name: String, shown: String
  ) {
    #expect(SlackWriter.text(head: "a", lines: [name]) == "*a*\n```\n\(shown)\n```")
  }

  @Test func `a message has at most 3000 characters and says what it leaves out`() {
    let lines = (1...40).map { "\($0) " + String(repeating: "&", count: 400) }
    let text = SlackWriter.text(head: "head", lines: lines)
    #expect(text.utf16.count <= 3000)
    #expect(text.hasSuffix("\n… and 39 more lines\n```"))
    #expect(text.hasPrefix("*head*\n```\n1 &amp;"))
  }

  @Test func `random hostile lines keep the form of the message`() throws {
    let seed: UInt64 = 7
    var random = SeededRandom(seed: seed)
    for round in 0..<200 {
      let lines =
        (0..<5).map { _ in HostileText.random(&random, pieces: 40) } + HostileText.examples
      let text = try Self.message(of: SlackWriter.payload(head: "a", lines: lines))
      #expect(text.utf16.count <= SlackWriter.textLimit, "seed \(seed), \(round)")
      #expect(text.components(separatedBy: "```").count == 3, "seed \(seed), \(round)")
      #expect(!text.contains("<") && !text.contains(">"), "seed \(seed), \(round)")
    }
  }
}

import RateCards
import TestSupport
import Testing

/// Files that are no card at all.
@Suite struct CardFileErrorTests {
  static let texts: [BadCard] = [
    BadCard("nothing", text: "", "card.yaml:1: the file is empty"),
    BadCard("only a comment", text: "# no rates yet\n", "card.yaml:1: the file is empty"),
    BadCard(
      "a tab", text: "\t- poster\n",
      "card.yaml:1: not YAML: found character that cannot start any token"),
    BadCard(
      "a list without its end", text: "rates: [1\n",
      "card.yaml:2: not YAML: did not find expected ',' or ']'"),
    BadCard(
      "two colons", text: "rates:\n  - model: a: b\n",
      "card.yaml:2: not YAML: mapping values are not allowed in this context"),
    BadCard(
      "two documents", text: "rates: []\n---\nrates: []\n",
      "card.yaml:2: not YAML: but found another document"),
    BadCard("a control character", text: "rates: \u{1}\n", "card.yaml:1: not YAML"),
    BadCard(
      "a section twice", text: "rates: []\nrates: []\n",
      "card.yaml:1: a field appears twice: rates"),
    BadCard(
      "two prices of one entry", "usd: 1\nnote: x\nusd: 2",
      "card.yaml:4: a field appears twice: usd"),
    BadCard(
      "two fields twice", "usd: 1\nnote: x\nusd: 2\nnote: y",
      "card.yaml:5: a field appears twice: note, usd"),
  ]

  @Test(arguments: CardFileErrorTests.texts)
  func `a file that is not a card is refused with its line`(_ card: BadCard) {
    #expect(TestCard.refusal(of: card.text) == card.message)
  }

  private static func refusal(of bytes: [UInt8]) -> String? {
    TestCard.refusal(
      of: CardSource(name: "own card", files: [CardFile(name: "card.yaml", bytes: bytes)]))
  }

  @Test(arguments: [[0xFF, 0xFE, 0x72, 0x00], [0x61, 0x3A, 0x20, 0xC3, 0x28]])
  func `a file that is not UTF-8 is refused`(_ bytes: [Int]) {
    #expect(Self.refusal(of: bytes.map { UInt8($0) }) == "card.yaml:1: expected UTF-8")
  }

  @Test func `a card of a mebibyte is read, one byte more is refused`() {
    let card = Array(TestCard.poster("usd: 1").utf8)
    let rest = 1_048_576 - card.count
    let full = card + [UInt8](repeating: UInt8(ascii: "#"), count: rest)
    #expect(Self.refusal(of: full) == nil)
    #expect(
      Self.refusal(of: full + [UInt8(ascii: "#")])
        == "card.yaml:1: expected at most 1048576 bytes, found 1048577")
  }

  @Test func `thousands of nested lists are refused, not followed`() {
    let message = TestCard.refusal(of: String(repeating: "[", count: 100_000))
    #expect(message?.hasPrefix("card.yaml:1: not YAML") == true)
  }

  @Test func `the file with the error is named`() {
    let source = CardSource(
      name: "own card",
      files: [
        CardFile(name: "a.yaml", bytes: Array(TestCard.poster("usd: 1").utf8)),
        CardFile(name: "b.yaml", bytes: Array(TestCard.poster("usd: x").utf8)),
      ])
    #expect(
      TestCard.refusal(of: source)
        == #"b.yaml:4: usd: expected a decimal number of 0 or more, found "x""#)
  }
}

/// Cards in files and folders.
@Suite struct CardPathTests {
  private static func message(_ path: String) -> String? {
    do {
      _ = try CardSource(path: path)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `a missing card is named`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("missing.yaml")
    #expect(
      Self.message(path) == "\(path):1: the rate card does not exist; correct --card or cards")
  }

  @Test func `a folder without YAML is no card`() throws {
    let folder = try TemporaryFolder()
    try folder.write("rates: []", to: "card.txt")
    #expect(Self.message(folder.path) == "\(folder.path):1: the folder has no .yaml file")
  }

  @Test func `a file that is too large is refused before it is read`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(String(repeating: "#", count: 1_048_577), to: "card.yaml")
    #expect(
      Self.message(path) == "\(path):1: expected at most 1048576 bytes, found 1048577")
  }

  @Test func `a folder in place of a file cannot be read`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "card.yaml/inner.yaml")
    let path = folder.path("card.yaml")
    #expect(Self.message(folder.path) == "\(path):1: the rate card cannot be read: Is a directory")
  }

  @Test func `the YAML files of a folder are one card, in the order of their names`() throws {
    let folder = try TemporaryFolder()
    try folder.write(TestCard.poster("usd: 2"), to: "b.yml")
    try folder.write(TestCard.poster("prices: [{ when: { size: A3 }, usd: 1 }]"), to: "a.yaml")
    try folder.write("not a card", to: "notes.md")
    let source = try CardSource(path: folder.path)
    #expect(source.files.map(\.name) == [folder.path("a.yaml"), folder.path("b.yml")])
    let pricer = Pricer(card: try RateCard(reading: [source]))
    let charge = try pricer.poster(["size": "A3"])
    #expect(charge.formula?.place == "\(folder.path("a.yaml")):4")
    #expect(charge.formula?.card == folder.path)
  }
}

import TestSupport
import Testing

/// Which prices usage lines show one after the other.
@Suite struct LinePriceTests {
  /// A line of five tasks of a day that were created within some hours.
  private static func line(_ hours: (String, String), consume: String) -> String {
    UsageLineText.images.replacing("280000", with: consume)
      .replacing("T01:00:00Z", with: "T\(hours.0)").replacing("T22:00:00Z", with: "T\(hours.1)")
  }

  /// The findings of two lines, of which the first was billed as the card says.
  private static func kinds(_ first: (String, String), _ second: (String, String)) throws
    -> [Substring]
  {
    let tool = try Tool()
    let lines = [line(first, consume: "280000"), line(second, consume: "350000")]
    try tool.folder.write(lines.joined(separator: "\n") + "\n", to: "lines.ndjson")
    try tool.run("import", "lines.ndjson")
    let result = try tool.run("reconcile", "-f", "csv")
    return result.output.split(whereSeparator: \.isNewline).dropFirst().compactMap {
      $0.split(separator: ",").first
    }
  }

  @Test func `a price whose tasks all came later than those of another one has replaced it`() throws
  {
    let kinds = try Self.kinds(("01:00:00Z", "08:00:00Z"), ("08:00:01Z", "22:00:00Z"))
    #expect(kinds == ["price_changed"])
  }

  @Test(
    arguments: [
      (("01:00:00Z", "22:00:00Z"), ("03:00:00Z", "20:00:00Z")),
      (("03:00:00Z", "20:00:00Z"), ("01:00:00Z", "22:00:00Z")),
      (("01:00:00Z", "08:00:00Z"), ("08:00:00Z", "22:00:00Z")),
    ])
  func `of two prices at the same time, none has replaced the other`(
    first: (String, String), second: (String, String)
  ) throws {
    #expect(try Self.kinds(first, second) == ["overcharged"])
  }
}

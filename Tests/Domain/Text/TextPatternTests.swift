import Domain
import Testing

@Suite struct TextPatternTests {
  @Test(arguments: [
    ("kling", "kling", true), ("kling", "kling2", false), ("kling*", "kling", true),
    ("kling*", "kling2", true), ("*ing", "kling", true), ("*", "", true), ("", "", true),
    ("", "a", false), ("a*b", "ab", true), ("a*b", "aXXb", true), ("a*b", "a", false),
    ("ab*ba", "aba", false), ("*/ads/*", "log/ads/1.json", true), ("*/ads/*", "ads/1.json", false),
    ("a*b*c", "abbc", true), ("a*b*c", "acb", false), ("**", "x", true), ("*aab", "aaab", true),
  ])
  func `a star matches any characters`(pattern: String, text: String, fits: Bool) {
    #expect(TextPattern(pattern).fits(text) == fits)
  }

  @Test(arguments: [
    ("kling", "kling", true), ("kling", "kling2", false), ("kling*", "kl*", true),
    ("kling*", "luma*", false), ("*", "", true), ("a*", "*b", true), ("a*c", "ab*", true),
    ("a*c", "*b", false), ("a*b*c", "*x*", true), ("ab", "a*b*", true), ("ab", "a*bc*", false),
  ])
  func `two patterns overlap if some text matches both`(left: String, right: String, overlap: Bool)
  {
    #expect(TextPattern(left).overlaps(TextPattern(right)) == overlap)
    #expect(TextPattern(right).overlaps(TextPattern(left)) == overlap)
  }

  @Test(arguments: ["", "project", "=ads", "project=untagged"])
  func `a tag is a key and a value`(text: String) {
    #expect(throws: TagError.self) { try Tag(text) }
  }

  @Test func `the value of a tag may have equals signs, and may be empty`() throws {
    #expect(try Tag("a=b=c").value == "b=c")
    #expect(try Tag("a=").value.isEmpty)
  }
}

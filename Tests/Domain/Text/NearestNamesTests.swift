import Testing

@testable import Domain

@Suite struct NearestNamesTests {
  private static let families = ["Kling", "Kling 3.0", "Hailuo", "Seedream", "Wan 2.6", "LLM"]

  @Test(
    arguments: [
      ("Klingg", ["Kling"]), ("klin", ["Kling", "Kling 3.0"]), ("klnig", ["Kling"]),
      ("hailou", ["Hailuo"]),
      ("seedream 5", ["Seedream"]), ("dream", ["Seedream"]), ("xyz", []), ("", []),
    ] as [(String, [String])])
  func `the names within a few letters are close, closest first`(
    name: String, nearest: [String]
  ) {
    let found = NearestNames.nearest(to: name, among: Self.families)
    #expect(found == nearest)
  }

  @Test func `a hint names what is close, or a dozen of all names`() {
    #expect(NearestNames.hint(for: "Hailou", among: Self.families) == "; nearest is Hailuo")
    #expect(
      NearestNames.hint(for: "klin", among: Self.families) == "; nearest are Kling, Kling 3.0")
    #expect(NearestNames.hint(for: "xyz", among: ["b", "a", "a"]) == "; known: a, b")
    let many = (10..<30).map { "model \($0)" }
    #expect(NearestNames.hint(for: "xyz", among: many).hasSuffix("model 21, …"))
    #expect(NearestNames.hint(for: "xyz", among: []) == "")
  }

  @Test(
    arguments: [
      ("", "", 0), ("a", "", 1), ("", "ab", 2), ("kling", "kling", 0), ("kling", "klingg", 1),
      ("kling", "kilng", 1), ("kling", "bling", 1), ("abc", "ca", 3), ("kitten", "sitting", 3),
    ] as [(String, String, Int)])
  func `a swap of two letters counts as one change`(left: String, right: String, distance: Int) {
    #expect(NearestNames.distance(Array(left), Array(right)) == distance)
    #expect(NearestNames.distance(Array(right), Array(left)) == distance)
  }
}

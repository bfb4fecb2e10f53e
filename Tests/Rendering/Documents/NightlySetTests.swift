import Domain
import Rendering
import ReportSamples
import Reports
import Testing

@Suite struct NightlySetTests {
  private static func summary(notes: [String]) throws -> [Substring] {
    let set = NightlySet(
      rows: ReportSample.rows, period: ReportSample.period, undatedTasks: 1, notes: notes)
    let text = try #require(set.files(csv: .plain).first { $0.name == "summary.md" }).text
    return text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test(arguments: [[], ["one"], ["one", "two"]])
  func `every heading of the summary begins its line`(notes: [String]) throws {
    let headings = try Self.summary(notes: notes).filter { $0.contains("## ") }
    #expect(
      headings == [
        "## Verdicts", "## Findings", "## Variance, both directions", "## Cost per model",
        "## Cost per day",
      ])
  }

  @Test func `what was not read is in the summary`() throws {
    let set = NightlySet(
      rows: ReportSample.rows, period: ReportSample.period, undatedTasks: 1,
      notRead: ["in/a.csv: it is not JSON", "in/b.json: cannot be opened: Permission denied"])
    let text = try #require(set.files(csv: .plain).first { $0.name == "summary.md" }).text
    #expect(
      text.contains(
        """

        ## Not read

        These files are not included in any figure.

        - in/a.csv: it is not JSON
        - in/b.json: cannot be opened: Permission denied

        """))
    #expect(!text.hasSuffix("\n\n"))
  }

  @Test func `the same rows make the same bytes`() {
    let sets = (0..<2).map { _ in
      NightlySet(rows: ReportSample.rows, period: .all, undatedTasks: 1, notes: ["a note"])
    }
    #expect(sets[0].files(csv: .plain) == sets[1].files(csv: .plain))
  }

  @Test func `a night without tasks has all its files`() throws {
    let set = NightlySet(rows: [], period: ReportSample.period, undatedTasks: 0)
    #expect(set.files(csv: .plain).count == 5)
    let summary = try #require(set.files(csv: .plain).first).text
    #expect(
      summary.hasPrefix("# PiAPI spend, 2026-05-04 to 2026-05-05\n\nChecked 0 of 0 tasks (–)"))
    for file in set.files(csv: .plain).dropFirst() {
      #expect(file.text.split(separator: "\n").count == 1)
    }
  }
}

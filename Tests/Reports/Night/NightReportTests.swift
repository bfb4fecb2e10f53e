import Domain
import Reconciliation
import ReportSamples
import Reports
import Testing

/// What cron mails.
@Suite struct NightReportTests {
  private static func findings(_ count: Int) -> [NightFinding] {
    (0..<count).map { number in
      NightFinding(
        key: FindingKey(
          kind: "overcharged", sku: "sku\(padded(number, to: 2))", detail: "", day: nil),
        tasks: 1, amount: Points(280_000))
    }
  }

  private static func report(
    findings: [NightFinding] = [], before: [NightFinding]? = nil,
    complaints: [NightReport.Complaint] = [], anomalies: [Anomaly] = [],
    skipped: [NightFigures.SkippedFile] = [], skippedBefore: [NightFigures.SkippedFile] = [],
    stale: StaleFeed? = nil, day: CalendarDay = CalendarDay(number: 20_604)
  ) -> NightReport {
    let figures = {
      (day: CalendarDay, findings: [NightFinding], skipped: [NightFigures.SkippedFile]) in
      NightFigures(
        day: day, checked: Points(50), billed: Points(100), balance: nil, findings: findings,
        skipped: skipped)
    }
    return NightReport(
      night: figures(day, findings, skipped),
      before: before.map { figures(day + -1, $0, skippedBefore) },
      coverage: Coverage(Totals(), undatedTasks: 0),
      spend: DaySpend(of: day, in: [], known: KnownDays(nil, lastCompleteDay: day)),
      complaints: complaints, anomalies: anomalies, staleFeeds: [stale].compactMap(\.self))
  }

  private static func skipped(_ count: Int, sizeBytes: Int64? = 9) -> [NightFigures.SkippedFile] {
    (0..<count).map {
      NightFigures.SkippedFile(
        path: "in/\($0).csv", reason: "it is not JSON", sizeBytes: sizeBytes)
    }
  }

  @Test func `a file that is not read is news once, and again when it changes`() {
    let first = Self.report(before: [], skipped: Self.skipped(1))
    #expect(first.lines[1] == "not read: in/0.csv: it is not JSON")
    let again = Self.report(before: [], skipped: Self.skipped(1), skippedBefore: Self.skipped(1))
    #expect(again.lines.isEmpty)
    let grown = Self.report(
      before: [], skipped: Self.skipped(1, sizeBytes: 10), skippedBefore: Self.skipped(1))
    #expect(grown.lines[1] == "not read: in/0.csv: it is not JSON")
    let gone = Self.report(before: [], skippedBefore: Self.skipped(1))
    #expect(gone.lines.isEmpty)
  }

  @Test func `many files that are not read take one line`() {
    let report = Self.report(
      findings: Self.findings(40), complaints: Self.complaints(30), skipped: Self.skipped(30))
    #expect(report.lines.count == 15)
    #expect(
      report.lines.filter { $0.hasPrefix("not read: ") }
        == ["not read: in/0.csv: it is not JSON; and 29 more files, see summary.md"])
    #expect(report.lines.contains("… and 28 more complaints"))
  }

  private static func complaints(_ count: Int) -> [NightReport.Complaint] {
    (0..<count).map { NightReport.Complaint(step: "fetch", text: "no answer \($0)") }
  }

  @Test func `without news there is nothing to report`() {
    #expect(Self.report().lines.isEmpty)
    #expect(Self.report(findings: Self.findings(3), before: Self.findings(3)).lines.isEmpty)
  }

  @Test func `the lines say what changed, what was spent and what was checked`() {
    let report = Self.report(
      findings: Self.findings(1), before: [], complaints: Self.complaints(1))
    #expect(
      report.lines == [
        "night of 2026-05-31, since 2026-05-30: 1 new, 0 changed, 0 resolved; 1 open finding",
        "fetch: no answer 0",
        "new: overcharged, sku00, 1 task, 0.028 USD",
        "spend on 2026-05-31: unknown; no earlier Sunday is known",
        "Checked 0 of 0 tasks (–), 0.00 of 0.00 USD (–); previously 50.0 % of USD",
      ])
  }

  @Test func `a budget of the month that is over has ended, and the headline says so`() {
    let budget = NightFinding(
      key: FindingKey(
        kind: "budget_exceeded", sku: "all", detail: "2026-05-01 to 2026-05-31", day: nil),
      tasks: 0, amount: Points(5_000_000))
    let report = Self.report(before: [budget], day: CalendarDay(number: 20_605))
    #expect(
      report.lines.prefix(2) == [
        "night of 2026-06-01, since 2026-05-31: 0 new, 0 changed, 0 resolved, 1 ended; "
          + "0 open findings",
        "ended: budget_exceeded, all, 0.50 USD, 2026-05-01 to 2026-05-31",
      ])
  }

  @Test func `the folder keeps the lines that were printed, and those of a silent night`() {
    let told = Self.report(findings: Self.findings(2), before: [])
    #expect(told.keptLines == told.lines)
    let silent = Self.report(findings: Self.findings(2), before: Self.findings(2))
    #expect(silent.lines.isEmpty)
    #expect(
      silent.keptLines == [
        "night of 2026-05-31, since 2026-05-30: 0 new, 0 changed, 0 resolved; 2 open findings",
        "nothing changed, so nothing was printed",
        "spend on 2026-05-31: unknown; no earlier Sunday is known",
        "Checked 0 of 0 tasks (–), 0.00 of 0.00 USD (–); previously 50.0 % of USD",
      ])
  }

  @Test(arguments: [(0, 40), (3, 40), (4, 9), (30, 0), (30, 40), (1, 8)])
  func `there are at most fifteen lines, and what is left out is counted`(
    complaints: Int, findings: Int
  ) {
    let lines = Self.report(
      findings: Self.findings(findings), complaints: Self.complaints(complaints)
    ).lines
    #expect(lines.count <= NightReport.lineLimit)
    let told = lines.filter { $0.hasPrefix("new: ") }.count
    let left = lines.compactMap { $0.wholeMatch(of: /… and (\d+) more changes/)?.1 }.first
    #expect(told + (left.flatMap { Int($0) } ?? 0) == findings)
  }

  @Test func `what was unusual about yesterday is reported, in at most three lines`() throws {
    let anomalies = try AnomalySamples.burst(models: 5, burstsIn: 0..<5)
    #expect(anomalies.count == 5)
    let lines = Self.report(anomalies: anomalies).lines
    #expect(lines.filter { $0.hasPrefix("unusual: model ") }.count == 2)
    #expect(lines.contains("… and 3 more unusual measures"))
  }

  /// Tasks on every day of five weeks, and none in the last two days.
  private static func staleFeed(through day: CalendarDay) throws -> StaleFeed {
    let billed = (2..<37).map { (day + -$0, Points(100_000_000)) }
    return try #require(StaleFeed(Dictionary(uniqueKeysWithValues: billed), through: day))
  }

  @Test func `a stopped feed is reported in the first night, and in one before a Monday`()
    throws
  {
    let sunday = CalendarDay(number: 20_604)
    for back in 0..<7 {
      let day = sunday + -back
      let stale = try Self.staleFeed(through: day)
      let sentence =
        "stale: no tasks have arrived since \(day + -2), for 2 days; before that, 35 of 35 days had "
        + "tasks, usually for 10.00 USD a day"
      let first = Self.report(findings: [stale.finding], before: [], stale: stale, day: day).lines
      #expect(first[0].contains(": 1 new, 0 changed, 0 resolved; 1 open finding"))
      #expect(first[1] == sentence)
      #expect(!first.contains { $0.hasPrefix("new: ") })
      let next = Self.report(
        findings: [stale.finding], before: [stale.finding], stale: stale, day: day
      ).lines
      #expect(next.contains(sentence) == (back == 0))
      #expect(next.isEmpty == (back != 0))
    }
  }

  @Test func `a night with everything to say has fifteen lines`() throws {
    let day = CalendarDay(number: 20_604)
    let lines = Self.report(
      findings: Self.findings(40), complaints: Self.complaints(40),
      anomalies: try AnomalySamples.burst(models: 5, burstsIn: 0..<5),
      stale: try Self.staleFeed(through: day), day: day
    ).lines
    #expect(lines.count <= NightReport.lineLimit)
    #expect(lines.contains { $0.hasPrefix("stale: ") })
    #expect(lines.contains { $0.hasSuffix(" more changes") })
  }

  @Test func `a feed that resumes is reported`() throws {
    let stale = try Self.staleFeed(through: CalendarDay(number: 20_603))
    let lines = Self.report(before: [stale.finding]).lines
    #expect(lines.contains("resolved: stale_feed, no task since 2026-05-28"))
  }

  @Test func `a hostile text stays on its line`() {
    let hostile = NightReport.Complaint(step: "fetch", text: "a\nnew: b\u{1B}[2J")
    let lines = Self.report(complaints: [hostile]).lines
    #expect(lines.contains("fetch: a\\u{A}new: b\\u{1B}[2J"))
  }
}

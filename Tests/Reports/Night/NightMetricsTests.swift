import Domain
import Reconciliation
import Rendering
import ReportSamples
import Reports
import TestSupport
import Testing
import Traffic

/// What monitoring reads of a night.
@Suite struct NightMetricsTests {
  private static let day = ReportSample.secondDay
  private static let ending = NightMetrics.Ending(
    version: "1.2.3", status: 10, startedAt: Instant(nanoseconds: 1_780_000_000_000_000_000),
    endedAt: Instant(nanoseconds: 1_780_000_012_345_678_901))
  private static let known = KnownDays(
    ReportSample.firstDay...day, lastCompleteDay: day)

  private static func wallet(balance: Int64, rate: SpendRate) -> WalletState {
    WalletState(
      asOf: Instant(seconds: 1_780_000_000),
      latest: WalletSnapshot(
        observedAt: Instant(seconds: 1_780_000_000), balance: Points(balance),
        precision: BalancePrecision(decimals: 7), figures: WalletFigures()),
      since: WalletState.Since(topUps: .zero, billed: .zero, unlogged: .zero, tasks: 0),
      basis: .ended, windows: [], rate: rate, unit: nil, commitment: .zero, openTasks: 0)
  }

  private static func report(
    kinds: [String] = [], rows: [LedgerLine] = ReportSample.rows, known: KnownDays = known,
    wallet: WalletState? = nil, complaints: [NightReport.Complaint] = []
  ) -> NightReport {
    let findings = kinds.enumerated().map { index, kind in
      NightFinding(
        key: FindingKey(kind: kind, sku: "sku\(index)", detail: "", day: nil), tasks: 1,
        amount: Points(1))
    }
    return NightReport(
      night: NightFigures(
        day: day, checked: .zero, billed: .zero, balance: nil, findings: findings),
      before: nil, coverage: ReportSample.coverage,
      spend: DaySpend(of: day, in: rows, known: known), wallets: [wallet].compactMap(\.self),
      complaints: complaints)
  }

  private static func measures(
    _ rows: [LedgerLine], known: KnownDays = known, lastTaskAt: Instant? = nil,
    sizeBytes: Int64? = nil
  ) -> NightMeasures {
    NightMeasures(
      of: day, in: rows, known: known, lastTaskAt: lastTaskAt, ledgerSizeBytes: sizeBytes)
  }

  private static func text(_ night: NightReport?, _ measures: NightMeasures?) -> String {
    MetricsWriter.text(NightMetrics.all(ending, night: night, measures: measures))
  }

  private static func rows(models: [(String, Int64)]) -> [LedgerLine] {
    models.map { model, billed in
      ReportSample.row(
        ReportSample.pricing(model, "video", [:], name: model), day, .matched, billed: billed,
        expected: billed)
    }
  }

  @Test func `a night with everything is the golden file`() throws {
    let found = Self.text(
      Self.report(
        kinds: ["overcharged", "overcharged", "budget_above_80%", "stale_feed"],
        wallet: Self.wallet(
          balance: 123_450_000, rate: SpendRate(spent: Points(140_000_000), days: 14)),
        complaints: [NightReport.Complaint(step: "fetch", text: "no answer")]),
      Self.measures(
        ReportSample.rows, lastTaskAt: Instant(nanoseconds: 1_779_999_999_900_000_000),
        sizeBytes: 4096))
    #expect(found == (try TestFiles.golden("Rendering/night.prom", found: found)))
    _ = try MetricsText(found)
  }

  @Test func `the month's amounts add up to what was billed`() throws {
    let month = try #require(Self.measures(ReportSample.rows).month)
    #expect(month.billed == month.expected + month.variance + month.unchecked)
    #expect(
      Self.measures(ReportSample.rows).billedByModel.reduce(.zero) { $0 + $1.billed }
        == month.billed)
  }

  @Test func `a run that failed has its status and time, and no figure of a night`() throws {
    let metrics = try MetricsText(Self.text(nil, nil))
    #expect(
      metrics.values == [
        "piledger_build_info{version=\"1.2.3\"}": "1", "piledger_night_exit_status": "10",
        "piledger_night_last_run_timestamp_seconds": "1780000012",
        "piledger_night_duration_seconds": "12.345",
      ])
  }

  @Test func `a clock that was set back leaves the duration out`() throws {
    let ending = NightMetrics.Ending(
      version: "1", status: 0, startedAt: Instant(seconds: 20), endedAt: Instant(seconds: 10))
    #expect(ending.durationMilliseconds == nil)
    let metrics = try MetricsText(
      MetricsWriter.text(NightMetrics.all(ending, night: nil, measures: nil)))
    #expect(!metrics.names.contains("piledger_night_duration_seconds"))
  }

  @Test func `what is unknown is left out, and is not 0`() throws {
    let unknown = KnownDays(nil, lastCompleteDay: Self.day)
    let metrics = try MetricsText(
      Self.text(Self.report(rows: [], known: unknown), Self.measures([], known: unknown)))
    for name in [
      "day_billed_usd", "day_usual_billed_usd", "month_billed_usd", "month_expected_usd",
      "month_variance_usd", "month_unchecked_usd", "month_model_billed_usd", "balance_usd",
      "runway_days", "last_task_timestamp_seconds", "ledger_size_bytes",
    ] {
      #expect(!metrics.names.contains("piledger_\(name)"), "\(name)")
    }
    let free = try MetricsText(Self.text(Self.report(rows: []), Self.measures([])))
    #expect(free.values["piledger_month_billed_usd"] == "0.00")
    #expect(free.values["piledger_day_billed_usd"] == "0.00")
  }

  @Test(
    "a balance's days are a number, without limit, or not told",
    arguments: [
      (SpendRate(spent: Points(140), days: 14), Optional("10.0")),
      (SpendRate(spent: .zero, days: 14), "+Inf"), (SpendRate(spent: .zero, days: 0), nil),
    ])
  func runway(rate: SpendRate, value: String?) throws {
    let report = Self.report(wallet: Self.wallet(balance: 100, rate: rate))
    let metrics = try MetricsText(Self.text(report, nil))
    #expect(metrics.values["piledger_runway_days"] == value)
    #expect(metrics.values["piledger_balance_usd"] == "0.00001")
  }

  @Test func `every kind of finding has its series, and kinds without one share another`() throws {
    let kinds =
      NightMetrics.findingKinds + ["budget_above_1%", "budget_above_99.5%", "of_tomorrow"]
    let metrics = try MetricsText(Self.text(Self.report(kinds: kinds), nil))
    let series = metrics.values.filter { $0.key.hasPrefix("piledger_open_findings{") }
    #expect(series.count == NightMetrics.findingKinds.count + 1)
    #expect(series["piledger_open_findings{kind=\"budget_above_threshold\"}"] == "3")
    #expect(series["piledger_open_findings{kind=\"other\"}"] == "1")
    #expect(series.values.compactMap { Int($0) }.reduce(0, +) == kinds.count)
    let none = try MetricsText(Self.text(Self.report(), nil))
    #expect(
      none.values.filter { $0.key.hasPrefix("piledger_open_findings{") }.values
        .allSatisfy { $0 == "0" })
  }

  @Test func `the 20 costliest models have a series of their own, and the rest share one`() throws {
    let models = (1...30).map { ("model\($0)", Int64($0) * 10_000_000) } + [("other", 5_000_000)]
    let metrics = try MetricsText(Self.text(nil, Self.measures(Self.rows(models: models))))
    let series = metrics.values.filter { $0.key.contains("{model=") }
    #expect(series.count == NightMeasures.modelLimit + 1)
    #expect(series["piledger_month_model_billed_usd{model=\"model11\"}"] == "11.00")
    #expect(series["piledger_month_model_billed_usd{model=\"model10\"}"] == nil)
    // 1 + … + 10, and what is really called that.
    #expect(series["piledger_month_model_billed_usd{model=\"other\"}"] == "55.50")
  }

  @Test func `a hostile model stays in its label`() throws {
    for name in HostileText.examples {
      let text = Self.text(nil, Self.measures(Self.rows(models: [(name, 10_000_000)])))
      let metrics = try MetricsText(text)
      let label = VisibleText.line(name, limit: 100)
      #expect(
        metrics.values["piledger_month_model_billed_usd{model=\"\(label)\"}"] == "1.00", "\(name)")
    }
  }

  @Test func `random hostile models give a text that is read back`() throws {
    let seed: UInt64 = 18
    var random = SeededRandom(seed: seed)
    for round in 0..<30 {
      let models = (0..<5).map { (HostileText.random(&random), Int64($0 + 1) * 10_000_000) }
      let metrics = try MetricsText(Self.text(nil, Self.measures(Self.rows(models: models))))
      #expect(metrics.values["piledger_month_billed_usd"] == "15.00", "seed \(seed), \(round)")
    }
  }
}

import Domain
import Exports
import Ledger
import RateCards
import Reconciliation
import TestSupport
import Testing

@Suite struct FocusUsageTests {
  private typealias Sample = FocusSample

  private static func fields(_ kind: LedgerLine) -> [String: String] {
    Sample.fields(FocusUsage(Sample.account).row(Sample.task(kind)).line)
  }

  /// What must hold of every row, whatever its price.
  private static func issues(_ line: String) -> [String] {
    let header = FocusColumn.allCases.map(\.rawValue)
    var lint = FocusLint(header: header)
    let byName = Sample.fields(line)
    let fields = header.map { name in
      let field = byName[name] ?? ""
      return field.hasPrefix("\"")
        ? String(field.dropFirst().dropLast()).replacing("\"\"", with: "\"") : field
    }
    return (lint.issues(ofHeader: header) + lint.issues(of: fields, line: 2)).map(\.description)
  }

  @Test func `prepaid usage bills nothing and carries its cost in EffectiveCost`() {
    let fields = Self.fields(Sample.video)
    #expect(fields["BilledCost"] == "0.0")
    #expect(fields["EffectiveCost"] == "0.32")
    #expect(fields["ListCost"] == "0.32")
    #expect(fields["ListUnitPrice"] == "0.08")
    #expect(fields["PricingQuantity"] == "4.0")
    #expect(fields["PricingUnit"] == "Seconds")
    #expect(fields["PricingCurrencyEffectiveCost"] == "3200000.0")
    #expect(fields["PricingCurrencyListUnitPrice"] == "800000.0")
    #expect(fields["ChargePeriodStart"] == "2025-10-29T00:00:00Z")
    #expect(fields["ChargePeriodEnd"] == "2025-10-30T00:00:00Z")
    #expect(fields["BillingPeriodStart"] == "2025-10-01T00:00:00Z")
    #expect(fields["BillingPeriodEnd"] == "2025-11-01T00:00:00Z")
    #expect(fields["x_Variance"] == "0.0")
    #expect(fields["x_RateId"] == "sora2/sora2-video")
  }

  @Test(arguments: [
    // what, billed, expected, list cost, contracted cost, quantity, unit, category
    (
      Sample.kind(
        billed: 4_000_000, expected: 3_200_000, price: 3_200_000,
        formula: Sample.formula(Sample.line("second", usd: "0.08")),
        quantities: [Sample.quantity("second", 4)], verdict: .overcharged),
      ["0.4", "0.32", "0.32", "4.0", "Seconds", "Standard"]
    ),
    (
      Sample.kind(
        billed: 2_880_000, expected: 2_880_000, price: 2_880_000,
        formula: Sample.formula(Sample.line("second", usd: "0.08"), agreement: "-10"),
        quantities: [Sample.quantity("second", 4)]),
      ["0.288", "0.32", "0.288", "4.0", "Seconds", "Standard"]
    ),
    (
      Sample.kind(
        billed: 0, expected: 0, price: 3_200_000,
        formula: Sample.formula(Sample.line("second", usd: "0.08")),
        quantities: [Sample.quantity("second", 4)], verdict: .refunded, status: .failed),
      ["0.0", "0.0", "0.0", "0.0", "Seconds", "Standard"]
    ),
    (
      Sample.kind(
        billed: 1_234_567, expected: nil, price: nil, formula: nil, quantities: [],
        verdict: .unpriced),
      ["0.1234567", "0.1234567", "0.1234567", "1.0", "Tasks", "Other"]
    ),
    (
      Sample.kind(
        billed: 2_000_000, expected: 2_000_000, price: 2_000_000,
        formula: Sample.formula(Sample.line("second", usd: "0.1", per: "5", isPerStarted: true)),
        quantities: [Sample.quantity("second", 7)]),
      ["0.2", "0.2", "0.2", "2.0", "5 Seconds", "Standard"]
    ),
    (
      Sample.kind(
        billed: 500_000, expected: 500_000, price: 500_000,
        formula: Sample.formula(Sample.line("second", usd: "0.01"), minimum: "0.05"),
        quantities: [Sample.quantity("second", 2)]),
      ["0.05", "0.05", "0.05", "1.0", "Tasks", "Standard"]
    ),
    (
      Sample.kind(
        billed: 2_400_000, expected: 2_400_000, price: nil,
        formula: Sample.formula(Sample.line("second", usd: "0.08")),
        quantities: [BilledQuantities.Entry(name: "second", value: nil)], verdict: .consistent),
      ["0.24", "0.24", "0.24", "3.0", "Seconds", "Standard"]
    ),
    (
      Sample.kind(
        billed: 32_000, expected: 32_000, price: 3_200_000,
        formula: Sample.formula(Sample.line("second", usd: "0.08")),
        quantities: [Sample.quantity("second", 4)], verdict: .penalty, status: .failed),
      ["0.0032", "0.0032", "0.0032", "1.0", "Tasks", "Standard"]
    ),
  ])
  func `every price is a unit price times a quantity, exactly`(
    kind: LedgerLine, expected: [String]
  ) {
    let fields = Self.fields(kind)
    let columns = [
      "EffectiveCost", "ListCost", "ContractedCost", "PricingQuantity", "PricingUnit",
      "PricingCategory",
    ]
    #expect(columns.map { fields[$0] ?? "" } == expected)
    #expect(Self.issues(FocusUsage(Sample.account).row(Sample.task(kind)).line) == [])
  }

  @Test func `the price of tokens is per million, and consumption is in tokens`() {
    let fields = Self.fields(
      Sample.kind(
        billed: 8438, expected: 8438, price: 8438,
        formula: Sample.formula(Sample.line("token", usd: "0.1125", per: "1000000")),
        quantities: [Sample.quantity("token", 7500)]))
    #expect(fields["PricingUnit"] == "1000000 Tokens")
    #expect(fields["PricingQuantity"] == "0.0075")
    #expect(fields["ListCost"] == "0.00084375")
    #expect(fields["ConsumedQuantity"] == "7500.0")
    #expect(fields["ConsumedUnit"] == "Tokens")
    #expect(fields["EffectiveCost"] == "0.0008438")
  }

  @Test func `lines of equal tasks differ only in the id`() {
    var usage = FocusUsage(Sample.account)
    let first = usage.line(Sample.task(Sample.video, id: "t-1", apiKeyID: "7"))
    let second = usage.line(Sample.task(Sample.video, id: "t-2", apiKeyID: "7"))
    #expect(first.replacing("t-1", with: "t-2") == second)
    #expect(first == usage.row(Sample.task(Sample.video, id: "t-1", apiKeyID: "7")).line)
    #expect(Sample.fields(first)["SubAccountName"] == "render farm")
    #expect(Sample.fields(usage.line(Sample.task(Sample.video)))["SubAccountType"] == "")
  }

  @Test func `a change of a closed month is a correction when found, and leaves the month its sum`()
  {
    let found = CalendarDay(number: 20_440)
    var change = Sample.video
    (change.tasks, change.adjustedDay, change.day) = (-1, change.day, found)
    let usage = FocusUsage(Sample.account)
    let rows = usage.rows([change], in: .all).map { Sample.fields($0.line) }
    #expect(rows.map { $0["EffectiveCost"] } == ["0.32", "-0.32"])
    #expect(rows.map { $0["ChargeClass"] } == ["", "Correction"])
    #expect(
      rows.map { $0["BillingPeriodStart"] } == ["2025-10-01T00:00:00Z", "2025-12-01T00:00:00Z"])
    #expect(rows[1]["ListUnitPrice"] == "0.08")
    #expect(rows[1]["PricingQuantity"] == "-4.0")
    #expect(rows[1]["ConsumedQuantity"] == "")
    #expect(usage.rows([change], in: ReportPeriod(since: found, until: nil)).count == 1)
  }

  @Test func `changes that a row cannot distinguish are one row, and what cancels out is none`() {
    let change = { (kind: LedgerLine, tasks: Int) in
      var change = kind
      (change.tasks, change.adjustedDay) = (tasks, kind.day)
      change.day = kind.day.map { $0 + 50 }
      return change
    }
    // Another measure that no column shows.
    let same = Sample.kind(
      billed: 3_200_000, expected: nil, price: nil, formula: nil,
      quantities: [Sample.quantity("a", 1)], verdict: .unpriced)
    let alike = Sample.kind(
      billed: 3_200_000, expected: nil, price: nil, formula: nil,
      quantities: [Sample.quantity("b", 1)], verdict: .unpriced)
    let rows = FocusUsage(Sample.account).rows(
      [change(same, 1), change(alike, 2), change(Sample.video, 1), change(Sample.video, -1)],
      in: .all)
    #expect(rows.map { Sample.fields($0.line)["EffectiveCost"] } == ["-0.96", "0.96"])
    #expect(rows.map { Sample.fields($0.line)["x_UncheckedCost"] } == ["-0.96", "0.96"])
  }

  @Test(arguments: HostileText.examples)
  func `a hostile name stays one field and is not a formula`(name: String) throws {
    let kind = Sample.kind(
      billed: 1, expected: nil, price: nil, formula: nil, quantities: [], verdict: .unpriced,
      model: name, taskType: name)
    let line = FocusUsage(Sample.account).row(Sample.task(kind, id: "\(name)x")).line
    #expect(line.hasPrefix("0.0,piapi-acme,acme,"))
    #expect(line.hasSuffix(",unpriced,,completed\r\n"))
    #expect(!line.contains(",="))
    #expect(!line.contains(",@"))
  }

  @Test func `the file starts with the columns of FOCUS, and own ones come last`() throws {
    let header = FocusRow.header
    #expect(
      header.hasSuffix(
        ",x_ExpectedCost,x_Variance,x_UncheckedCost,x_Verdict,x_RateId,x_TaskStatus\r\n"))
    let lines = [
      Sample.video,
      Sample.kind(
        billed: 0, expected: 0, price: 3_200_000,
        formula: Sample.formula(Sample.line("second", usd: "0.08")),
        quantities: [Sample.quantity("second", 4)], verdict: .refunded, status: .failed),
    ]
    let topUp = TopUp(
      id: 1, day: CalendarDay(number: 20_362), at: nil, amount: Points(250_000_000), kind: .cash,
      note: "")
    let text =
      header + lines.map { FocusUsage(Sample.account).row(Sample.task($0)).line }.joined()
      + FocusPurchase(Sample.account).row(topUp).line
    #expect(text == (try TestFiles.golden("Exports/focus.csv", found: text)))
  }
}

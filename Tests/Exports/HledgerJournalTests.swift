import Domain
import Exports
import Foundation
import Reconciliation
import Rendering
import ReportSamples
import TestSupport
import Testing

@Suite struct HledgerJournalTests {
  private static let day = ReportSample.firstDay

  private static func window(
    from opening: Int64?, to closing: Int64, billed: Int64, day: Int, topUps: [TopUp] = [],
    unexplained: Int64 = 0, timing: Int64 = 0, rounding: Int64 = 0, detail: String = ""
  ) -> WalletWindow {
    let at = Instant(startOf: CalendarDay(number: Self.day.number + day)).adding(seconds: 7200)
    var window = WalletWindow(
      openingAt: opening == nil ? nil : at.adding(seconds: -86_400), closingAt: at,
      opening: opening.map { Points($0) }, billed: Points(billed), unlogged: .zero,
      closing: Points(closing), tasks: 1, precision: BalancePrecision(decimals: 7))
    window.writtenTopUps = topUps
    window.topUps = topUps.reduce(.zero) { $0 + $1.amount }
    window.unexplained = Points(unexplained)
    window.timing = Points(timing)
    window.rounding = Points(rounding)
    window.detail = detail
    return window
  }

  private static func topUp(_ amount: Int64, _ kind: TopUp.Kind, note: String, id: Int64) -> TopUp {
    TopUp(id: id, day: day + 1, at: nil, amount: Points(amount), kind: kind, note: note)
  }

  private static func journal(_ windows: [WalletWindow], topUps: [TopUp] = []) -> String {
    HledgerJournal(
      rows: ReportSample.rows, windows: windows, entries: WalletEntries(topUps: topUps),
      paidFrom: "Assets:Bank",
      day: \.day
    ).text
  }

  @Test func `expenses by model, top-ups and balances, byte for byte`() throws {
    let paid = Self.topUp(500_000_000, .cash, note: "invoice 17; paid | late", id: 1)
    let given = Self.topUp(15_000_000, .credit, note: "", id: 2)
    let text = Self.journal(
      [
        Self.window(from: nil, to: 900_000_000, billed: 0, day: 0),
        Self.window(
          from: 900_000_000, to: 1_066_920_000, billed: 348_000_000, day: 1,
          topUps: [paid, given], unexplained: -80_000, detail: "a pack"),
      ], topUps: [paid, given])
    #expect(text == (try TestFiles.golden("Exports/journal.txt", found: text)))
  }

  @Test func `the postings of every entry sum to nothing`() {
    let text = Self.journal([
      Self.window(from: nil, to: 100, billed: 7, day: 0),
      Self.window(from: 100, to: 80, billed: 30, day: 1, unexplained: 10),
      Self.window(from: 80, to: 45, billed: 30, day: 2, timing: -7, rounding: 2),
    ])
    for entry in text.components(separatedBy: "\n\n").dropFirst(2) where !entry.isEmpty {
      let amounts = entry.split(separator: "\n").dropFirst().compactMap { line in
        line.trimmingPrefix("    ").components(separatedBy: "  ").last?
          .split(separator: " ").first.flatMap { ExactDecimal($0) }
      }
      let sum = try? amounts.reduce(Ratio.zero) { try $0.plus($1.ratio) }
      #expect(sum == .zero, "\(entry)")
    }
  }

  @Test func `what only the history shows is an expense once, and leaves the wallet`() {
    let pricing = ReportSample.pricing("seedream", "t", [:], name: "seedream/t")
    let row = ReportSample.row(pricing, Self.day, .unlogged, billed: 30, expected: nil)
    var window = Self.window(from: 100, to: 70, billed: 0, day: 0)
    window.unlogged = Points(30)
    let text = HledgerJournal(
      rows: [row], windows: [window], entries: WalletEntries(), paidFrom: "Assets:Bank", day: \.day
    ).text
    let postings = text.split(separator: "\n").filter { $0.hasPrefix("    ") }.map { $0.trimmed }
    #expect(
      postings == [
        "Expenses:PiAPI:Not logged  0.0000030 USD", "Liabilities:PiAPI:Usage  -0.0000030 USD",
        "Liabilities:PiAPI:Usage  0.0000030 USD",
        "Assets:PiAPI:Wallet  -0.0000030 USD = 0.0000070 USD",
      ])
  }

  @Test(arguments: HostileText.examples)
  func `a hostile model or note stays one line and one account`(name: String) {
    let pricing = ReportSample.pricing(name, "t", [:], name: name)
    let row = ReportSample.row(pricing, Self.day, .matched, billed: 5, expected: 5)
    let note = Self.topUp(5, .cash, note: name, id: 1)
    let text = HledgerJournal(
      rows: [row], windows: [], entries: WalletEntries(topUps: [note]),
      paidFrom: "Assets:Bank", day: \.day
    ).text
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 16)
    let posting = text.split(separator: "\n").first { $0.hasPrefix("    Expenses:") }
    #expect(posting?.hasSuffix("  0.0000005 USD") == true)
    #expect(posting?.dropFirst(4).components(separatedBy: "  ").count == 2)
  }
}

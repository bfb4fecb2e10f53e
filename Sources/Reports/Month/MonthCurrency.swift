import Domain
import Reconciliation

extension MonthReport {
  /// What the month cost in another currency, for the top of the report.
  var currencyFigures: [ReportDocument.KeyFigure] {
    guard let rates = facts.rates else { return [] }
    let name = "Billed in \(rates.currency)"
    guard let billed = CurrencyTotals(facts.rows, at: rates).billed else {
      return [.init(name: name, value: "unknown", detail: "a day of the month has no rate")]
    }
    return [
      .init(
        name: name, value: "\(billed.groupedText(decimals: 2)) \(rates.currency)",
        detail: "each day at its rate in \(rates.source)")
    ]
  }

  /// How its amounts were converted.
  var currencyNotes: [String] {
    guard let rates = facts.rates else { return [] }
    return CurrencyNotes.notes(facts.rows, rates: rates)
  }
}

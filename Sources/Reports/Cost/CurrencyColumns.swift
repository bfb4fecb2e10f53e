import Domain
import Reconciliation

/// The columns of a table that show its USD amounts in another currency too, each next to its own:
/// `billed_eur` after `billed`.
enum CurrencyColumns {
  /// A sum that has a second column, by the name of its own.
  private enum Amount: String {
    case billed
    case expected
    case variance
    case unchecked

    func value(in totals: CurrencyTotals) -> CurrencyAmount? {
      switch self {
      case .billed: totals.billed
      case .expected: totals.expected
      case .variance: totals.variance
      case .unchecked: totals.unchecked
      }
    }
  }

  /// Columns with those in a currency; the same if there is none.
  static func columns(
    _ columns: [ReportTable.Column], in currency: Currency?
  ) -> [ReportTable.Column] {
    guard let currency else { return columns }
    return columns.flatMap { column in
      Amount(rawValue: column.name).map { amount in
        [column, self.column(column.name, in: currency, isDetail: amount != .billed)]
      } ?? [column]
    }
  }

  /// A column named for its currency: `fixed_charges_eur`, `fixed charges EUR`.
  static func column(
    _ name: String, in currency: Currency, isDetail: Bool = false
  ) -> ReportTable.Column {
    let words = String(name.map { $0 == "_" ? " " : $0 })
    return ReportTable.Column(
      currency.columnName(name), heading: "\(words) \(currency)", .number, isDetail: isDetail)
  }

  /// The cells of columns, with those in the currency.
  static func cells(
    _ cells: [Cell], of columns: [ReportTable.Column], _ converted: CurrencyTotals?
  ) -> [Cell] {
    guard let converted else { return cells }
    return zip(columns, cells).flatMap { column, cell in
      Amount(rawValue: column.name).map { [cell, self.cell($0.value(in: converted))] } ?? [cell]
    }
  }

  static func cell(_ amount: CurrencyAmount?) -> Cell { amount.map { .currency($0) } ?? .none }
}

import Domain
import Reconciliation

/// The columns of a table that show its USD amounts in another currency too, each next to its own:
/// `billed_eur` after `billed`.
enum CurrencyColumns {
  /// The columns that have a second one, with the amount in it.
  private static let amounts: [(name: String, amount: (CurrencyTotals) -> CurrencyAmount?)] = [
    ("billed", \.billed), ("expected", \.expected), ("variance", \.variance),
    ("unchecked", \.unchecked),
  ]

  /// Columns with those in a currency; the same if there is none.
  static func columns(
    _ columns: [ReportTable.Column], in currency: Currency?
  ) -> [ReportTable.Column] {
    guard let currency else { return columns }
    return columns.flatMap { column in
      amounts.contains { $0.name == column.name }
        ? [column, self.column(column.name, in: currency, isDetail: column.name != "billed")]
        : [column]
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
      amounts.first { $0.name == column.name }.map { [cell, self.cell($0.amount(converted))] }
        ?? [cell]
    }
  }

  static func cell(_ amount: CurrencyAmount?) -> Cell { amount.map { .currency($0) } ?? .none }
}

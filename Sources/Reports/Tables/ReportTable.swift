package import Domain
package import Reconciliation

/// A value in a report.
package enum Cell: Hashable, Sendable {
  case text(String)
  /// One of the tool's own words, such as `refund_due`, which people see as `refund due`.
  case word(String)
  case count(Int)
  case money(Points)
  case tasks(TaskList)
  /// An amount in another currency, in a column of the kind `number` that names it.
  case currency(CurrencyAmount)
  /// Unknown, or nothing to show.
  case none

  /// Whether there is nothing to see in it.
  var isEmpty: Bool {
    switch self {
    case .text(let text), .word(let text): text.isEmpty
    case .count(let count): count == 0
    case .money(let points): points == .zero
    case .currency(let amount): amount == .zero
    case .tasks(let tasks): tasks.ids.isEmpty
    case .none: true
    }
  }
}

/// A computed report, independent of any format.
package struct ReportTable: Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case text
      case count
      case money
      /// Text that is a number, such as a price per unit.
      case number
      /// Text that is a day, `2026-03-16`, or a time in RFC 3339; or a word where there is neither.
      case time
      /// Tasks by their ids.
      case tasks

      /// Whether people read the digits of its values below each other.
      package var isNumeric: Bool {
        switch self {
        case .text, .time, .tasks: false
        case .count, .money, .number: true
        }
      }
    }

    /// The name in CSV and JSON: `billed`.
    ///
    /// Money columns get the suffixes `_points` and `_usd` there.
    package let name: String
    /// The heading for people: `billed USD`.
    package let heading: String
    package let kind: Kind
    /// Whether a narrow terminal omits the column.
    package let isDetail: Bool

    package init(_ name: String, heading: String? = nil, _ kind: Kind, isDetail: Bool = false) {
      self.name = name
      self.kind = kind
      self.isDetail = isDetail
      let words = String(name.map { $0 == "_" ? " " : $0 })
      self.heading = heading ?? (kind == .money ? "\(words) USD" : words)
    }
  }

  /// The report's name: `daily`.
  package let name: String
  package let title: String
  package let columns: [Column]
  package let rows: [[Cell]]
  /// The sums of the rows; nil if sums would be meaningless.
  package let total: [Cell]?

  package init(
    name: String, title: String, columns: [Column], rows: [[Cell]], total: [Cell]? = nil
  ) {
    self.name = name
    self.title = title
    self.columns = columns
    self.rows = rows
    self.total = total
  }
}

extension ReportTable {
  /// The table without columns that are zero or empty in every row.
  ///
  /// The first column says what the rows are about, and always stays.
  package var withoutEmptyColumns: ReportTable {
    picking(
      columns.indices.filter { index in
        index == 0 || rows.contains { !$0[index].isEmpty }
      })
  }

  /// The table with its rows by an amount, largest first; rows of equal amounts keep their order.
  package func sorted(byAmountOf name: String) -> ReportTable {
    guard let column = columns.firstIndex(where: { $0.name == name }) else { return self }
    let amount = { (row: [Cell]) in
      if case .money(let points) = row[column] { points } else { Points.zero }
    }
    let order = rows.enumerated().sorted { left, right in
      (amount(right.element), left.offset) < (amount(left.element), right.offset)
    }
    return ReportTable(
      name: self.name, title: title, columns: columns, rows: order.map(\.element), total: total)
  }

  /// The table with only some of its columns.
  package func picking(_ kept: [Int]) -> ReportTable {
    let pick = { (line: [Cell]) in kept.map { line[$0] } }
    return ReportTable(
      name: name, title: title, columns: kept.map { columns[$0] }, rows: rows.map(pick),
      total: total.map(pick))
  }
}

/// A report with its header: the coverage, and notes on it.
package struct Report: Hashable, Sendable {
  package let table: ReportTable
  package var coverage: Coverage
  package let period: ReportPeriod
  package var notes: [String]

  package init(
    table: ReportTable, coverage: Coverage, period: ReportPeriod, notes: [String] = []
  ) {
    self.table = table
    self.coverage = coverage
    self.period = period
    self.notes = notes
  }
}

package import Domain
import Reports

/// What a spreadsheet file holds: sheets of typed cells, independent of the library that writes it.
package struct Workbook: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case empty
    case text(String)
    /// At most ``digitsLimit`` digits, so that a spreadsheet shows what was given.
    case number(ExactDecimal)
    case day(CalendarDay)
    case time(LocalTime)
  }

  package struct Column: Hashable, Sendable {
    package let heading: String
    /// How its numbers are shown, in the format language of spreadsheets: `#,##0.00`.
    package let numberFormat: String
    /// Whether its values stand at the right, and so its heading.
    package let isNumeric: Bool
    /// In characters.
    package let width: Int
  }

  package struct Sheet: Hashable, Sendable {
    package let name: String
    package let columns: [Column]
    package let rows: [[Value]]
    /// The sums of the rows; nil if sums would be meaningless.
    package let total: [Value]?
    /// Sentences below the rows.
    package let notes: [String]

    package init(
      name: String, columns: [Column], rows: [[Value]], total: [Value]?, notes: [String]
    ) {
      (self.name, self.columns, self.rows) = (name, columns, rows)
      (self.total, self.notes) = (total, notes)
    }
  }

  /// Spreadsheets compute in binary with 15 decimal digits.
  package static let digitsLimit = 15
  /// With its heading, and what stands below them.
  package static let rowsLimit = 1_048_576

  package let title: String
  /// The moment that the report is for, as the file's own creation time.
  package let createdAt: Instant
  package let sheets: [Sheet]

  package init(title: String, createdAt: Instant, sheets: [Sheet]) {
    (self.title, self.createdAt, self.sheets) = (title, createdAt, sheets)
  }
}

/// Why a workbook cannot be written.
package enum WorkbookError: Error, Hashable, CustomStringConvertible {
  case tooManyRows(sheet: String, rows: Int)
  case library(String)

  package var description: String {
    switch self {
    case .tooManyRows(let sheet, let rows):
      "sheet \(VisibleText.line(sheet)): expected at most \(Workbook.rowsLimit) rows, found "
        + "\(rows); CSV has no limit"
    case .library(let reason): "the workbook cannot be written: \(reason)"
    }
  }
}

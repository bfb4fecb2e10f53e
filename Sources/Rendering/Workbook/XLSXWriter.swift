import CXlsx
import Domain
import Files
import Foundation

/// Writes a workbook as an Excel file, the same bytes for the same workbook.
///
/// The library writes to a file by its path; that file is in memory alone, so that nothing is left
/// behind and nobody else can read it. No text becomes a formula or a link.
package struct XLSXWriter {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private let formats: Formats

  /// The bytes of a workbook.
  package static func bytes(_ workbook: Workbook) throws(WorkbookError) -> [UInt8] {
    for sheet in workbook.sheets {
      let rows = XLSXWriter.rows(of: sheet)
      guard rows <= Workbook.rowsLimit else {
        throw .tooManyRows(sheet: sheet.name, rows: rows)
      }
    }
    let descriptor = open_memory_file()
    guard descriptor >= 0 else { throw .library(String(cString: strerror(errno))) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let error = try write(workbook, to: "/proc/self/fd/\(descriptor)")
    guard error == LXW_NO_ERROR else { throw .library(String(cString: lxw_strerror(error))) }
    do {
      try file.seek(toOffset: 0)
      return Array(try file.readToEnd() ?? Data())
    } catch {
      throw .library("its temporary file cannot be read")
    }
  }

  /// Writes a workbook to a file.
  ///
  /// Each sheet is first a temporary file, whose name the library removes right after creating it:
  /// a run killed in between leaves it in a folder that the next one removes.
  private static func write(
    _ workbook: Workbook, to path: String
  ) throws(WorkbookError) -> lxw_error {
    let scratch: ScratchFolder
    do throws(FileError) { scratch = try ScratchFolder() } catch {
      throw .library(error.description)
    }
    let folder = strdup(scratch.path)
    defer { free(folder) }
    var options = lxw_workbook_options()
    options.tmpdir = folder
    guard let book = workbook_new_opt(path, &options) else { throw .library("out of memory") }
    return withExtendedLifetime(scratch) {
      XLSXWriter(book: book, formats: Formats(book)).write(workbook)
    }
  }

  /// The rows that a sheet takes, with its heading and notes.
  private static func rows(of sheet: Workbook.Sheet) -> Int {
    (sheet.columns.isEmpty ? 0 : 1) + sheet.rows.count + (sheet.total == nil ? 0 : 1)
      + (sheet.notes.isEmpty ? 0 : sheet.notes.count + 1)
  }

  /// Writes everything, and closes the book, which frees it.
  private func write(_ workbook: Workbook) -> lxw_error {
    let title = strdup(XLSXWriter.escaped(workbook.title))
    defer { free(title) }
    var properties = lxw_doc_properties()
    properties.title = title
    // Zero is the current time to the library.
    properties.created = time_t(max(1, workbook.createdAt.seconds))
    var errors = [workbook_set_properties(book, &properties)]
    for sheet in workbook.sheets {
      guard let page = workbook_add_worksheet(book, sheet.name) else {
        errors.append(LXW_ERROR_SHEETNAME_ALREADY_USED)
        break
      }
      errors.append(write(sheet, on: page))
    }
    errors.append(workbook_close(book))
    return errors.first { $0 != LXW_NO_ERROR } ?? LXW_NO_ERROR
  }

  private func write(
    _ sheet: Workbook.Sheet, on page: UnsafeMutablePointer<lxw_worksheet>
  ) -> lxw_error {
    var errors = sheet.columns.isEmpty ? [] : writeHeadings(of: sheet, on: page)
    var row: UInt32 = sheet.columns.isEmpty ? 0 : 1
    let formats = sheet.columns.map(formats.cells)
    let lines =
      sheet.rows.map { (values: $0, isTotal: false) }
      + [sheet.total].compactMap(\.self).map { (values: $0, isTotal: true) }
    for line in lines {
      for (column, value) in line.values.enumerated() {
        let format = line.isTotal ? formats[column].total : formats[column].row
        errors.append(write(value, on: page, row, UInt16(column), format))
      }
      row += 1
    }
    if !sheet.columns.isEmpty { row += 1 }
    for note in sheet.notes {
      errors.append(worksheet_write_string(page, row, 0, XLSXWriter.escaped(note), nil))
      row += 1
    }
    worksheet_set_landscape(page)
    worksheet_fit_to_pages(page, 1, 0)
    return errors.first { $0 != LXW_NO_ERROR } ?? LXW_NO_ERROR
  }

  /// Writes the heading, which stays in view and has filters.
  private func writeHeadings(
    of sheet: Workbook.Sheet, on page: UnsafeMutablePointer<lxw_worksheet>
  ) -> [lxw_error] {
    var errors: [lxw_error] = []
    for (index, column) in sheet.columns.enumerated() {
      let place = UInt16(index)
      let format = column.isNumeric ? formats.numericHeading : formats.heading
      errors.append(
        worksheet_write_string(page, 0, place, XLSXWriter.escaped(column.heading), format))
      errors.append(worksheet_set_column(page, place, place, Double(column.width), nil))
    }
    worksheet_freeze_panes(page, 1, 0)
    errors.append(worksheet_repeat_rows(page, 0, 0))
    if !sheet.rows.isEmpty {
      let last = UInt16(sheet.columns.count - 1)
      errors.append(worksheet_autofilter(page, 0, 0, UInt32(sheet.rows.count), last))
    }
    return errors
  }

  private func write(
    _ value: Workbook.Value, on page: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32,
    _ column: UInt16, _ format: Formats.Cell
  ) -> lxw_error {
    switch value {
    case .empty: return worksheet_write_blank(page, row, column, format.text)
    case .text(let text):
      return worksheet_write_string(page, row, column, XLSXWriter.escaped(text), format.text)
    case .number(let number):
      // The file format has binary numbers alone. The library writes 16 digits of them, which read
      // back as the same number where at most 15 were meant.
      guard let double = Double(number.description) else { return LXW_ERROR_PARAMETER_VALIDATION }
      return worksheet_write_number(page, row, column, double, format.number)
    case .day(let day):
      var moment = XLSXWriter.moment(day, second: 0)
      return worksheet_write_datetime(page, row, column, &moment, format.day)
    case .time(let time):
      var moment = XLSXWriter.moment(time.day, second: time.secondOfDay)
      return worksheet_write_datetime(page, row, column, &moment, format.time)
    }
  }

  private static func moment(_ day: CalendarDay, second: Int) -> lxw_datetime {
    let date = day.date
    return lxw_datetime(
      year: Int32(date.year), month: Int32(date.month), day: Int32(date.day),
      hour: Int32(second / 3600), min: Int32(second / 60 % 60), sec: Double(second % 60))
  }

  /// The text as a cell takes it: with invisible characters as codes, and no longer than a cell.
  ///
  /// Readers take `_x0041_` in a file for an A: its underscore is written the same way.
  static func escaped(_ text: String) -> String {
    var cell = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText.line(String($0)) }.joined(separator: "\n")
    if cell.utf16.count > textLimit {
      cell = String(decoding: cell.utf16.prefix(textLimit - 1), as: UTF16.self) + "…"
    }
    return cell.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
  }

  /// The longest text of a cell, in UTF-16 units.
  private static let textLimit = 32_767
}

/// The looks of cells in one workbook.
private struct Formats {
  typealias Format = UnsafeMutablePointer<lxw_format>?

  /// How the cells of a column look, by what they hold.
  struct Cell {
    let text: Format
    let number: Format
    let day: Format
    let time: Format
  }

  private let book: UnsafeMutablePointer<lxw_workbook>
  let heading: Format
  let numericHeading: Format

  init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    self.book = book
    (heading, numericHeading) = (workbook_add_format(book), workbook_add_format(book))
    for format in [heading, numericHeading] {
      format_set_bold(format)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    }
    format_set_align(numericHeading, UInt8(LXW_ALIGN_RIGHT.rawValue))
  }

  /// The looks of a column in rows, and in the row of totals.
  func cells(_ column: Workbook.Column) -> (row: Cell, total: Cell) {
    (cell(column, isTotal: false), cell(column, isTotal: true))
  }

  private func cell(_ column: Workbook.Column, isTotal: Bool) -> Cell {
    let format = { (number: String?) -> Format in
      let format = workbook_add_format(book)
      if let number { format_set_num_format(format, number) }
      if isTotal {
        format_set_bold(format)
        format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
      }
      return format
    }
    let text = format(nil)
    if column.isNumeric { format_set_align(text, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
    return Cell(
      text: text, number: format(column.numberFormat), day: format("yyyy-mm-dd"),
      time: format("yyyy-mm-dd hh:mm:ss"))
  }
}

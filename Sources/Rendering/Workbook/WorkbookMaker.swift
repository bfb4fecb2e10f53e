package import Domain
package import Reports

/// Makes workbooks of report values: a sheet a table.
package struct WorkbookMaker: Sendable {
  private static let widths = 6...60
  /// What a filter's button covers of a heading, in characters.
  private static let buttonWidth = 3

  private let createdAt: Instant
  private let calendar: AccountingCalendar

  /// - Parameters:
  ///   - createdAt: the moment that the report is for.
  ///   - calendar: the time zone of the times in it.
  package init(createdAt: Instant, calendar: AccountingCalendar) {
    (self.createdAt, self.calendar) = (createdAt, calendar)
  }

  /// One table with its notes below it, or several behind a sheet with title and notes.
  package func workbook(title: String, notes: [String], tables: [ReportTable]) -> Workbook {
    guard let table = tables.first, tables.count == 1 else {
      return workbook(title: title, figures: [], notes: notes, tables: tables)
    }
    var names = SheetNames()
    let ending = notes.isEmpty ? [] : [title] + notes
    return Workbook(
      title: title, createdAt: createdAt, sheets: [sheet(table, notes: ending, &names)])
  }

  /// A document: its figures, what the reader must know and its sentences on the first sheet, then
  /// its tables in the order in which they are read.
  package func workbook(_ document: ReportDocument) -> Workbook {
    let sentences = document.sections.flatMap { section in
      section.blocks.compactMap { block -> String? in
        if case .paragraph(let text) = block { "\(section.title): \(text)" } else { nil }
      }
    }
    return workbook(
      title: document.title, figures: document.keyFigures, notes: document.trust + sentences,
      tables: document.tables.map(\.data))
  }

  private func workbook(
    title: String, figures: [ReportDocument.KeyFigure], notes: [String], tables: [ReportTable]
  ) -> Workbook {
    var names = SheetNames()
    let summary = ReportTable(
      name: "summary", title: "Summary",
      columns: ["figure", "value", "detail"].map { ReportTable.Column($0, .text) },
      rows: figures.map { [.text($0.name), .text($0.value), .text($0.detail)] })
    let first = sheet(
      figures.isEmpty ? summary.picking([]) : summary, notes: [title] + notes, &names)
    return Workbook(
      title: title, createdAt: createdAt,
      sheets: [first] + tables.map { sheet($0, notes: [], &names) })
  }

  private func sheet(
    _ table: ReportTable, notes: [String], _ names: inout SheetNames
  ) -> Workbook.Sheet {
    let rows = table.rows.map { values($0, table.columns) }
    let total = table.total.map { values($0, table.columns) }
    let lines = rows + [total].compactMap(\.self)
    return Workbook.Sheet(
      name: names.name(title: table.title, name: table.name),
      columns: table.columns.indices.map { index in
        column(table.columns[index], lines.lazy.map { $0[index] })
      },
      rows: rows, total: total, notes: notes)
  }

  private func column(
    _ column: ReportTable.Column, _ values: some Sequence<Workbook.Value>
  ) -> Workbook.Column {
    let decimals = values.reduce(column.kind == .money ? 2 : 0) { most, value in
      if case .number(let number) = value { max(most, number.scale) } else { most }
    }
    let whole = column.kind == .number ? "0" : "#,##0"
    let need = values.reduce(TerminalWidth.columns(of: column.heading) + WorkbookMaker.buttonWidth)
    {
      max($0, WorkbookMaker.width(of: $1, decimals: decimals))
    }
    return Workbook.Column(
      heading: column.heading,
      numberFormat: decimals > 0 ? "\(whole).\(String(repeating: "0", count: decimals))" : whole,
      isNumeric: column.kind.isNumeric,
      width: min(max(need + 1, WorkbookMaker.widths.lowerBound), WorkbookMaker.widths.upperBound))
  }

  private static func width(of value: Workbook.Value, decimals: Int) -> Int {
    switch value {
    case .empty: return 0
    case .text(let text): return TerminalWidth.columns(of: text)
    case .number(let number):
      let whole = number.description.prefix { $0 != "." }.utf8.count
      return whole + (whole - 1) / 3 + (decimals > 0 ? decimals + 1 : 0)
    case .day(let day): return day.description.utf8.count
    case .time(let time): return time.description.utf8.count
    }
  }
}

extension WorkbookMaker {
  private func values(
    _ cells: [Cell], _ columns: [ReportTable.Column]
  ) -> [Workbook.Value] {
    zip(cells, columns).map { value($0, $1.kind) }
  }

  private func value(_ cell: Cell, _ kind: ReportTable.Column.Kind) -> Workbook.Value {
    switch cell {
    case .none: .empty
    case .count(let count): WorkbookMaker.number(String(count))
    case .money(let points): WorkbookMaker.number(points.usdText)
    case .currency(let amount): WorkbookMaker.number(amount.exactText)
    case .tasks(let tasks): .text(tasks.text)
    case .word(let word): .text(String(word.map { $0 == "_" ? " " : $0 }))
    case .text(let text):
      switch kind {
      case .number: WorkbookMaker.number(text)
      case .time: time(text)
      case .text, .count, .money, .tasks: .text(text)
      }
    }
  }

  /// A number, if a spreadsheet can hold it exactly; else its text, which is.
  private static func number(_ text: String) -> Workbook.Value {
    guard let number = ExactDecimal(text),
      String(number.mantissa.magnitude).utf8.count <= Workbook.digitsLimit
    else { return .text(text) }
    return .number(number)
  }

  /// A day, or a time by the clock; spreadsheets know none before 1900.
  private func time(_ text: String) -> Workbook.Value {
    if let day = CalendarDay(text) { return day.date.year >= 1900 ? .day(day) : .text(text) }
    guard let instant = Timestamp(text)?.instant else { return .text(text) }
    return .time(calendar.localTime(of: instant))
  }
}

/// Gives sheets names that spreadsheets take, each only once.
struct SheetNames {
  /// In UTF-16 units, as spreadsheets count.
  private static let lengthLimit = 31
  private static let forbidden: Set<Unicode.Scalar> = ["[", "]", ":", "*", "?", "/", "\\"]
  /// A name of Excel's own.
  private var taken: Set<String> = ["history"]

  /// The title if it is short enough, else the name of the table.
  mutating func name(title: String, name: String) -> String {
    let words = String(name.map { $0 == "_" ? " " : $0 })
    let isShort = title.utf16.count <= SheetNames.lengthLimit
    let wanted = SheetNames.allowed(
      isShort ? title : words.prefix(1).uppercased() + words.dropFirst())
    var (name, number) = (SheetNames.cut(wanted, to: SheetNames.lengthLimit), 1)
    while !taken.insert(name.lowercased()).inserted {
      number += 1
      let ending = " (\(number))"
      name = SheetNames.cut(wanted, to: SheetNames.lengthLimit - ending.utf16.count) + ending
    }
    return name
  }

  private static func allowed(_ text: String) -> String {
    var name = ""
    for scalar in VisibleText.line(text).unicodeScalars {
      name.unicodeScalars.append(forbidden.contains(scalar) ? "_" : scalar)
    }
    while name.hasPrefix("'") { name.removeFirst() }
    while name.hasSuffix("'") { name.removeLast() }
    return name.isEmpty ? "Sheet" : name
  }

  private static func cut(_ text: String, to limit: Int) -> String {
    var name = text
    while name.utf16.count > limit || name.hasSuffix("'") { name.removeLast() }
    return name
  }
}

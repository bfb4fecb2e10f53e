package import Domain

/// Whom CSV is for: programs, or a spreadsheet.
package enum CSVDialect: String, Sendable, CaseIterable {
  /// RFC 4180 with LF: commas, decimal points, times in UTC.
  case plain
  /// For spreadsheets in English: a byte order mark, CRLF, and times that are read as such.
  case excel
  /// For spreadsheets where a number reads `0,028`: as ``excel``, with semicolons between fields.
  case eu
}

/// The form in which fields are written: a dialect, with the clock that its times follow.
package struct CSVForm: Sendable {
  package static let plain = CSVForm(.plain, calendar: nil)

  package let dialect: CSVDialect
  /// The time zone of times in spreadsheets; nil writes them as they are, in UTC.
  private let calendar: AccountingCalendar?

  /// - Parameters:
  ///   - dialect: whom it is for.
  ///   - calendar: the time zone of the times that people read.
  package init(_ dialect: CSVDialect, calendar: AccountingCalendar?) {
    (self.dialect, self.calendar) = (dialect, calendar)
  }

  /// The form with another dialect.
  package func with(_ dialect: CSVDialect) -> CSVForm {
    CSVForm(dialect, calendar: calendar)
  }

  /// What a text starts with: without the mark, Excel takes UTF-8 for another encoding.
  package var start: String { dialect == .plain ? "" : "\u{FEFF}" }

  package var separator: String { dialect == .eu ? ";" : "," }

  package var lineEnd: String { dialect == .plain ? "\n" : "\r\n" }

  /// A line of fields that are written already.
  package func line(_ fields: [String]) -> String {
    fields.joined(separator: separator) + lineEnd
  }

  /// A number, given with a decimal point; whatever else it is becomes a text.
  package func number(_ text: String) -> String {
    Double(text)?.isFinite == true ? decimal(text) : field(text)
  }

  /// The text of a number, with the decimal mark of the dialect.
  package func decimal(_ text: String) -> String {
    dialect == .eu ? String(text.map { $0 == "." ? "," : $0 }) : text
  }

  /// A day or an RFC 3339 time, for spreadsheets as a clock shows it, to the second.
  package func time(_ text: String) -> String {
    // A day has no clock, and would be read as none: it stays.
    guard dialect != .plain, let calendar, text.utf8.contains(UInt8(ascii: "T")),
      let instant = Timestamp(text)?.instant
    else { return field(text) }
    return calendar.localTime(of: instant).description
  }

  /// Text as a field that spreadsheets won't run as a formula.
  package func field(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) }
    let safe = isFormula == true ? "'" + text : text
    let mark = dialect == .eu ? UInt8(ascii: ";") : UInt8(ascii: ",")
    let needsQuotes = safe.utf8.contains { byte in
      byte == mark || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes || safe.first == " " || safe.last == " " else { return safe }
    let doubled = safe.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
    return "\"\(doubled)\""
  }
}

package import Domain
package import Reports

/// Writes the rows of a query one by one.
///
/// A column whose name ends in `_points` is followed by the same amount in USD, unless the query
/// already includes it. By their names, as in the views, others are exact amounts in USD (`_usd`)
/// or times (`_at`, `_day`).
package struct QueryWriter: Sendable {
  private static let moneyEnding = "_points"

  private let names: [String]
  /// Whether each column is money that is also written in USD.
  private let isMoney: [Bool]
  /// What the text of each column is, by its name.
  private let textKinds: [ReportTable.Column.Kind]
  private let form: CSVForm

  package init(_ names: [String], form: CSVForm = .plain) {
    self.names = names
    self.form = form
    textKinds = names.map(QueryWriter.textKind)
    let known = Set(names)
    isMoney = names.map { name in
      name.hasSuffix(QueryWriter.moneyEnding) && !known.contains(QueryWriter.usdName(name))
    }
  }

  private static func textKind(ofColumn name: String) -> ReportTable.Column.Kind {
    if name.hasSuffix("_usd") { return .number }
    return name == "day" || name.hasSuffix("_day") || name.hasSuffix("_at") ? .time : .text
  }

  private static func stem(_ name: String) -> String {
    String(name.dropLast(moneyEnding.count))
  }

  private static func usdName(_ name: String) -> String { "\(stem(name))_usd" }

  private static func usdText(_ value: QueryValue) -> String? {
    guard case .integer(let points) = value else { return nil }
    return Points(points).usdText(fractionDigits: 7)
  }
}

extension QueryWriter {
  /// The header line of the CSV.
  package var csvHeader: String {
    let fields = zip(names, isMoney).flatMap { name, isMoney in
      isMoney ? [name, QueryWriter.usdName(name)] : [name]
    }
    return form.start + form.line(fields.map(form.field))
  }

  /// A row as CSV: numbers as they are, text that spreadsheets won't run as a formula.
  package func csv(_ row: [QueryValue]) -> String {
    form.line(
      row.indices.flatMap { index -> [String] in
        let field = csv(row[index], textKinds[index])
        guard isMoney[index] else { return [field] }
        return [field, QueryWriter.usdText(row[index]).map(form.decimal) ?? ""]
      })
  }

  private func csv(_ value: QueryValue, _ textKind: ReportTable.Column.Kind) -> String {
    switch value {
    case .null: ""
    case .integer(let number): String(number)
    case .real(let number): form.decimal(number.description)
    case .text(let text):
      switch textKind {
      case .number: form.number(text)
      case .time: form.time(text)
      case .text, .count, .money, .tasks: form.field(text)
      }
    case .blob(let bytes): QueryWriter.hexadecimal(bytes)
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension QueryWriter {
  /// A row as a JSON object on its own line.
  ///
  /// - Parameters:
  ///   - row: the values, in column order.
  ///   - objects: columns whose text is already JSON.
  /// - Returns: the line with its line end.
  package func jsonLine(_ row: [QueryValue], objects: Set<String> = []) -> String {
    let members = zip(zip(names, isMoney), row).flatMap { column, value in
      let (name, isMoney) = column
      let text = QueryWriter.json(value, isObject: objects.contains(name))
      let member = "\(JSONText.quoted(name)):\(text)"
      guard isMoney else { return [member] }
      let usd = QueryWriter.usdText(value).map(JSONText.quoted) ?? "null"
      return [member, "\(JSONText.quoted(QueryWriter.usdName(name))):\(usd)"]
    }
    return "{\(members.joined(separator: ","))}\n"
  }

  private static func json(_ value: QueryValue, isObject: Bool) -> String {
    switch value {
    case .null: "null"
    case .integer(let number): String(number)
    case .real(let number): number.isFinite ? number.description : "null"
    case .text(let text): isObject ? text : JSONText.quoted(text)
    case .blob(let bytes): JSONText.quoted(hexadecimal(bytes))
    }
  }
}

extension QueryWriter {
  /// Rows as a table for people and for the JSON envelope.
  package func table(name: String, title: String, rows: [[QueryValue]]) -> ReportTable {
    let columns = names.indices.map { index -> ReportTable.Column in
      let values = rows.lazy.map { $0[index] }
      if isMoney[index], values.allSatisfy({ QueryWriter.usdText($0) != nil || $0 == .null }) {
        return ReportTable.Column(QueryWriter.stem(names[index]), .money)
      }
      return ReportTable.Column(
        names[index], heading: names[index], kind(values, ofText: textKinds[index]))
    }
    return ReportTable(
      name: name, title: title, columns: columns,
      rows: rows.map { row in zip(row, columns).map { QueryWriter.cell($0, $1.kind) } })
  }

  /// Integers if all values are, numbers if any has decimals, otherwise what the text is.
  private func kind(
    _ values: some Sequence<QueryValue>, ofText textKind: ReportTable.Column.Kind
  ) -> ReportTable.Column.Kind {
    var kind = ReportTable.Column.Kind.count
    for value in values {
      switch value {
      case .null, .integer: continue
      case .real: kind = .number
      case .text(let text):
        guard textKind == .number, ExactDecimal(text) != nil else {
          return textKind == .time ? .time : .text
        }
        kind = .number
      case .blob: return .text
      }
    }
    return kind
  }

  private static func cell(_ value: QueryValue, _ kind: ReportTable.Column.Kind) -> Cell {
    switch value {
    case .null: .none
    case .integer(let number):
      switch kind {
      case .money: .money(Points(number))
      case .count: .count(Int(number))
      case .text, .time, .tasks, .number: .text(String(number))
      }
    case .real(let number): .text(number.description)
    case .text(let text): .text(text)
    case .blob(let bytes): .text(hexadecimal(bytes))
    }
  }
}

import Ledger
import Reports

/// What can be asked of a ledger: the saved questions, and the columns of its views.
enum QueryListing {
  static let questions = ReportTable(
    name: "questions", title: "Saved questions",
    columns: [
      ReportTable.Column("name", .text),
      ReportTable.Column("row", heading: "one row is", .text),
    ],
    rows: SavedQuestion.all.map { [.text($0.name), .text($0.summary)] })

  static let schema = ReportTable(
    name: "schema", title: "Views",
    columns: [
      ReportTable.Column("view", .text), ReportTable.Column("column", .text),
      ReportTable.Column("meaning", .text),
    ],
    rows: ViewDocumentation.all.flatMap { view in
      [[.text(view.name), .none, .text("one row is \(view.row)")]]
        + view.columns.map { [.text(view.name), .text($0.name), .text($0.meaning)] }
    })
}

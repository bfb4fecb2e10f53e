import Domain

/// What the walk over the history needs of a page: how many rows the provider counts, and which
/// these are.
package struct HistoryAnswer: Hashable, Sendable {
  /// What makes a row the same again: its id within its account, or, where it has none, its content.
  package struct RowKey: Hashable, Sendable {
    let text: String

    package init(_ text: String) {
      self.text = text
    }
  }

  /// The rows of the window as the provider counts them; nil where it does not say.
  package var total: Int?
  /// How many rows the provider puts on a page; nil where it does not say.
  package var sizeRows: Int?
  package var rows: [RowKey]

  package init(total: Int?, sizeRows: Int? = Endpoint.historyPageRows, rows: [RowKey]) {
    (self.total, self.sizeRows, self.rows) = (total, sizeRows, rows)
  }

  init(_ body: AnswerBody) throws(AnswerFault) {
    let page = body.value
    guard page["total"] != nil, page["page"] != nil || page["size"] != nil, let data = page["data"],
      let rows = data.isNull ? [] : data.array
    else { throw .otherShape("expected a page of the history") }
    total = page["total"]?.integer.flatMap { $0 < 0 ? nil : Int($0) }
    sizeRows = page["size"]?.integer.map { Int($0) }
    self.rows = rows.map(HistoryAnswer.key)
  }

  private static func key(of row: JSONValue) -> RowKey {
    guard let id = row["id"]?.identifier else { return RowKey("=\(row.canonicalText)") }
    return RowKey("\(row["account_id"]?.identifier ?? "")/\(id)")
  }
}

import Foundation

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
    guard let page = body.value as? [String: Any],
      page["total"] != nil, page["page"] != nil || page["size"] != nil,
      let rows = HistoryAnswer.rows(page["data"])
    else { throw .otherShape("expected a page of the history") }
    total = AnswerBody.integer(page["total"]).flatMap { $0 < 0 ? nil : $0 }
    sizeRows = AnswerBody.integer(page["size"])
    self.rows = rows.map(HistoryAnswer.key)
  }

  private static func rows(_ data: Any?) -> [Any]? {
    if data is NSNull { return [] }
    return data as? [Any]
  }

  private static func key(of row: Any) -> RowKey {
    guard let members = row as? [String: Any], let id = AnswerBody.text(members["id"]) else {
      let content = try? JSONSerialization.data(
        withJSONObject: row, options: [.sortedKeys, .fragmentsAllowed])
      return RowKey("=" + String(decoding: content ?? Data(), as: UTF8.self))
    }
    return RowKey("\(AnswerBody.text(members["account_id"]) ?? "")/\(id)")
  }
}

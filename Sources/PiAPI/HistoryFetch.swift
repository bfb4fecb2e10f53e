import Domain

/// Reads a window of the account history, page by page, into the archive.
package struct HistoryFetch {
  private let client: APIClient
  private let archive: PageArchive

  package init(client: APIClient, archive: PageArchive) {
    (self.client, self.archive) = (client, archive)
  }

  /// The result of reading a window, final or so far.
  package struct Result: Hashable, Sendable {
    package let window: HistoryWindow
    package fileprivate(set) var pages = 0
    /// Different rows; the same row on two pages counts once.
    package fileprivate(set) var rows = 0
    /// The provider's count; nil if it does not say.
    package fileprivate(set) var total: Int?
    /// Nil if reading stopped early.
    package fileprivate(set) var end: HistoryWalk.End?
    package fileprivate(set) var failure: CallFailure?
  }

  /// Reads until all rows have arrived, they clearly will not, or the provider stops answering.
  ///
  /// Everything received is in the archive by then.
  package func result(
    of window: HistoryWindow, progress: (Result) -> Void = { _ in }
  ) throws(ArchiveError) -> Result {
    var walk = HistoryWalk(window: window)
    var result = Result(window: window)
    while walk.end == nil, result.failure == nil {
      switch client.value(of: .history(window, page: walk.page), reading: HistoryAnswer.init) {
      case .success(let received):
        try archive.store(received.body, kind: .history, receivedAt: received.at)
        walk.take(received.value)
        result.pages += 1
      case .failure(let failure):
        if !failure.fault.isOfOneAnswer || !walk.skip(failure.fault) { result.failure = failure }
      }
      (result.rows, result.total, result.end) = (walk.rowCount, walk.total, walk.end)
      progress(result)
    }
    return result
  }
}

/// What the history walk needs from a page: how many rows the provider counts, and which rows are
/// here.
package struct HistoryAnswer: Hashable, Sendable {
  /// What identifies a row: its id within its account or, without one, its content.
  package struct RowKey: Hashable, Sendable {
    let text: String

    package init(_ text: String) {
      self.text = text
    }
  }

  /// The provider's count of rows in the window; nil if it does not say.
  package var total: Int?
  /// How many rows the provider puts on a page; nil if it does not say.
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

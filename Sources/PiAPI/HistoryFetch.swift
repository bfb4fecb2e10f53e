package import Domain

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
    /// The parts in which to read the window instead, since its first page says that it is long: an
    /// interruption then costs one of them.
    package fileprivate(set) var parts: [HistoryWindow]?
    /// By how many rows the provider's count is off, wherever it was looked at; nil if it is right, or
    /// if that isn't proved.
    package fileprivate(set) var constantExcess: Int?
  }

  /// Reads until all rows have arrived, they clearly will not, or the provider stops answering.
  ///
  /// Everything received is in the archive by then. A long window is only divided, if it may be.
  package func result(
    of window: HistoryWindow, mayDivide: Bool, progress: (Result) -> Void = { _ in }
  ) throws(ArchiveError) -> Result {
    var walk = HistoryWalk(window: window)
    var result = Result(window: window)
    while walk.end == nil, result.failure == nil {
      switch client.value(of: .history(window, page: walk.page), reading: HistoryAnswer.init) {
      case .success(let received):
        try archive.store(received.body, kind: .history, receivedAt: received.at)
        walk.take(received.value)
        result.pages += 1
        if mayDivide, result.pages == 1, let parts = try parts(of: window, received.value, &result)
        {
          result.parts = parts
          return result
        }
      case .failure(let failure):
        if !failure.fault.isOfOneAnswer || !walk.skip(failure.fault) { result.failure = failure }
      }
      (result.rows, result.total, result.end) = (walk.rowCount, walk.total, walk.end)
      progress(result)
    }
    if let excess = walk.excess, let span = walk.span,
      try isCountAlwaysOff(by: excess, at: [span.lowerBound, span.upperBound], &result)
    {
      (result.constantExcess, result.end) = (excess, .complete)
    }
    return result
  }

  /// The parts of a window whose first page says that it is long; of one without a start, the last
  /// page tells about when its rows begin.
  private func parts(
    of window: HistoryWindow, _ first: HistoryAnswer, _ result: inout Result
  ) throws(ArchiveError) -> [HistoryWindow]? {
    guard let pages = first.pages, pages > HistoryWindow.longPages else { return nil }
    var oldest = first.span?.lowerBound
    if window.since == nil {
      guard let last = try page(pages, of: window, &result) else { return nil }
      oldest = [oldest, last.span?.lowerBound].compactMap(\.self).min()
    }
    return window.parts(ofPages: pages, oldest: oldest)
  }

  /// Whether the provider's count is off by as much at two other places: if a row of the window were
  /// missing, it would be right at one of them at least.
  private func isCountAlwaysOff(
    by excess: Int, at moments: [Instant], _ result: inout Result
  ) throws(ArchiveError) -> Bool {
    guard Set(moments).count > 1 else { return false }
    for moment in moments {
      let second = HistoryWindow(since: moment, until: moment)
      guard let answer = try page(1, of: second, &result), let total = answer.total,
        answer.pages == 1, total - Set(answer.rows).count == excess
      else { return false }
    }
    return true
  }

  /// One page outside of a walk; nil if it can't be read.
  private func page(
    _ page: Int, of window: HistoryWindow, _ result: inout Result
  ) throws(ArchiveError) -> HistoryAnswer? {
    let answer = client.value(of: .history(window, page: page), reading: HistoryAnswer.init)
    guard case .success(let received) = answer else { return nil }
    try archive.store(received.body, kind: .history, receivedAt: received.at)
    result.pages += 1
    return received.value
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
  /// When the first and the last task of the rows were created; nil if no row says.
  package var span: ClosedRange<Instant>?

  package init(
    total: Int?, sizeRows: Int? = Endpoint.historyPageRows, rows: [RowKey],
    span: ClosedRange<Instant>? = nil
  ) {
    (self.total, self.sizeRows, self.rows, self.span) = (total, sizeRows, rows, span)
  }

  /// How many rows the provider puts on a page.
  var pageRows: Int { max(1, sizeRows ?? Endpoint.historyPageRows) }

  /// How many pages the rows take by the provider's count, at least 1; nil if it does not say.
  var pages: Int? { total.map { max(1, ($0 - 1) / pageRows + 1) } }

  init(_ body: AnswerBody) throws(AnswerFault) {
    let page = body.value
    guard page["total"] != nil, page["page"] != nil || page["size"] != nil, let data = page["data"],
      let rows = data.isNull ? [] : data.array
    else { throw .otherShape("expected a page of the history") }
    total = page["total"]?.integer.flatMap { $0 < 0 ? nil : Int($0) }
    sizeRows = page["size"]?.integer.map { Int($0) }
    self.rows = rows.map(HistoryAnswer.key)
    let moments = rows.compactMap {
      $0["created_at"].flatMap { try? Timestamp(member: $0).instant }
    }
    if let first = moments.min(), let last = moments.max() { span = first...last }
  }

  private static func key(of row: JSONValue) -> RowKey {
    guard let id = row["id"]?.identifier else { return RowKey("=\(row.canonicalText)") }
    return RowKey("\(row["account_id"]?.identifier ?? "")/\(id)")
  }
}

/// Reads a window of the account history, page by page, into the archive.
package struct HistoryFetch {
  private let client: APIClient
  private let archive: PageArchive

  package init(client: APIClient, archive: PageArchive) {
    (self.client, self.archive) = (client, archive)
  }

  /// What reading a window came to, or has come to so far.
  package struct Result: Hashable, Sendable {
    package let window: HistoryWindow
    package fileprivate(set) var pages = 0
    /// Different rows; the same row on two pages counts once.
    package fileprivate(set) var rows = 0
    /// What the provider counts; nil where it does not say.
    package fileprivate(set) var total: Int?
    /// Nil where the reading stopped before its end.
    package fileprivate(set) var end: HistoryWalk.End?
    package fileprivate(set) var failure: CallFailure?
  }

  /// Reads until all rows came, it is plain that they will not, or the provider answers no more.
  ///
  /// Whatever came is in the archive by then.
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

import Domain
import PiAPI

/// One line that says how far a fetch is, where somebody sees it.
struct FetchProgress {
  private let notices: Notices

  init(_ notices: Notices) {
    self.notices = notices
  }

  func show(_ window: HistoryFetch.Result) {
    guard let showLine = notices.showLine else { return }
    let total = window.total.map { " of \($0)" } ?? ""
    showLine("history: \(window.rows)\(total) rows, page \(window.pages)")
  }

  func showWait(milliseconds: Int, after failure: CallFailure) {
    let reason = VisibleText.line(failure.description, limit: 300)
    if notices.isVerbose, !notices.isQuiet {
      clear()
      notices.detail("\(reason); trying again in \(milliseconds) ms")
    } else {
      notices.showLine?("\(reason); trying again in \((milliseconds + 999) / 1000) s")
    }
  }

  func clear() {
    notices.showLine?("")
  }
}

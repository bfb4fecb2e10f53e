import Domain
import PiAPI

/// One line on the terminal that says how far a fetch is; nothing where stderr is none.
struct FetchProgress {
  private let isShown: Bool
  private let isVerbose: Bool

  init(_ options: GlobalOptions) {
    isShown = Console.isErrorTerminal && !options.quiet
    isVerbose = options.verbose && !options.quiet
  }

  func show(_ window: HistoryFetch.Result) {
    guard isShown else { return }
    let total = window.total.map { " of \($0)" } ?? ""
    Console.writeOver("history: \(window.rows)\(total) rows, page \(window.pages)")
  }

  func showWait(milliseconds: Int, after failure: CallFailure) {
    let reason = VisibleText.line(failure.description, limit: 300)
    if isVerbose {
      clear()
      Console.note("\(reason); trying again in \(milliseconds) ms")
    } else if isShown {
      Console.writeOver("\(reason); trying again in \((milliseconds + 999) / 1000) s")
    }
  }

  func clear() {
    if isShown { Console.writeOver("") }
  }
}

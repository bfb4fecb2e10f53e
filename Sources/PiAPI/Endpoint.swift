import Domain
import Foundation

/// A read call of the provider, with its name in messages.
package enum Endpoint: Hashable, Sendable, CustomStringConvertible {
  case accountInfo
  case runningTasks
  case history(HistoryWindow, page: Int)

  /// The most rows that the provider gives on a page; more is an error.
  package static let historyPageRows = 100

  package var description: String {
    switch self {
    case .accountInfo: "account info"
    case .runningTasks: "running tasks"
    case .history(_, let page): "history page \(page)"
    }
  }

  func url(at base: BaseURL) -> URL? {
    switch self {
    case .accountInfo: URL(string: "\(base.text)/account/info")
    case .runningTasks: URL(string: "\(base.text)/account/active_tasks")
    case .history(let window, let page):
      URL(string: "\(base.text)/api/open/tasks/histories?\(Endpoint.query(window, page: page))")
    }
  }

  /// Times are Unix seconds; the end is the following second, so that the window is complete.
  private static func query(_ window: HistoryWindow, page: Int) -> String {
    var items = ["page=\(page)", "page_size=\(historyPageRows)"]
    if let since = window.since { items.append("start_time=\(since.seconds)") }
    items.append("end_time=\(window.until.adding(seconds: 1).seconds)")
    return items.joined(separator: "&")
  }
}

/// The provider's base URL: a scheme, a host and optionally a path before those of the calls.
package struct BaseURL: Hashable, Sendable {
  package static let documentedText = "https://api.piapi.ai"

  /// The address without a trailing slash.
  package let text: String
  package let host: String

  /// Reads an address.
  ///
  /// A key never travels in the clear: plain http is accepted only for this machine.
  package init?(_ text: String) {
    guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
      parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
    else { return nil }
    let isLoopback = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
    guard parts.scheme == "https" || (parts.scheme == "http" && isLoopback) else { return nil }
    self.text = String(text.reversed().drop { $0 == "/" }.reversed())
    self.host = host
  }
}

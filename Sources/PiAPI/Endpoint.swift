package import Domain
import Foundation

/// A read call of the provider, with its name in messages.
package enum Endpoint: Hashable, Sendable, CustomStringConvertible {
  case accountInfo
  case runningTasks
  case history(HistoryWindow, page: Int)
  case task(AskableID)

  /// The most rows that the provider gives on a page; more is an error.
  package static let historyPageRows = 100

  package var description: String {
    switch self {
    case .accountInfo: "account info"
    case .runningTasks: "running tasks"
    case .history(_, let page): "history page \(page)"
    case .task(let id): "task \(id.taskID)"
    }
  }

  func url(at base: BaseURL) -> URL? {
    switch self {
    case .accountInfo: URL(string: "\(base.text)/account/info")
    case .runningTasks: URL(string: "\(base.text)/account/active_tasks")
    case .history(let window, let page):
      URL(string: "\(base.text)/api/open/tasks/histories?\(Endpoint.query(window, page: page))")
    case .task(let id): URL(string: "\(base.text)/api/v1/task/\(id.pathSegment)")
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

/// A task id that can be asked for.
///
/// Ids come from the history and from files of the user: any text may stand there.
package struct AskableID: Hashable, Sendable {
  /// Longer texts are no ids.
  static let lengthLimitBytes = 200

  package let taskID: TaskID

  /// Takes an id; nil for what can't be one: empty, too long, with characters that
  /// nobody sees, or a name of a folder (`.`, `..`), which a path can't contain even when encoded.
  package init?(_ taskID: TaskID) {
    let text = taskID.text
    guard !text.isEmpty, text.utf8.count <= AskableID.lengthLimitBytes, text != ".", text != "..",
      text.unicodeScalars.allSatisfy({ AskableID.isVisible($0) })
    else { return nil }
    self.taskID = taskID
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
    default: true
    }
  }

  /// The id as one segment of a path: everything but unreserved characters (RFC 3986) is encoded,
  /// so that no id leads to another call.
  var pathSegment: String {
    taskID.text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default:
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

/// The provider's base URL: a scheme, a host and optionally a path before those of the calls.
package struct BaseURL: Hashable, Sendable {
  package static let documentedText = "https://api.piapi.ai"

  /// The address without a trailing slash.
  package let text: String
  package let host: String
  /// Whether it is on this machine.
  package var isLoopback: Bool { BaseURL.loopbackHosts.contains(host) }

  private static let loopbackHosts = ["127.0.0.1", "localhost", "::1", "[::1]"]

  /// Reads an address.
  ///
  /// A key never travels in the clear: plain http is accepted only for this machine.
  package init?(_ text: String) {
    guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
      parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
    else { return nil }
    let isLoopback = BaseURL.loopbackHosts.contains(host)
    guard parts.scheme == "https" || (parts.scheme == "http" && isLoopback) else { return nil }
    self.text = String(text.reversed().drop { $0 == "/" }.reversed())
    self.host = host
  }
}

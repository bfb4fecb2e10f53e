import Foundation

/// Where the provider answers: a scheme, a host and perhaps a path before those of the calls.
package struct BaseURL: Hashable, Sendable {
  package static let documentedText = "https://api.piapi.ai"

  /// The address without a slash at its end.
  package let text: String
  package let host: String

  /// Reads an address.
  ///
  /// A key does not travel in the clear: plain http is taken for this machine alone.
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

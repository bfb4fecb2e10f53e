package import Foundation
import FoundationNetworking

/// Requests over URLSession, one at a time.
package final class URLSessionTransport: Transport {
  private static let version = "piledger/0.1"

  private let key: APIKey
  private let timeoutSeconds: Int
  private let exchange = Exchange()
  private let session: URLSession

  /// Makes a session that keeps nothing: no cookies, no cache, no credentials.
  package init(key: APIKey, timeoutSeconds: Int) {
    self.key = key
    self.timeoutSeconds = timeoutSeconds
    let settings = URLSessionConfiguration.ephemeral
    settings.timeoutIntervalForRequest = TimeInterval(timeoutSeconds)
    settings.timeoutIntervalForResource = TimeInterval(timeoutSeconds)
    settings.httpShouldSetCookies = false
    settings.httpCookieStorage = nil
    settings.urlCache = nil
    settings.requestCachePolicy = .reloadIgnoringLocalCacheData
    session = URLSession(configuration: settings, delegate: exchange, delegateQueue: nil)
  }

  deinit {
    session.invalidateAndCancel()
  }

  package func answer(from url: URL) throws(AnswerFault) -> Answer {
    var request = URLRequest(url: url, timeoutInterval: TimeInterval(timeoutSeconds))
    // The one place that sends the key: in a header, never in an address.
    request.setValue(key.text, forHTTPHeaderField: "x-api-key")
    request.setValue("application/json", forHTTPHeaderField: "Accept")
    request.setValue(URLSessionTransport.version, forHTTPHeaderField: "User-Agent")
    let task = session.dataTask(with: request)
    var answer = try exchange.answer(to: task, timeoutSeconds: timeoutSeconds)
    answer.body = key.masked(in: answer.body)
    return answer
  }
}

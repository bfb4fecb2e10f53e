package import Foundation
import FoundationNetworking
import Synchronization

/// Carries a request to the provider and its answer back.
package protocol Transport {
  /// Any answer, whatever its status.
  func answer(from url: URL) throws(AnswerFault) -> Answer
}

/// Requests over URLSession, one at a time.
package final class URLSessionTransport: Transport {
  private static let version = "piledger/0.1"

  private let key: APIKey
  private let timeoutSeconds: Int
  private let exchange = Exchange()
  private let session: URLSession

  /// Creates a session that stores nothing: no cookies, no cache, no credentials.
  package init(key: APIKey, timeoutSeconds: Int) {
    SharedStorage.isWithoutFolders
    self.key = key
    self.timeoutSeconds = timeoutSeconds
    // Ephemeral ones would make a cache of their own, and a folder for it.
    let settings = URLSessionConfiguration.default
    settings.timeoutIntervalForRequest = TimeInterval(timeoutSeconds)
    settings.timeoutIntervalForResource = TimeInterval(timeoutSeconds)
    settings.httpShouldSetCookies = false
    settings.httpCookieStorage = nil
    settings.urlCache = nil
    settings.urlCredentialStorage = nil
    settings.requestCachePolicy = .reloadIgnoringLocalCacheData
    session = URLSession(configuration: settings, delegate: exchange, delegateQueue: nil)
  }

  deinit {
    session.invalidateAndCancel()
  }

  package func answer(from url: URL) throws(AnswerFault) -> Answer {
    var request = URLRequest(url: url, timeoutInterval: TimeInterval(timeoutSeconds))
    // The only place that sends the key: in a header, never in an address.
    request.setValue(key.text, forHTTPHeaderField: "x-api-key")
    request.setValue("application/json", forHTTPHeaderField: "Accept")
    request.setValue(URLSessionTransport.version, forHTTPHeaderField: "User-Agent")
    let task = session.dataTask(with: request)
    var answer = try exchange.answer(to: task, timeoutSeconds: timeoutSeconds)
    answer.body = key.masked(in: answer.body)
    return answer
  }
}

/// The cache and the cookies that all sessions could share, and that none of ours uses.
///
/// As soon as the settings of any session are made, Foundation makes a folder for each in the user's
/// home, unless they exist by then.
private enum SharedStorage {
  /// Makes them once, while the home of such folders is a place where none can be made.
  static let isWithoutFolders: Void = {
    let names = ["XDG_CACHE_HOME", "XDG_DATA_HOME"]
    let before = names.map { ($0, getenv($0).map { String(cString: $0) }) }
    for name in names { setenv(name, "/dev/null", 1) }
    _ = (URLCache.shared, HTTPCookieStorage.shared)
    for (name, value) in before {
      if let value { setenv(name, value, 1) } else { unsetenv(name) }
    }
  }()
}

/// Collects the answer to the request in flight.
final class Exchange: NSObject, URLSessionDataDelegate {
  /// A hundred rows are some tens of kilobytes; a larger body is not the provider's.
  private static let bodyLimitBytes = 32 << 20

  private struct State {
    var taskIdentifier = -1
    var response: HTTPURLResponse?
    var body: [UInt8] = []
    var isTooLong = false
    var error: URLError?
    var hasEnded = false

    /// Abandons a task that takes too long, so that nothing from it reaches the next one.
    ///
    /// - Returns: whether it has ended after all.
    mutating func disown() -> Bool {
      if !hasEnded { taskIdentifier = -1 }
      return hasEnded
    }
  }

  private let state = Mutex(State())
  private let hasEnded = DispatchSemaphore(value: 0)

  /// Starts the task and waits for its end.
  func answer(
    to task: URLSessionDataTask, timeoutSeconds: Int
  ) throws(AnswerFault) -> Answer {
    let identifier = task.taskIdentifier
    state.withLock { $0 = State(taskIdentifier: identifier) }
    task.resume()
    // The session's own timeouts should fire first; this one does not depend on them.
    if hasEnded.wait(timeout: .now() + .seconds(timeoutSeconds + 1)) == .timedOut {
      guard state.withLock({ $0.disown() }) else {
        task.cancel()
        throw .timedOut
      }
      // It ended at this very moment, and reports so now.
      hasEnded.wait()
    }
    let state = state.withLock { $0 }
    if state.isTooLong { throw .tooLong }
    if let error = state.error { throw Exchange.fault(error) }
    guard let response = state.response else { throw .cut }
    return Exchange.answer(response, body: state.body)
  }

  private static func answer(_ response: HTTPURLResponse, body: [UInt8]) -> Answer {
    let header = { (name: String) in response.value(forHTTPHeaderField: name) }
    // For an encoded body the length counts encoded bytes, which the session checks.
    let isEncoded = header("Content-Encoding") != nil
    return Answer(
      statusCode: response.statusCode, contentType: header("Content-Type") ?? "",
      announcedBytes: isEncoded ? nil : header("Content-Length").flatMap { Int($0) },
      retryAfter: header("Retry-After"), location: header("Location"), body: body)
  }

  /// Describes what went wrong in our own words: the session's contain addresses and more.
  private static func fault(_ error: URLError) -> AnswerFault {
    switch error.code {
    case .timedOut: .timedOut
    case .cannotFindHost, .dnsLookupFailed: .unreachable("the host is not found")
    case .cannotConnectToHost: .unreachable("no connection")
    case .notConnectedToInternet: .unreachable("no network")
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid:
      .unreachable("no secure connection")
    // TLS failures have no separate code here, but a text that says so.
    case .unknown where error.localizedDescription.contains("SSL"):
      .unreachable("no secure connection, or a certificate that is not trusted")
    default: .cut
    }
  }

  private func change(_ task: URLSessionTask, _ body: (inout State) -> Void) {
    state.withLock { if $0.taskIdentifier == task.taskIdentifier { body(&$0) } }
  }

  /// Redirects are not followed: the key must not go to another host, and no call of the provider
  /// redirects.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    change(task) { $0.response = response }
    completionHandler(nil)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    change(dataTask) { $0.response = response as? HTTPURLResponse }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    change(dataTask) { state in
      state.isTooLong = state.isTooLong || state.body.count + data.count > Exchange.bodyLimitBytes
      if !state.isTooLong { state.body += data }
    }
    if state.withLock({ $0.isTooLong }) { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    var isOurs = false
    change(task) { state in
      isOurs = true
      state.hasEnded = true
      state.error = error.map { $0 as? URLError ?? URLError(.unknown) }
    }
    if isOurs { hasEnded.signal() }
  }
}

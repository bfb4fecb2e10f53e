import Domain
import Foundation
import Ledger
import PiAPI

/// A key, with the account that it is said to be of.
package struct AccountKey: Sendable {
  /// Nil if nothing but the provider tells it.
  package let account: String?
  let key: APIKey
}

extension Run {
  /// The environment variable that holds the key.
  package static let keyVariable = "PIAPI_API_KEY"

  var isKeyInEnvironment: Bool {
    !(ProcessInfo.processInfo.environment[Run.keyVariable] ?? "").isEmpty
  }

  /// The keys to fetch with: the one from the environment, or else those of the configured accounts, or
  /// else the one in the file that `key_file` names; none if nothing is set.
  ///
  /// - Parameter names: the accounts to fetch for; empty for all.
  /// - Returns: the keys in the order of the configuration.
  /// - Throws: ``Failure`` for an account without a key, and ``APIKeyError``.
  package func accountKeys(of names: [String] = []) throws -> [AccountKey] {
    let environment = ProcessInfo.processInfo.environment
    if let text = environment[Run.keyVariable], !text.isEmpty {
      guard names.count <= 1 else {
        throw Failure(
          .usage, "--account: \(Run.keyVariable) is the key of one account: expected one name")
      }
      return [AccountKey(account: names.first, key: try APIKey(text, from: Run.keyVariable))]
    }
    let folder = environment["CREDENTIALS_DIRECTORY"]
    let accounts = configuration.accountSettings.filter { $0.keyFilePath != nil }
    for name in names where !accounts.contains(where: { $0.account.name == name }) {
      throw Failure(
        .configuration,
        "--account: expected an account with a key_file under accounts in the configuration, found "
          + VisibleText.line(name, limit: 40))
    }
    let keys = try accounts.filter { names.isEmpty || names.contains($0.account.name) }
      .compactMap { setting in
        try setting.keyFilePath.map { path in
          AccountKey(
            account: setting.account.name,
            key: try KeyFile.key(at: path, credentialsFolder: folder))
        }
      }
    guard keys.isEmpty, let path = configuration.keyFilePath else { return keys }
    return [
      AccountKey(account: nil, key: try KeyFile.key(at: path, credentialsFolder: folder))
    ]
  }

  /// Whether there is a key to fetch with.
  package func hasKey() throws -> Bool { try !accountKeys().isEmpty }

  /// The problem with running a night without a key; nil if it can do without one.
  func complaintAboutMissingKey(
    in ledger: LedgerStore, hasInbox: Bool
  ) throws -> Failure? {
    let reason: String
    if let setting = configuration.settingOfFetching {
      reason = "no key, although \(setting.rawValue) is set"
    } else if try ledger.lastFetchedAccount() != nil {
      reason = "no key, although this ledger was fetched into before"
    } else if !hasInbox {
      reason = "neither a key nor an inbox is set, so there is nothing to import"
    } else {
      return nil
    }
    return Failure(
      .configuration,
      "\(reason): set \(Run.keyVariable) in the environment of the nightly run, or key_file"
        + (hasInbox ? ", or give --no-fetch" : ", or inbox"))
  }

  /// The problem with fetching as of a moment that has passed, if the run is of one.
  package var complaintAboutPast: String? {
    guard isOfPast, let asOf else { return nil }
    return "as of \(asOf) nothing is fetched, since the provider tells only what is now"
  }

  func apiClient(key: APIKey, progress: FetchProgress) throws(Failure) -> APIClient {
    APIClient(
      baseURL: try baseURL,
      transport: URLSessionTransport(
        key: key, timeoutSeconds: configuration.fetchTimeoutSeconds),
      policy: retryPolicy,
      pace: Pace(
        now: wallClock.now,
        wait: { milliseconds, failure in
          progress.showWait(milliseconds: milliseconds, after: failure)
          Thread.sleep(forTimeInterval: TimeInterval(milliseconds) / 1000)
        }))
  }

  func taskFetch(key: APIKey) throws(Failure) -> TaskFetch {
    let timeoutSeconds = configuration.fetchTimeoutSeconds
    return TaskFetch(baseURL: try baseURL, policy: retryPolicy, now: wallClock.now) {
      URLSessionTransport(key: key, timeoutSeconds: timeoutSeconds)
    }
  }

  var taskSpeed: TaskFetch.Speed {
    TaskFetch.Speed(
      atOnce: configuration.fetchTasksAtOnce, perSecond: configuration.fetchTasksASecond)
  }

  private var baseURL: BaseURL {
    get throws(Failure) {
      guard let baseURL = BaseURL(configuration.baseURLText) else {
        throw Failure(.configuration, "base_url: expected \(SettingKind.address.description)")
      }
      guard wallClock.isReal || baseURL.isLoopback else {
        throw Failure(
          .configuration,
          "\(WallClock.testVariable) is for a base_url on this machine: answers of the provider are "
            + "stamped by the clock")
      }
      return baseURL
    }
  }

  private var retryPolicy: RetryPolicy {
    RetryPolicy(
      attemptLimit: configuration.fetchAttempts,
      baseMilliseconds: configuration.fetchRetryMilliseconds)
  }

  /// The moment up to which the history is asked for.
  var fetchTime: Instant { Instant(seconds: wallClock.now().seconds) }
}

/// The progress of a fetch, as one terminal line, if anyone can see it.
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

  func show(_ progress: TaskProgress) {
    notices.showLine?(progress.line)
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

/// The progress of asking for tasks, as one terminal line.
package struct TaskProgress: Hashable, Sendable {
  package var done: Int
  package var planned: Int
  package var gone: Int
  package var elapsedMilliseconds: Int64

  package init(done: Int, planned: Int, gone: Int, elapsedMilliseconds: Int64) {
    (self.done, self.planned, self.gone) = (done, planned, gone)
    self.elapsedMilliseconds = elapsedMilliseconds
  }

  /// `tasks: 120 of 500, 4 gone, 76 s left`.
  package var line: String {
    var parts = ["tasks: \(done) of \(planned)"]
    if gone > 0 { parts.append("\(gone) gone") }
    if let seconds = remainingSeconds { parts.append("\(ImportProgress.duration(seconds)) left") }
    return parts.joined(separator: ", ")
  }

  /// Seconds left at the rate so far, rounded up; nil if there is no estimate.
  private var remainingSeconds: Int64? {
    guard done > 0 else { return nil }
    let milliseconds = elapsedMilliseconds * Int64(planned - done) / Int64(done)
    return (milliseconds + 999) / 1000
  }
}

/// What the stand-in for the provider contains and how it misbehaves.
package struct StandInScenario: Codable, Sendable {
  /// A row of the account history.
  package struct Row: Codable, Hashable, Sendable {
    package var id: Int
    package var createdSeconds: Int
    package var taskID: String
    package var usage: Int
    package var status: String
    package var model = "seedream"
    package var action = "create"

    package init(
      id: Int, createdSeconds: Int, usage: Int = 280_000, status: String = "finished"
    ) {
      self.id = id
      self.createdSeconds = createdSeconds
      self.usage = usage
      self.status = status
      let digits = String(id)
      let padding = String(repeating: "0", count: 12 - digits.count)
      taskID = "7f3a0c1e-52d4-4b6f-9a11-\(padding)\(digits)"
    }
  }

  package enum Call: String, Codable, Sendable {
    case account
    case running
    case history
    case task
  }

  package enum Misbehaviour: Codable, Hashable, Sendable {
    /// An error status, with `Retry-After` if given.
    case status(Int, retryAfter: String?)
    /// Status 200 with an error in the envelope.
    case envelopeCode(Int)
    /// The connection ends without a byte.
    case cut
    /// The connection ends in the middle of the body.
    case cutBody
    /// A complete body whose JSON ends in the middle.
    case truncatedJSON
    case slow(milliseconds: Int)
    case webPage
    /// The documented body under another content type.
    case contentType(String)
    case emptyPage
    case total(Int)
    /// The last rows of the page are on it twice.
    case repeatedRows(Int)
    case redirect(String)
    /// Rows appear while the pages are read, newest first.
    case arrivals([Row])
    /// Rows disappear while the pages are read.
    case removals(ids: [Int])
    /// Text of an account answer or of running tasks in place of the documented one.
    case body(String)
  }

  package struct Fault: Codable, Sendable {
    package var call: Call
    package var page: Int?
    /// How often it happens; afterwards the call is answered as documented.
    package var times: Int
    package var misbehaviour: Misbehaviour

    package init(
      _ misbehaviour: Misbehaviour, on call: Call = .history, page: Int? = nil, times: Int = 1
    ) {
      (self.misbehaviour, self.call, self.page, self.times) = (misbehaviour, call, page, times)
    }
  }

  package static let key = "stand-in-key-0123456789abcdef"

  package var rows: [Row]
  /// The most rows on a page; a request for more gets this many.
  package var pageRows: Int
  package var faults: [Fault]
  package var balanceUSD = "12.5"
  /// By how much the total of every page of the history is too high.
  package var totalExcess = 0
  /// The answers to calls for tasks, by task id: each a bare task, as JSON.
  ///
  /// A task that is not here is not found.
  package var tasks: [String: String] = [:]
  /// What a call for a task that is not found gets: 404, or 200 with the code in the envelope.
  package var notFoundStatus = 404
  /// How long each call for a task takes.
  package var taskMilliseconds = 0

  package init(rows: [Row] = [], pageRows: Int = 100, faults: [Fault] = []) {
    (self.rows, self.pageRows, self.faults) = (rows, pageRows, faults)
  }

  /// This many rows, a minute apart, the first at a moment.
  package static func rows(_ count: Int, fromSeconds: Int, firstID: Int = 1) -> [Row] {
    (0..<count).map { Row(id: firstID + $0, createdSeconds: fromSeconds + $0 * 60) }
  }
}

/// A request as the stand-in saw it.
package struct StandInRequest: Codable, Hashable, Sendable {
  package var path: String
  package var query: [String: String]
  package var hasKey: Bool
  package var isKeyElsewhere: Bool

  package init(path: String, query: [String: String], hasKey: Bool, isKeyElsewhere: Bool) {
    self.path = path
    self.query = query
    self.hasKey = hasKey
    self.isKeyElsewhere = isKeyElsewhere
  }
}

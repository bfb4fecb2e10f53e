import Foundation
import TestSupport
import Testing

/// What goes wrong on the way costs nothing, or is reported.
@Suite struct FetchFaultTests {
  /// Each of them comes once, one after another, before the page does.
  @Test(
    arguments: [
      [
        .status(429, retryAfter: "0"), .status(429, retryAfter: "Sun, 31 May 2026 23:59:59 GMT"),
        .status(429, retryAfter: nil), .status(500, retryAfter: nil), .status(503, retryAfter: "0"),
        .envelopeCode(500), .webPage, .truncatedJSON,
      ], [.cutBody, .cut, .cutBody],
    ] as [[StandInScenario.Misbehaviour]])
  func `transient failures are retried until they pass`(
    misbehaviours: [StandInScenario.Misbehaviour]
  ) throws {
    let faults = misbehaviours.map { StandInScenario.Fault($0, page: 2) }
    let fetching = try FetchingTool(
      StandInScenario(rows: FetchingTool.rows(25), pageRows: 10, faults: faults))
    let result = try fetching.fetch(environment: ["PILEDGER_FETCH_ATTEMPTS": "9"])
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(try fetching.historyIDs() == Array(1...25))
    let second = [Int](repeating: 2, count: misbehaviours.count + 1)
    #expect(try fetching.standIn.historyPages == [1] + second + [3])
  }

  @Test(
    arguments: [
      .emptyPage, .repeatedRows(5), .total(18), .total(40),
      .arrivals(FetchingTool.rows(7, firstID: 300)), .removals(ids: [25, 24]),
    ] as [StandInScenario.Misbehaviour])
  func `inconsistent pages are read again until every row has arrived, each once`(
    misbehaviour: StandInScenario.Misbehaviour
  ) throws {
    let fault = StandInScenario.Fault(misbehaviour, page: 2)
    let fetching = try FetchingTool(
      StandInScenario(rows: FetchingTool.rows(25), pageRows: 10, faults: [fault]))
    let result = try fetching.fetch()
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let arrived = misbehaviour == .arrivals(FetchingTool.rows(7, firstID: 300))
    #expect(try fetching.historyIDs() == Array(1...25) + (arrived ? Array(300...306) : []))
  }

  @Test(arguments: [
    (
      StandInScenario.Fault(.emptyPage, page: 2, times: 1000),
      "expected 25 history rows, found 15 in 2 passes; page 2 is empty"
    ),
    (
      StandInScenario.Fault(.total(26), times: 1000),
      "expected 26 history rows, found 25 in 2 passes"
    ),
    (
      StandInScenario.Fault(.status(500, retryAfter: nil), page: 2, times: 1000),
      "expected 25 history rows, found 15 in 3 passes; page 2: server error 500"
    ),
  ])
  func `missing rows are a data gap, and the others are in the ledger`(
    fault: StandInScenario.Fault, message: String
  ) throws {
    let fetching = try FetchingTool(
      StandInScenario(rows: FetchingTool.rows(25), pageRows: 10, faults: [fault]))
    let result = try fetching.fetch(environment: ["PILEDGER_FETCH_ATTEMPTS": "2"])
    #expect(result.status == 13)
    #expect(
      result.errors
        == "piledger: data gap: the beginning to 2026-06-01T00:00:00Z: \(message)\n")
    #expect(try fetching.historyIDs().count == (fault.page == nil ? 25 : 15))
  }

  @Test func `after a gap the next fetch starts where the last complete one ended`() throws {
    let gap = StandInScenario.Fault(.emptyPage, page: 2, times: 2)
    let fetching = try FetchingTool(
      StandInScenario(rows: FetchingTool.rows(25), pageRows: 10, faults: [gap]))
    #expect(try fetching.fetch().status == 13)
    #expect(try fetching.historyIDs().count == 15)
    #expect(try fetching.fetch().status == 0)
    #expect(try fetching.historyIDs() == Array(1...25))
    #expect(try fetching.standIn.requests.allSatisfy { $0.query["start_time"] == nil })
  }

  @Test(arguments: [
    (StandInScenario.Misbehaviour.status(503, retryAfter: nil), "server error 503"),
    (.status(429, retryAfter: "0"), "too many requests (429); it asks to wait 0 s"),
    (.cut, "the connection was lost"),
  ])
  func `a provider that does not answer ends with 69 after the attempts`(
    misbehaviour: StandInScenario.Misbehaviour, reason: String
  ) throws {
    let fault = StandInScenario.Fault(misbehaviour, times: 1000)
    let fetching = try FetchingTool(StandInScenario(rows: FetchingTool.rows(1), faults: [fault]))
    let result = try fetching.fetch(environment: ["PILEDGER_FETCH_ATTEMPTS": "3"])
    #expect(result.status == 69)
    #expect(
      result.errors == "piledger: 127.0.0.1: history page 1: \(reason), after 3 attempts\n")
    // URLSession may resend a request if a kept connection turns out to be dead.
    #expect(try fetching.standIn.historyPages.count >= 3)
  }

  @Test func `an answer that takes too long does not count`() throws {
    let slow = StandInScenario.Fault(.slow(milliseconds: 1500), on: .account)
    let fetching = try FetchingTool(StandInScenario(faults: [slow]))
    let result = try fetching.fetch(
      environment: ["PILEDGER_FETCH_TIMEOUT_SECONDS": "1", "PILEDGER_FETCH_ATTEMPTS": "1"])
    #expect(result.status == 69)
    #expect(result.errors == "piledger: 127.0.0.1: account info: no answer in time\n")
  }

  @Test func `a host without a server is not reachable`() throws {
    let fetching = try FetchingTool(StandInScenario())
    // Nothing listens on port 1 of the loopback interface.
    let result = try fetching.fetch(
      environment: [
        "PILEDGER_BASE_URL": "http://127.0.0.1:1", "PILEDGER_FETCH_ATTEMPTS": "2",
      ])
    #expect(result.status == 69)
    #expect(
      result.errors == "piledger: 127.0.0.1: account info: no connection, after 2 attempts\n")
  }

  @Test func `a server without a certificate is not talked to over https`() throws {
    let fetching = try FetchingTool(StandInScenario())
    let result = try fetching.fetch(
      environment: [
        "PILEDGER_BASE_URL": "https://127.0.0.1:\(fetching.standIn.port)",
        "PILEDGER_FETCH_ATTEMPTS": "1",
      ])
    #expect(result.status == 69)
    #expect(result.errors.contains("account info: no secure connection, or a certificate that"))
    #expect(try fetching.standIn.requests.isEmpty)
  }

  @Test func `a provider that asks for a longer wait than 5 minutes is not waited for`() throws {
    let fault = StandInScenario.Fault(.status(429, retryAfter: "301"), on: .account)
    let fetching = try FetchingTool(StandInScenario(faults: [fault]))
    let result = try fetching.fetch()
    #expect(result.status == 69)
    #expect(result.errors.contains("too many requests (429); it asks to wait 301 s\n"))
  }

  @Test func `what a provider writes into headers does not reach the terminal verbatim`() throws {
    let fault = StandInScenario.Fault(.contentType("text/\u{1B}[31mred"), times: 9)
    let fetching = try FetchingTool(StandInScenario(faults: [fault]))
    let result = try fetching.fetch(environment: ["PILEDGER_FETCH_ATTEMPTS": "1"])
    #expect(result.status == 69)
    #expect(result.errors.contains(#"expected JSON, found text/\u{1B}[31mred"#))
  }

  @Test
  func `an account answer of another shape is a gap, and the history is fetched anyway`()
    throws
  {
    let fault = StandInScenario.Fault(.body(#"{"code":200,"data":{}}"#), on: .account, times: 9)
    let fetching = try FetchingTool(
      StandInScenario(rows: FetchingTool.rows(2), faults: [fault]))
    let result = try fetching.fetch(environment: ["PILEDGER_FETCH_ATTEMPTS": "2"])
    #expect(result.status == 13)
    #expect(
      result.errors.contains(
        "account info: expected account info with equivalent_in_usd or credit_pack_info"))
    #expect(try fetching.historyIDs() == [1, 2])
  }
}

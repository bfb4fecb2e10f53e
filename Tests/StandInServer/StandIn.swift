import FlyingFox
import Foundation
import TestSupport

/// Answers as the provider's documentation says, except for the faults of its scenario.
actor StandIn {
  private var scenario: StandInScenario

  init(_ scenario: StandInScenario) {
    self.scenario = scenario
  }

  func response(to request: HTTPRequest) async throws -> HTTPResponse {
    let call: StandInScenario.Call
    switch request.target.path() {
    case "/account/info": call = .account
    case "/account/active_tasks": call = .running
    case "/api/open/tasks/histories": call = .history
    case let path where path.hasPrefix(StandIn.taskPath): call = .task
    default: return StandIn.error(404)
    }
    guard request.headers[HTTPHeader("x-api-key")] == StandInScenario.key else {
      return StandIn.error(401)
    }
    let query = Dictionary(request.query.map { ($0.name, $0.value) }) { first, _ in first }
    if call == .task, scenario.taskMilliseconds > 0 {
      try await Task.sleep(for: .milliseconds(scenario.taskMilliseconds))
    }
    let path = request.target.path()
    guard let fault = nextFault(of: call, page: query["page"].flatMap(Int.init)) else {
      return answer(to: call, query, path)
    }
    return try await response(to: call, query, path, with: fault)
  }

  private func nextFault(
    of call: StandInScenario.Call, page: Int?
  ) -> StandInScenario.Misbehaviour? {
    let index = scenario.faults.firstIndex {
      $0.call == call && $0.times > 0 && ($0.page == nil || $0.page == page)
    }
    guard let index else { return nil }
    scenario.faults[index].times -= 1
    return scenario.faults[index].misbehaviour
  }

  private func response(
    to call: StandInScenario.Call, _ query: [String: String], _ path: String,
    with misbehaviour: StandInScenario.Misbehaviour
  ) async throws -> HTTPResponse {
    switch misbehaviour {
    case .status(let code, let retryAfter):
      return StandIn.error(code, headers: retryAfter.map { ["Retry-After": $0] } ?? [:])
    case .envelopeCode(let code): return StandIn.error(code, status: 200)
    case .cut: return HTTPResponse(webSocket: NoAnswer())
    case .cutBody, .truncatedJSON:
      return try await shortened(
        answer(to: call, query, path), isAnnounced: misbehaviour == .cutBody)
    case .slow(let milliseconds):
      try await Task.sleep(for: .milliseconds(milliseconds))
      return answer(to: call, query, path)
    case .webPage:
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "text/html"], body: Data("<p>Soon</p>".utf8))
    case .contentType(let type):
      var response = answer(to: call, query, path)
      response.headers[.contentType] = type
      return response
    case .redirect(let address):
      return StandIn.error(302, headers: ["Location": address])
    case .body(let text): return StandIn.json(text)
    case .emptyPage: return StandIn.json(page(query, rows: { _ in [] }))
    case .total(let total): return StandIn.json(page(query, total: total))
    case .repeatedRows(let count):
      return StandIn.json(page(query, rows: { $0 + $0.suffix(count) }))
    case .arrivals(let rows): scenario.rows += rows
    case .removals(let ids): scenario.rows.removeAll { ids.contains($0.id) }
    }
    return answer(to: call, query, path)
  }

  private func answer(
    to call: StandInScenario.Call, _ query: [String: String], _ path: String
  ) -> HTTPResponse {
    switch call {
    case .account: StandIn.json(StandIn.accountText(balanceUSD: scenario.balanceUSD))
    case .running: StandIn.json(StandIn.runningText)
    case .task: StandIn.taskAnswer(of: scenario, path: path)
    case .history:
      (Int(query["page_size"] ?? "") ?? 0) > 100
        ? StandIn.error(400) : StandIn.json(page(query))
    }
  }

  private func page(
    _ query: [String: String], total: Int? = nil,
    rows: ([StandInScenario.Row]) -> [StandInScenario.Row] = { $0 }
  ) -> String {
    StandIn.pageText(of: scenario, query, total: total, rows: rows)
  }

  /// The first half of an answer, announced with the length of the whole, or of the half.
  private func shortened(_ whole: HTTPResponse, isAnnounced: Bool) async throws -> HTTPResponse {
    let body = try await whole.bodyData
    let half = body.prefix(body.count / 2)
    var response = whole
    response.payload =
      isAnnounced
      ? .httpBody(HTTPBodySequence(from: EndingBytes(bytes: half), count: body.count))
      : .httpBody(HTTPBodySequence(data: half))
    return response
  }
}

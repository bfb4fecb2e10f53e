import FlyingFox
import Foundation
import TestSupport

extension StandIn {
  static func json(_ text: String, status: Int = 200, headers: [String: String] = [:])
    -> HTTPResponse
  {
    var all = HTTPHeaders([.contentType: "application/json; charset=utf-8"])
    for (name, value) in headers { all[HTTPHeader(name)] = value }
    return HTTPResponse(
      statusCode: HTTPStatusCode(status, phrase: "Status"), headers: all, body: Data(text.utf8))
  }

  /// An error as the provider's envelope has it.
  static func error(_ code: Int, status: Int? = nil, headers: [String: String] = [:])
    -> HTTPResponse
  {
    json(
      #"{"code":\#(code),"data":null,"message":"no"}"#, status: status ?? code, headers: headers)
  }

  static let runningText = """
    {"code":200,"data":{"kling":{"staged_count":1,"pending_count":0,"processing_count":2,\
    "active_tasks":[]},"midjourney":{"staged_count":0,"pending_count":0,"processing_count":0,\
    "active_tasks":[]}},"message":"success"}
    """

  static func accountText(balanceUSD: String) -> String {
    """
    {"code":200,"data":{"account_id":12,"account_name":"studio","plan":"pro",\
    "equivalent_in_usd":\(balanceUSD),"credit_pack_info":{"credit_packs_count":0},\
    "wallet":{"point_remain":125000000,"point_frozen":0,"point_used":5}},"message":"success"}
    """
  }

  /// A page of rows, the newest row first.
  static func pageText(
    of scenario: StandInScenario, _ query: [String: String], total: Int?,
    rows change: ([StandInScenario.Row]) -> [StandInScenario.Row]
  ) -> String {
    let since = Int(query["start_time"] ?? "") ?? .min
    let until = Int(query["end_time"] ?? "") ?? .max
    let page = Int(query["page"] ?? "") ?? 1
    let size = min(scenario.pageRows, Int(query["page_size"] ?? "") ?? 10)
    let found = scenario.rows.filter { (since...until).contains($0.createdSeconds) }.sorted {
      $0.id > $1.id
    }
    let rows = change(Array(found.dropFirst((page - 1) * size).prefix(size)))
    let text = rows.map(rowText).joined(separator: ",")
    return """
      {"code":200,"data":{"page":\(page),"size":\(size),"total":\(total ?? found.count + scenario.totalExcess),\
      "data":[\(text)]},"message":"success"}
      """
  }

  /// A task in its envelope, or that there is none.
  static func taskAnswer(of scenario: StandInScenario, path: String) -> HTTPResponse {
    let id = String(path.dropFirst(taskPath.count)).removingPercentEncoding ?? ""
    if let task = scenario.tasks[id] {
      return json(#"{"code":200,"data":\#(task),"message":"success"}"#)
    }
    return json(
      #"{"code":404,"data":null,"message":"task not found"}"#, status: scenario.notFoundStatus)
  }

  /// The path of a call for a task, before its id.
  static let taskPath = "/api/v1/task/"

  private static func rowText(_ row: StandInScenario.Row) -> String {
    let time = Date(timeIntervalSince1970: TimeInterval(row.createdSeconds))
      .formatted(.iso8601)
    return """
      {"id":\(row.id),"created_at":"\(time)","updated_at":"\(time)","deleted_at":null,\
      "service_mode":"public","task_id":"\(row.taskID)","account_id":12,"task_model":"\(row.model)",\
      "action":"\(row.action)","usage_type":"llm","usage":\(row.usage),"status":"\(row.status)",\
      "detail":"","fixed":false,"api_key_id":3}
      """
  }
}

import Billing
import Foundation
import GRDB
import Queries

/// The kinds of request, each known by a number: what tasks share is stored once, and each task
/// stores only the values of its varying fields.
struct RequestTable {
  /// What tasks of one kind share.
  struct Kind: Hashable {
    let model: String
    let taskType: String
    /// Canonical JSON of the shared fields.
    let fields: String
    /// JSON array of the varying fields' names.
    let varyingFields: String
  }

  /// More kinds than this are forgotten and looked up again, so that memory stays bounded.
  private static let limit = 50_000

  private var ids: [Kind: Int64] = [:]
  private var templates: [Int64: (shared: Request, varying: [String])] = [:]

  /// The number of a request's kind and the values of its varying fields: `37,-1`.
  mutating func intern(_ request: Request, in database: Database) throws -> (Int64, String) {
    let varying = request.fields.filter(\.isVarying)
    let shared = request.fields.filter { !$0.isVarying }
    let members = shared.map { "\(JSONText.quoted($0.name)):\($0.value.json)" }
    let kind = Kind(
      model: request.model, taskType: request.taskType,
      fields: "{\(members.joined(separator: ","))}",
      varyingFields: "[\(varying.map { JSONText.quoted($0.name) }.joined(separator: ","))]")
    let values = varying.map(\.value.text).joined(separator: ",")
    if let id = ids[kind] { return (id, values) }
    let id = try database.cachedStatement(sql: Query.requestIntern.sql).fetchNumber([
      "model": kind.model, "task_type": kind.taskType, "fields": kind.fields,
      "varying_fields": kind.varyingFields,
    ])
    if ids.count >= RequestTable.limit { ids.removeAll() }
    ids[kind] = id
    return (id, values)
  }

  /// The request of a task.
  mutating func request(_ id: Int64, values: String, in database: Database) throws -> Request {
    let template = try template(id, in: database)
    let numbers = values.split(separator: ",").map { ExactDecimal($0) }
    let varying = zip(template.varying, numbers).compactMap { name, number in
      number.map { Request.Field(name, .number($0)) }
    }
    return Request(
      model: template.shared.model, taskType: template.shared.taskType,
      fields: template.shared.fields + varying)
  }

  private mutating func template(
    _ id: Int64, in database: Database
  ) throws -> (shared: Request, varying: [String]) {
    if let template = templates[id] { return template }
    let statement = try database.cachedStatement(sql: Query.requestById.sql)
    guard let row = try Row.fetchOne(statement, arguments: ["id": id]) else {
      throw DatabaseError(message: "request \(id) is missing")
    }
    let shared = Request(
      model: row["model"], taskType: row["task_type"],
      fields: try StoredJSON.fields(row["fields"]))
    let template = (shared, try StoredJSON.texts(row["varying_fields"]))
    if templates.count >= RequestTable.limit { templates.removeAll() }
    templates[id] = template
    return template
  }
}

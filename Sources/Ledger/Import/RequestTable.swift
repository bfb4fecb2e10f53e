import Domain
import GRDB
import Queries

/// The kinds of request, each known by a number: what tasks share is stored once, and each task
/// stores only the values of its varying fields.
struct RequestTable {
  /// More kinds than this are forgotten and looked up again, so that memory stays bounded.
  private static let limit = 50_000

  private var ids: [RequestTemplate: Int64] = [:]
  private var templates: [Int64: RequestTemplate] = [:]

  /// The number of a template, which is added where it is new.
  mutating func id(of template: RequestTemplate, in database: Database) throws -> Int64 {
    if let id = ids[template] { return id }
    let members = template.sharedFields.map { "\(JSONText.quoted($0.name)):\($0.value.json)" }
    let names = template.varyingNames.map { JSONText.quoted($0) }
    let id = try RawStatement(Query.requestIntern.sql, in: database).fetchNumber(
      template.model, template.taskType, "{\(members.joined(separator: ","))}",
      "[\(names.joined(separator: ","))]")
    if ids.count >= RequestTable.limit { ids.removeAll() }
    ids[template] = id
    return id
  }

  mutating func template(_ id: Int64, in database: Database) throws -> RequestTemplate {
    if let template = templates[id] { return template }
    let statement = try database.cachedStatement(sql: Query.requestById.sql)
    guard let row = try Row.fetchOne(statement, arguments: ["id": id]) else {
      throw DatabaseError(message: "request \(id) is missing")
    }
    let template = RequestTemplate(
      model: row["model"], taskType: row["task_type"],
      sharedFields: try StoredJSON.fields(row["fields"]),
      varyingNames: try StoredJSON.texts(row["varying_fields"]))
    if templates.count >= RequestTable.limit { templates.removeAll() }
    templates[id] = template
    return template
  }
}

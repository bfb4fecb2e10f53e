import Domain
import RateCards

/// Which tasks are those of some usage lines: what the tasks of a line have in common, as one text,
/// and when the first and the last of them were created.
///
/// The account is no part of it, as the ledger may call it by another name than the answers do. Nor
/// is the end of a task: two tasks of one kind that were created in the same nanosecond and ended at
/// different moments are not told apart.
struct SoughtTables {
  let sql: any SQLDialect
  let lines: [UsageLine]

  var all: [CommonTableExpression] {
    [
      CommonTableExpression(
        "sought", row: "tasks that agree, with the times of the first and the last creation", rows),
      CommonTableExpression(
        "keyed", row: "a task, with what it has in common with those of its line",
        adding: [("line_key", taskKey)], to: "dated"),
    ]
  }

  /// The tasks of the lines.
  static let tasks = "keyed JOIN sought ON line_key = sought_key"

  /// That a task was created within one of the spans, none of which overlap.
  var condition: String {
    let begun = sql.count(sql.filtered("starts", "b", "b <= created_at"))
    let over = sql.count(sql.filtered("ends", "b", "b < created_at"))
    return "(created_at IS NULL OR \(begun) > \(over))"
  }

  /// What is not known is empty, and an amount without a usage is none.
  private var taskKey: String {
    let hasUsage = "consume IS NOT NULL OR has_ended = 0 AND frozen > 0"
    let usage = joined(["usage_type", "coalesce(\(sql.text("consume")), '0')", sql.text("frozen")])
    let parts = [
      "coalesce(day, '')", "model", "task_type", "read_values", "status", sql.text("own"),
      sql.text("disagrees"), "coalesce(\(sql.text("outputs")), '')",
      "coalesce(\(sql.text("error_code")), '')", "CASE WHEN \(hasUsage) THEN \(usage) ELSE '' END",
    ]
    return joined(parts)
  }

  private func joined(_ parts: [String]) -> String {
    "concat(\(parts.joined(separator: ", '|', ")))"
  }

  private var rows: String {
    let groups = Dictionary(grouping: lines, by: Self.key)
    let rows = groups.sorted { $0.key < $1.key }.map { key, lines in
      let spans = Self.spans(of: lines)
      let list = { (bounds: [Instant]) in
        sql.integerList(bounds.map { sql.integer($0.nanoseconds) })
      }
      return "(\(sql.literal(key)), \(list(spans.map(\.lowerBound))), "
        + "\(list(spans.map(\.upperBound))))"
    }
    return sql.constants(
      "sought",
      [
        ConstantColumn(name: "sought_key", kind: .text),
        ConstantColumn(name: "starts", kind: .integers),
        ConstantColumn(name: "ends", kind: .integers),
      ], rows: rows)
  }

  /// The text that the query makes of a task of the line.
  private static func key(of line: UsageLine) -> String {
    let state = line.state
    let fields = line.request.fields.map { "\(JSONText.quoted($0.name)):\($0.value.json)" }
    let usage = state.usage.map { "\($0.type)|\($0.consume.count)|\($0.frozen.count)" }
    let parts = [
      line.partition.day?.description ?? "", line.request.model, line.request.taskType,
      "{\(fields.joined(separator: ","))}", state.status.name, state.isOwnAccount ? "1" : "0",
      line.isInConflict ? "1" : "0", state.outputCount.map(String.init) ?? "",
      state.errorCode.map(String.init) ?? "", usage ?? "",
    ]
    return parts.joined(separator: "|")
  }

  /// The times of the lines' tasks, those that overlap as one.
  private static func spans(of lines: [UsageLine]) -> [ClosedRange<Instant>] {
    var spans: [ClosedRange<Instant>] = []
    for span in lines.compactMap(\.created).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = spans.last, span.lowerBound <= last.upperBound {
        spans[spans.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        spans.append(span)
      }
    }
    return spans
  }
}

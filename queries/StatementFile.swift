import Foundation

/// The SQL files, in which each statement is below a line `-- name: camelCase`.
///
/// Every file also runs in the sqlite3 shell, where unbound parameters are NULL; use `-readonly`,
/// since statements that write would write there too. One text may be several SQL statements that
/// belong together, such as those that create a table and its indexes.
package enum StatementFile {
  /// The content of all files, in the order of the cases of ``Query``.
  package static let all: [[UInt8]] = [
    PackageResources.name_tables_sql, PackageResources.task_tables_sql,
    PackageResources.price_tables_sql, PackageResources.rollup_tables_sql,
    PackageResources.month_tables_sql, PackageResources.account_tables_sql,
    PackageResources.night_tables_sql, PackageResources.quarantine_tables_sql,
    PackageResources.claim_tables_sql, PackageResources.tag_tables_sql,
    PackageResources.usage_line_tables_sql,
    PackageResources.version_1_sql, PackageResources.version_3_sql,
    PackageResources.version_5_sql, PackageResources.version_8_sql,
    PackageResources.task_span_view_sql, PackageResources.changed_line_view_sql,
    PackageResources.task_line_view_sql, PackageResources.usage_fact_view_sql,
    PackageResources.outcome_view_sql,
    PackageResources.task_view_sql, PackageResources.daily_cost_view_sql,
    PackageResources.tagged_cost_view_sql, PackageResources.usage_line_view_sql,
    PackageResources.history_finding_view_sql,
    PackageResources.wallet_view_sql, PackageResources.finding_view_sql,
    PackageResources.dearest_tasks_sql, PackageResources.failures_by_error_sql,
    PackageResources.findings_by_cause_sql, PackageResources.overcharges_sql,
    PackageResources.prices_charged_sql, PackageResources.quarantine_by_reason_sql,
    PackageResources.spend_by_account_sql, PackageResources.spend_by_day_sql,
    PackageResources.spend_by_key_sql,
    PackageResources.spend_by_model_sql, PackageResources.spend_by_month_sql,
    PackageResources.spend_by_size_sql, PackageResources.spend_by_weekday_sql,
    PackageResources.tasks_by_hour_sql, PackageResources.waits_by_sku_sql,
    PackageResources.wallet_windows_sql, PackageResources.names_sql, PackageResources.sources_sql,
    PackageResources.quarantine_sql, PackageResources.tasks_sql, PackageResources.outcomes_sql,
    PackageResources.failures_sql, PackageResources.rollup_sql,
    PackageResources.closed_months_sql, PackageResources.changed_tasks_sql,
    PackageResources.history_sql, PackageResources.comparison_sql,
    PackageResources.asked_tasks_sql, PackageResources.wallet_sql,
    PackageResources.claims_sql, PackageResources.nights_sql, PackageResources.tags_sql,
    PackageResources.tag_rollup_sql, PackageResources.usage_lines_sql, PackageResources.proof_sql,
    PackageResources.repair_sql,
  ]

  /// The statements of a file by name.
  ///
  /// A text extends from the line below its name to the empty line above the next one.
  package static func statements(of file: [UInt8]) -> [(String, String)] {
    file.withUnsafeBytes { bytes in
      let starts = nameLines(in: bytes)
      return zip(starts, starts.dropFirst() + [bytes.count]).map { start, end in
        let statement = bytes[(start + mark.utf8.count)..<end]
        let nameEnd = statement.firstIndex(of: newline) ?? end
        let text = statement[nameEnd...].dropFirst()
        let isLast = end == bytes.count
        return (
          String(decoding: statement[..<nameEnd], as: UTF8.self),
          String(decoding: isLast ? text : text.dropLast(), as: UTF8.self)
        )
      }
    }
  }

  private static let mark = "-- name: "
  private static let newline = UInt8(ascii: "\n")

  /// Where the lines with names start.
  private static func nameLines(in bytes: UnsafeRawBufferPointer) -> [Int] {
    guard let base = bytes.baseAddress else { return [] }
    var starts: [Int] = []
    var line = 0
    while bytes.count - line > mark.utf8.count {
      if memcmp(base + line, mark, mark.utf8.count) == 0 { starts.append(line) }
      guard let end = memchr(base + line, Int32(newline), bytes.count - line) else { break }
      line = UnsafeRawPointer(end) - base + 1
    }
    return starts
  }
}

import Foundation
import TestSupport
import Testing

/// Earlier versions kept the text of unreadable records: nothing of it is left.
@Suite struct QuarantineMigrationTests {
  /// Records with secrets in their texts and reasons, and some already deleted whose texts are in
  /// free pages of the file.
  private static let records = """
    INSERT INTO quarantine (id, source_id, line, byte_offset, reason, text, key) VALUES
      (90, 1, 3, 5, 'expected an object, found the text "TRIALSECRET-reason"',
        '"TRIALSECRET-text"', 'k90'),
      (91, 1, 4, 9, 'not JSON: expected a value, found ''x''', 'x-api-key: TRIALSECRET-key', 'k91'),
      (92, 1, 5, 20, 'no known record: its members are TRIALSECRET 1, status',
        '{"TRIALSECRET 1":"TRIALSECRET-value","status":"failed"}', 'k92'),
      (93, 1, 6, 80, 'meta.created_at: expected a time, found the text "TRIALSECRET-time"',
        '{"equivalent_in_usd":1,"name":"TRIALSECRET-name"}', 'k93'),
      (94, 1, 7, 90, 'expected '','' between two values', '', 'k94'),
      (95, 1, 8, 95, 'meta.usage.consume: expected whole points, found "TRIALSECRET-amount"',
        '{"task_id":"TRIALSECRET 2","model":"m","task_type":"t","status":"failed",'
          || '"meta":{"usage":{"consume":"TRIALSECRET-amount"}}}', 'k95');
    INSERT INTO quarantine (id, source_id, line, byte_offset, reason, text, key)
    WITH RECURSIVE number (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM number WHERE n < 900)
    SELECT n, 1, 1, n, 'r', replace(hex(zeroblob(300)), '00', 'TRIALSECRET-free '), 'k' || n
    FROM number;
    DELETE FROM quarantine WHERE id >= 100;
    """

  private static func isFound(_ text: String, in tool: Tool) throws -> Bool {
    try tool.folder.names.filter { $0.hasPrefix("ledger.db") }.contains { name in
      try Data(contentsOf: URL(filePath: tool.folder.path(name))).range(of: Data(text.utf8)) != nil
    }
  }

  @Test(arguments: 1...3)
  func `skeletons take the place of texts, and no byte of these is left`(version: Int) throws {
    let tool = try OldLedger.tool(version: version, Self.records)
    #expect(try Self.isFound("TRIALSECRET-free", in: tool))
    #expect(try Self.isFound("TRIALSECRET-key", in: tool))
    #expect(try tool.run("reconcile", "-q").status == 10)
    #expect(!(try Self.isFound("TRIALSECRET", in: tool)))
    let rows = try tool.run("quarantine", "-f", "csv").output.split(separator: "\n")
      .filter { $0.hasPrefix("9") }
      // Without the source's name in front and the digest at the end.
      .map { $0.split(separator: ",").dropFirst(2).dropLast().joined(separator: ",") }
    #expect(
      rows == [
        "3,5,1,0,expected an object,text",
        "4,9,1,0,not JSON: expected a value,\"text, 26 bytes\"",
        "5,20,1,0,no known record,\"{…: text, status: \"\"failed\"\"}\"",
        "6,80,1,0,meta.created_at: expected a time,\"{equivalent_in_usd: number, name: text}\"",
        "7,90,1,0,\"expected ',' between two values\"",
        "8,95,1,0,\"meta.usage.consume: expected whole points of 0 or more, found a text\","
          + "\"{task_id: text, model: \"\"m\"\", task_type: \"\"t\"\", status: \"\"failed\"\", "
          + "meta: {usage: {consume: text}}}\"",
      ])
    #expect(try tool.run("doctor").status == 0)
  }

  @Test(arguments: 1...3)
  func `an unknown number of records is not made up`(version: Int) throws {
    let tool = try OldLedger.tool(version: version, Self.records)
    try tool.run("reconcile", "-q")
    let report = try tool.run("report", "status")
    #expect(report.output.contains("; 8 records could not be read and are not included"))
    #expect(
      try tool.run("report", "status", "--json").output
        .filter { !$0.isWhitespace }.contains(#""records_unreadable":8,"records":null"#))
  }
}

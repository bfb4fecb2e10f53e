import Queries
import Testing

/// The views also run in DuckDB: none contains what it reads differently or not at all.
@Suite struct ViewDialectTests {
  /// What a view must not have, with the reason.
  private static var foreign: [(pattern: Regex<Substring>, reason: String)] {
    [
      (/unixepoch|julianday|\b(?:date|time|datetime)\(/, "DuckDB has no such function of time"),
      (/json_patch|json_group|json_valid|\bjson\(/, "DuckDB lacks it, or gives another type"),
      (/json_extract/, "quotes texts in DuckDB: ->> does not"),
      (/\b(?:total|iif|ifnull|hex|char|format)\(/, "DuckDB lacks it, or means something else"),
      (/\b(?:max|min)\((?:[^(),]|\([^()]*\))*,/, "the n greatest or least in DuckDB: CASE"),
      (/CAST\((?:value|sum\([^)]*\)) AS INTEGER\)/, "32 bits in DuckDB: BIGINT"),
      (/(?:^|[^(\w]|[^T]\()sum\(/, "a HUGEINT in DuckDB, a double in clients: CAST AS BIGINT"),
      (/CROSS JOIN \w+(?: AS \w+)? ON/, "no condition there in DuckDB: WHERE"),
      (/\bIS (?:NOT )?(?!NULL|NOT NULL|DISTINCT)\w/, "IS takes NULL only in DuckDB"),
      (/INDEXED BY|NOTNULL|ISNULL/, "SQLite's own"),
    ]
  }

  @Test(arguments: Query.views)
  func `a view is in SQL that both engines read`(view: Query) {
    let statement = view.sql.replacing(/--.*/, with: "")
    for (pattern, reason) in Self.foreign {
      let found = statement.firstMatch(of: pattern).map { String($0.output) }
      #expect(found == nil, "\(reason)")
    }
  }

  @Test(arguments: Query.views)
  func `a view divides whole numbers only where nothing is left over`(view: Query) {
    // 7 / 2 is 3 in SQLite and 3.5 in DuckDB: (a - a % b) / b is the same in both.
    let statement = view.sql.replacing(/--.*/, with: "")
    for division in statement.matches(of: /(.{0,120}) \/ (\d+)\b/.dotMatchesNewlines()) {
      let before = String(division.1)
      let divisor = String(division.2)
      #expect(before.hasSuffix("% \(divisor))"), "\(before) / \(divisor)")
    }
  }

  @Test func `violations are found`() {
    let statements = [
      "date(day * 86400, 'unixepoch')", "max(a, 0)", "max(coalesce(a, 0), 0)", "sum(a)",
      "a IS b", "CROSS JOIN task ON a = b", "json_extract(a, '$[0]')",
    ]
    for statement in statements {
      #expect(Self.foreign.contains { statement.contains($0.pattern) }, "\(statement)")
    }
    for statement in ["max(a)", "CAST(sum(a) AS BIGINT)", "a IS NOT NULL", "a IS NULL"] {
      #expect(!Self.foreign.contains { statement.contains($0.pattern) }, "\(statement)")
    }
  }
}

import Foundation
import TestSupport
import Testing

/// What must not change a figure does not, and what must change it does so exactly.
@Suite struct SameFiguresTests {
  private static let seed: UInt64 = 91
  private static let finest = "day,model,task_type,sku,status,verdict"

  private let month = FamilyMonth(seed: seed)

  /// The finest report of files in a tool's folder, after importing them one after another.
  private func report(
    _ files: [[String]], by dimensions: String = finest, zone: String = "UTC"
  ) throws -> String {
    let tool = try Tool()
    for (number, lines) in files.enumerated() {
      try tool.folder.write(lines.joined(separator: "\n") + "\n", to: "in-\(number).ndjson")
      let imported = try run(tool, "import", "in-\(number).ndjson", "-q", "-z", zone)
      #expect(imported.status == 0, "\(imported.errors)")
    }
    return try figures(tool, by: dimensions, zone: zone)
  }

  private func figures(
    _ tool: Tool, by dimensions: String = finest, zone: String = "UTC"
  ) throws -> String {
    try run(tool, "report", "--by", dimensions, "-f", "csv", "-q", "-z", zone).output
  }

  private func run(_ tool: Tool, _ arguments: String...) throws -> Tool.Result {
    try tool.run(arguments, asOf: FamilyMonth.asOf)
  }

  private func parts(_ lines: [String], _ count: Int) -> [[String]] {
    (0..<count).map { part in
      lines.indices.filter { $0 * count / lines.count == part }.map { lines[$0] }
    }
  }

  @Test func `order, division into nights and repetition change nothing`() throws {
    var month = month
    let whole = try report([month.lines])
    #expect(whole.split(separator: "\n").count > 200)
    #expect(try report([month.shuffled()]) == whole, "shuffled")
    #expect(try report(parts(month.shuffled(), 7)) == whole, "seven nights")
    #expect(try report([month.lines, month.shuffled(), month.lines]) == whole, "imported again")
  }

  @Test func `the files of one import, and what they are packed in, change nothing`() throws {
    let (tool, whole) = (try Tool(), try report([month.lines]))
    for (number, lines) in parts(month.lines, 5).enumerated() {
      try tool.folder.write(lines.joined(separator: "\n") + "\n", to: "in/\(number).ndjson")
    }
    let packed = try tool.shell(
      "gzip in/0.ndjson in/3.ndjson", environment: tool.typicalEnvironment)
    #expect(packed.status == 0, "\(packed.errors)")
    let imported = try run(tool, "import", "in", "-q")
    #expect(imported.status == 0, "\(imported.errors)")
    #expect(try figures(tool) == whole)
    let stateless = try run(
      tool, "report", "--by", Self.finest, "in", "-f", "csv", "-q")
    #expect(stateless.output == whole, "without a ledger")
  }

  @Test func `other ids change nothing`() throws {
    let renamed = FamilyMonth(seed: Self.seed, change: .init(prefix: "ffffffff"))
    #expect(renamed.lines != month.lines)
    #expect(try report([renamed.lines]) == report([month.lines]))
  }

  @Test(arguments: ["Asia/Kolkata", "Pacific/Apia", "America/St_Johns"])
  func `another time zone moves tasks between days, and the sums stay`(zone: String) throws {
    let rest = "model,task_type,sku,status,verdict"
    #expect(try report([month.lines], by: rest, zone: zone) == report([month.lines], by: rest))
    let days = FigureTable(csv: try report([month.lines], by: "day"))
    let moved = FigureTable(csv: try report([month.lines], by: "day", zone: zone))
    #expect(days.sums(by: ["day"]) != moved.sums(by: ["day"]))
    #expect(days.sums(by: []) == moved.sums(by: []))
  }

  @Test func `bills twice as high are twice the figures`() throws {
    let twice = FamilyMonth(seed: Self.seed, change: .init(factor: 2))
    let keys = ["day", "model", "task_type", "status"]
    let dimensions = keys.joined(separator: ",")
    let (once, doubled) = (
      FigureTable(csv: try report([month.lines], by: dimensions)).sums(by: keys),
      FigureTable(csv: try report([twice.lines], by: dimensions)).sums(by: keys)
    )
    #expect(Set(once.keys) == Set(doubled.keys))
    for (key, amounts) in once {
      for name in ["billed_points", "commitment_points"] {
        #expect(doubled[key]?[name] == amounts[name].map { $0 * 2 }, "\(key) \(name)")
      }
      #expect(doubled[key]?["tasks"] == amounts["tasks"])
    }
  }

  @Test func `everything a day later moves each day by one`() throws {
    let later = FamilyMonth(seed: Self.seed, change: .init(days: 1))
    let sums = { (lines: [String]) in
      FigureTable(csv: try report([lines], by: "day,model")).sums(by: ["day", "model"])
        .mapValues { $0.filter { ["tasks", "billed_points"].contains($0.key) } }
    }
    let format = ISO8601DateFormatter()
    let moved = try sums(month.lines).map { key, amounts in
      let day = format.date(from: "\(key[0])T00:00:00Z")?.addingTimeInterval(86_400)
      return (day.map { [String(format.string(from: $0).prefix(10)), key[1]] } ?? key, amounts)
    }
    let expected = Dictionary(moved, uniquingKeysWith: { first, _ in first })
    #expect(try sums(later.lines) == expected)
  }
}

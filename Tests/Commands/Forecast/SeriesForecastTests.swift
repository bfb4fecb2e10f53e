import Foundation
import TestSupport
import Testing

@Suite struct SeriesForecastTests {
  private static func tool(_ extra: String = "") throws -> Tool {
    let tool = try Tool()
    let days = (1...28).map { "spend,2026-04-\(padded($0)),\($0 % 7 == 0 ? 5 : 20)\n" }
    try tool.folder.write("series_id,date,value\n" + days.joined() + extra, to: "s.csv")
    return tool
  }

  private static func padded(_ day: Int) -> String { day < 10 ? "0\(day)" : "\(day)" }

  private static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map(String.init)
  }

  @Test func `each series is forecast from its last day, and step 0 is the sum`() throws {
    let result = try Self.tool().run(
      "forecast", "--series", "s.csv", "--horizon", "7d", "-f", "csv")
    let lines = Self.lines(result.output)
    #expect(result.status == 0 && lines.count == 9)
    #expect(lines.first == "series_id,origin,step,mean,lo80,hi80,lo95,hi95")
    let sum = try #require(lines.last { $0.hasPrefix("spend,2026-04-28,0,") })
    let mean = try #require(Double(sum.split(separator: ",")[3]))
    #expect(abs(mean - 125) < 5)
  }

  @Test func `with origins no later day is seen`() throws {
    let tool = try Self.tool()
    try tool.folder.write(
      "series_id,origin,kind,horizon\nspend,2026-04-20,roll,30\nspend,2026-04-20,m20,10\n",
      to: "o.csv")
    let arguments = ["forecast", "--series", "s.csv", "--origins", "o.csv", "-f", "csv"]
    let before = try tool.run(arguments)
    let text = try tool.folder.text(of: "s.csv")
    let changed = text.replacing("2026-04-25,20", with: "2026-04-25,9999")
    try tool.folder.write(changed, to: "s.csv")
    let after = try tool.run(arguments)
    #expect(changed != text && before.output == after.output)
    // The sum covers the shorter of both horizons.
    #expect(Self.lines(before.output).count == 32)
    let total = try #require(Self.lines(before.output).last?.split(separator: ","))
    #expect(total[2] == "0")
    #expect(abs((Double(total[3]) ?? 0) - 170) < 5)
  }

  @Test func `levels name their columns`() throws {
    let result = try Self.tool().run(
      "forecast", "--series", "s.csv", "--horizon", "1d", "--level", "90", "-f", "csv")
    #expect(Self.lines(result.output).first == "series_id,origin,step,mean,lo90,hi90")
  }

  @Test(arguments: [
    ("spend,2026-04-31,5", "30: could not be read: expected a date such as 2026-10-05"),
    ("spend,2026-04-30,-5", "30: could not be read: expected a number from 0 up, found -5"),
    ("spend,2026-04-30,1e300", "30: could not be read: expected a number up to 1e18, found 1e300"),
    ("spend,2026-04-02,5", "30: could not be read: 2026-04-02 appears twice"),
    ("spend,2226-04-02,5", "30: could not be read: 2226-04-02 is more than a century"),
    ("spend", "30: could not be read: expected a field for each column"),
  ])
  func `an unreadable line is reported, and the rest continues`(
    line: String, message: String
  ) throws {
    let result = try Self.tool(line + "\n").run("forecast", "--series", "s.csv", "-f", "csv")
    #expect(result.status == 65)
    #expect(result.errors.contains("s.csv:\(message)"))
    #expect(Self.lines(result.output).count == 32)
  }

  @Test func `a series without a known day has no forecast, and a file without columns none`()
    throws
  {
    let tool = try Tool()
    try tool.folder.write("series_id,date,value\nempty,2026-04-01,\n", to: "s.csv")
    let result = try tool.run("forecast", "--series", "s.csv", "-f", "csv")
    #expect(result.status == 66)
    #expect(result.errors.contains("empty: no day up to 2026-04-01 is known"))
    try tool.folder.write("a,b\n", to: "s.csv")
    let other = try tool.run("forecast", "--series", "s.csv")
    #expect(other.status == 66)
    #expect(other.errors.contains("s.csv:1: expected the columns series_id,date,value"))
  }
}

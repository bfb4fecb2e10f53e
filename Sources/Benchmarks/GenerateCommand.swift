import ArgumentParser
import Domain
import Foundation
import Traffic

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write a file of made-up traffic, or of requests.",
    discussion: """
      The same seed makes the same bytes. What the file holds is printed as JSON.

      EXAMPLES
        Benchmarks generate --records 100000 hundred.ndjson
        Benchmarks generate --records 1000000 --form gzip million.ndjson.gz
        Benchmarks generate --records 10000 --first-day 2026-04-01 --days 1 night.ndjson
      """)

  @Option(help: "How many records.")
  var records: Int

  @Option(help: "ndjson, gzip, array, pretty, log, har or requests.")
  var form = TrafficForm.ndjson

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  @Option(
    help: "The day of the first task.",
    transform: { text in
      guard let day = CalendarDay(text) else { throw ValidationError("expected a day") }
      return day
    })
  var firstDay = CalendarDay(number: 20_454)  // 2026-01-01

  @Option(help: "The days over which the tasks are spread.")
  var days = 90

  @Argument(help: "The file.")
  var path: String

  func validate() throws {
    guard records > 0, days > 0 else { throw ValidationError("expected at least 1") }
  }

  func run() throws {
    let plan = AccountTraffic.Plan(seed: seed, records: records, firstDay: firstDay, days: days)
    let count = try TrafficFile.write(plan, as: form, to: path)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(count), as: UTF8.self))
  }
}

import Domain
import TestSupport
import Testing

/// A ledger of steady use, and what its forecast says.
enum ForecastLedger {
  /// Ten images a day and, every other day, a video, for this many days before 2026-06-01.
  ///
  /// The account history, if there is one, names a key for two of three tasks.
  static func filled(
    days: Int = 40, lastDayTimes: Int = 1, historyDays: Int = 0
  ) throws -> Tool {
    let tool = try Tool()
    var history: [HistoryText] = []
    let end = try #require(CalendarDay(year: 2026, month: 6, day: 1))
    var tasks: [String] = []
    for offset in 1...days {
      let day = end + -offset
      let images = 10 * (offset == 1 ? lastDayTimes : 1) + offset % 3
      for _ in 0..<images + offset % 2 {
        let isVideo = tasks.count % 11 == 10
        let number = tasks.count
        tasks.append(
          TaskText.task {
            $0.taskID = "7f3a0c1e-52d4-4b6f-9a11-\(padded(number, to: 12))"
            $0.createdAt = "\(day)T10:00:00Z"
            $0.startedAt = "\(day)T10:00:01Z"
            $0.endedAt = "\(day)T10:00:09Z"
            guard isVideo else { return }
            ($0.model, $0.taskType) = ("sora2", "sora2-video")
            $0.input = #"{"duration":4}"#
            $0.output = #"{"video":"https://media.example/1.mp4"}"#
            $0.consume = 3_200_000
          }.envelope)
        guard offset <= historyDays, number % 3 != 0 else { continue }
        history.append(
          HistoryText.row {
            ($0.id, $0.apiKeyID) = (number, "\(number % 3 + 6)")
            $0.taskID = "7f3a0c1e-52d4-4b6f-9a11-\(padded(number, to: 12))"
            $0.createdAt = "\(day)T10:00:00Z"
            $0.usage = number % 11 == 10 ? "3200000" : "280000"
          })
      }
    }
    try tool.run("import", "-", input: tasks.joined(separator: "\n"))
    if !history.isEmpty { try tool.run("import", "-", input: HistoryText.page(history)) }
    return tool
  }

  /// The money of a CSV by row and column.
  static func points(_ csv: String) throws -> [String: [String: Int]] {
    let lines = csv.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",").map(String.init)
    }
    let header = try #require(lines.first)
    return Dictionary(
      uniqueKeysWithValues: lines.dropFirst().map { fields in
        (
          fields[0],
          Dictionary(uniqueKeysWithValues: zip(header, fields.map { Int($0) ?? 0 }))
        )
      })
  }
}

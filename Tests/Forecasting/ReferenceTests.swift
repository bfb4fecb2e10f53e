import Domain
import Foundation
import TestSupport
import Testing

@testable import Forecasting

/// Results of an independent implementation of the same method for generated series.
struct ReferenceCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let values: [Double?]
  /// Middle, lower and upper 80, lower and upper 95, for the first days.
  let days: [[Double]]
  /// The same for sums of the first days, by `ReferenceCase.sumDays`.
  let sums: [[Double]]

  static let sumDays = [1, 5, 10, 20, 30, 31]

  var testDescription: String { name }

  /// From 12 January on, so that no series ends before the days around New Year.
  var series: DailySeries {
    DailySeries(firstDay: CalendarDay(number: 20_100), values: values)
  }

  static func all() throws -> [ReferenceCase] {
    let text = try TestFiles.text("Tests/Golden/forecast/reference.json")
    return try JSONDecoder().decode([ReferenceCase].self, from: Data(text.utf8))
  }
}

@Suite struct ReferenceTests {
  private static func expect(
    _ amount: PredictedAmount, like numbers: [Double], _ place: String
  ) {
    let found = [
      amount.median, amount.interval80.lower, amount.interval80.upper, amount.interval95.lower,
      amount.interval95.upper,
    ]
    // The reference may leave a day's lower bound above its middle; a distribution may not.
    let expected = [
      numbers[0], min(numbers[1], numbers[0]), max(numbers[2], numbers[0]),
      min(numbers[3], numbers[1], numbers[0]), max(numbers[4], numbers[2], numbers[0]),
    ]
    for (value, other) in zip(found, expected) {
      #expect(abs(value - other) <= 1e-9 * max(1, abs(other)), "\(place): \(found) \(expected)")
    }
  }

  @Test func `Days and sums agree with the reference program`() throws {
    for example in try ReferenceCase.all() {
      let forecast = Forecaster.forecast(example.series, days: 31)
      for (step, numbers) in example.days.enumerated() {
        Self.expect(forecast.days[step], like: numbers, "\(example.name), day \(step + 1)")
      }
      for (days, numbers) in zip(ReferenceCase.sumDays, example.sums) {
        Self.expect(forecast.sum(days: days), like: numbers, "\(example.name), \(days) days")
      }
    }
  }
}

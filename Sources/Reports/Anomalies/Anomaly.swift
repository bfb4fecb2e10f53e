package import Forecasting

/// A measure of a day outside what its own past let expect.
package struct Anomaly: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    case total
    case model(String)
    case key(String)

    package var name: String {
      switch self {
      case .total: "total"
      case .model(let name): "model \(name)"
      case .key(let name): "key \(name)"
      }
    }
  }

  /// In the order in which one explains another: more tasks or a dearer task make more spend.
  package enum Measure: String, CaseIterable, Sendable {
    case tasks
    case meanPrice = "mean_price"
    case failureRate = "failure_rate"
    case spend
  }

  package let subject: Subject
  package let measure: Measure
  /// Tasks, points, points per task, or a share of tasks in percent.
  package let observed: Double
  /// The middle of what was expected.
  package let expected: Double
  package let interval: PredictionInterval
  /// How many days the interval stands on.
  package let knownDays: Int
  /// What follows from the same cause, and is no flag of its own.
  package internal(set) var consequences: [String] = []

  package var isAbove: Bool { observed > expected }

  init?(
    _ subject: Subject, _ measure: Measure, observed: Double, predicted: PredictedAmount,
    level: Double, knownDays: Int
  ) {
    interval = predicted.interval(level: level)
    guard !interval.contains(observed) else { return nil }
    (self.subject, self.measure, self.observed) = (subject, measure, observed)
    (expected, self.knownDays) = (predicted.median, knownDays)
  }
}

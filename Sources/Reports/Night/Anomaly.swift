package import Forecasting

/// A daily measure outside the range that its own past predicts.
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

  /// Measures in causal order: more tasks or more expensive tasks cause more spend.
  package enum Measure: String, CaseIterable, Sendable {
    case tasks
    case meanPrice = "mean_price"
    case failureRate = "failure_rate"
    case spend
  }

  package let subject: Subject
  package let measure: Measure
  /// Tasks, points, points per task, or a percentage of tasks.
  package let observed: Double
  /// The median of the expected range.
  package let expected: Double
  package let interval: PredictionInterval
  /// The number of days behind the interval.
  package let knownDays: Int
  /// Effects of the same cause, which get no flags of their own.
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

/// Groups flags with the same cause under one flag.
enum AnomalyCauses {
  static func merged(_ flags: [Anomaly]) -> [Anomaly] {
    let own = Dictionary(grouping: flags) { $0.subject }
    var subjects: [Anomaly.Subject] = []
    for flag in flags where !subjects.contains(flag.subject) { subjects.append(flag.subject) }
    let within = subjects.flatMap { withinSubject(own[$0] ?? []) }
    return acrossSubjects(within)
  }

  /// Spend follows from tasks or from the price if one of them deviates in the same direction.
  private static func withinSubject(_ flags: [Anomaly]) -> [Anomaly] {
    guard let spend = flags.first(where: { $0.measure == .spend }),
      let cause = flags.firstIndex(where: {
        [.tasks, .meanPrice].contains($0.measure) && $0.isAbove == spend.isAbove
      })
    else { return flags }
    var rest = flags
    rest[cause].consequences.append(AnomalyReport.phrase(spend))
    return rest.filter { $0.measure != .spend }
  }

  /// The total and keys follow from a model that deviates in the same direction; the total follows
  /// from a key too.
  private static func acrossSubjects(_ flags: [Anomaly]) -> [Anomaly] {
    var causes = flags.filter { if case .model = $0.subject { true } else { false } }
    var others: [Anomaly] = []
    let dependents =
      flags.filter { if case .key = $0.subject { true } else { false } }
      + flags.filter { $0.subject == .total }
    for flag in dependents {
      if let cause = causes.firstIndex(where: { explains($0, flag) }) {
        causes[cause].consequences.append(AnomalyReport.phrase(flag))
      } else if flag.subject == .total, let cause = others.firstIndex(where: { explains($0, flag) })
      {
        others[cause].consequences.append(AnomalyReport.phrase(flag))
      } else {
        others.append(flag)
      }
    }
    return causes + others
  }

  private static func explains(_ cause: Anomaly, _ flag: Anomaly) -> Bool {
    let isFailure = { (flag: Anomaly) in flag.measure == .failureRate }
    return cause.isAbove == flag.isAbove && isFailure(cause) == isFailure(flag)
  }
}

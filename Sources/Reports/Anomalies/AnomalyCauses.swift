/// Puts flags that have one cause under one flag.
enum AnomalyCauses {
  static func merged(_ flags: [Anomaly]) -> [Anomaly] {
    let own = Dictionary(grouping: flags) { $0.subject }
    var subjects: [Anomaly.Subject] = []
    for flag in flags where !subjects.contains(flag.subject) { subjects.append(flag.subject) }
    let within = subjects.flatMap { withinSubject(own[$0] ?? []) }
    return acrossSubjects(within)
  }

  /// Spend follows from tasks or from the price where one of them deviates to the same side.
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

  /// The total, and keys, follow from a model that deviates to the same side; the total follows
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

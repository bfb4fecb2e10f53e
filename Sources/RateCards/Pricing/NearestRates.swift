import Domain

/// Why no rate fits a request: the rates that come closest, and what each of them wants instead.
///
/// A reason depends only on the fields that fail, so tasks of the same kind share it.
struct NearestRates {
  /// The most rates and values that a reason lists.
  private static let rateLimit = 3
  private static let valueLimit = 12

  private let candidates: [RateCandidate]
  /// The fields whose value some rate accepts.
  private let acceptedFields: Set<String>

  init(_ candidates: [RateCandidate]) {
    self.candidates = candidates
    acceptedFields = Set(
      candidates.flatMap { candidate in
        candidate.rate.conditions.filter { candidate.facts.match($0) != nil }.map(\.field)
      })
  }

  /// `nearest is studio/poster size=A3: size is A5, a rate exists for A3, A4`.
  var reason: String {
    let sets = faultSets
    guard let first = sets.first else { return "no rate fits" }
    guard sets.count > 1 else { return "nearest is \(first.name): \(first.text)" }
    let texts = sets.prefix(NearestRates.rateLimit).map { "\($0.name) (\($0.text))" }
    let rest = sets.count - texts.count
    return "nearest are " + (texts + (rest > 0 ? ["\(rest) more"] : [])).joined(separator: ", ")
  }

  /// The rates that are equally near, one per set of failing fields, in the card's order.
  private var faultSets: [FaultSet] {
    let distances = candidates.map(distance)
    guard let least = distances.min() else { return [] }
    var sets: [FaultSet] = []
    for (candidate, distance) in zip(candidates, distances) where distance == least {
      let failing = candidate.failing
      if let index = sets.firstIndex(where: { $0.fields == failing.map(\.field) }) {
        sets[index].add(failing)
      } else if !failing.isEmpty {
        sets.append(FaultSet(candidate, failing: failing))
      }
    }
    return sets
  }

  func distance(_ candidate: RateCandidate) -> Distance {
    let failing = candidate.failing
    let byDefault = Set(candidate.defaultedFields.map(\.name))
    let met = candidate.rate.conditions.count { condition in
      !failing.contains(condition) && !byDefault.contains(condition.field)
    }
    return Distance(
      strayed: failing.count { acceptedFields.contains($0.field) }, failing: failing.count,
      met: met)
  }

  /// How far a rate is from a request.
  struct Distance: Comparable {
    /// The conditions that fail for a value that another rate accepts: that rate is meant, so these
    /// count most.
    let strayed: Int
    let failing: Int
    /// The conditions that hold for a value that the request has, not for a default.
    let met: Int

    static func < (left: Distance, right: Distance) -> Bool {
      (left.strayed, left.failing, right.met) < (right.strayed, right.failing, left.met)
    }
  }

  /// The conditions that fail for one or more equally near rates, by their fields.
  private struct FaultSet {
    let name: String
    let fields: [String]
    private let candidate: RateCandidate
    /// What the rates want of each field.
    private var wanted: [[String]]

    init(_ candidate: RateCandidate, failing: [Condition]) {
      self.candidate = candidate
      name = candidate.name
      fields = failing.map(\.field)
      wanted = failing.map { [$0.testText] }
    }

    mutating func add(_ failing: [Condition]) {
      for (index, condition) in failing.enumerated()
      where !wanted[index].contains(condition.testText) {
        wanted[index].append(condition.testText)
      }
    }

    var text: String {
      zip(fields, wanted).map { field, wanted in
        let more = wanted.count > NearestRates.valueLimit ? ", …" : ""
        let values = wanted.prefix(NearestRates.valueLimit).joined(separator: ", ") + more
        return "\(field) is \(found(field)), a rate exists for \(values)" + remedy(field)
      }.joined(separator: "; ")
    }

    /// The value of the field; one that differs from task to task would make each a reason of its
    /// own.
    private func found(_ field: String) -> String {
      guard let value = candidate.facts[field] else { return "not given" }
      let isSent = candidate.group.derived[field] == nil
      return isSent && Request.Field(field, value).isVarying ? "another number" : value.text
    }

    /// What to send so that the field has a value.
    private func remedy(_ field: String) -> String {
      let missing = candidate.fieldsToSend(for: field)
      return missing.isEmpty ? "" : "; send \(missing.joined(separator: " and "))"
    }
  }
}

extension RateCandidate {
  /// The fields of the request without which a field has no value; none if it has one.
  fileprivate func fieldsToSend(for field: String) -> [String] {
    guard field != Facts.outputs, facts[field] == nil else { return [] }
    guard let alternatives = group.derived[field] else { return [field] }
    // The first way to derive it is what a request can say; others read the response.
    let read = alternatives.first?.fieldNames ?? []
    return read.filter { ($0 == field || facts[$0] == nil) && $0 != Facts.outputs }
  }
}

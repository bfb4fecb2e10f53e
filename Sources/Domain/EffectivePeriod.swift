/// A half-open span of time `[from, until)`; a missing bound is open.
package struct EffectivePeriod: Hashable, Sendable {
  package let from: Instant?
  package let until: Instant?

  package static let always = EffectivePeriod(from: nil, until: nil)

  package init(from: Instant?, until: Instant?) {
    (self.from, self.until) = (from, until)
  }

  package func contains(_ instant: Instant) -> Bool {
    (from.map { $0 <= instant } ?? true) && (until.map { instant < $0 } ?? true)
  }

  package func overlaps(_ other: EffectivePeriod) -> Bool {
    let startsBefore = { (a: EffectivePeriod, b: EffectivePeriod) -> Bool in
      guard let from = a.from, let until = b.until else { return true }
      return from < until
    }
    return startsBefore(self, other) && startsBefore(other, self)
  }

  package var isEmpty: Bool {
    guard let from, let until else { return false }
    return until <= from
  }
}

extension EffectivePeriod: CustomStringConvertible {
  package var description: String {
    switch (from, until) {
    case (nil, nil): "without limit"
    case (let from?, nil): "from \(from.dayOrMomentText)"
    case (nil, let until?): "until \(until.dayOrMomentText)"
    case (let from?, let until?):
      "from \(from.dayOrMomentText) until \(until.dayOrMomentText)"
    }
  }
}

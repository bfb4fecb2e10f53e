/// A span of accounting days, both bounds inclusive as a user types them; a missing bound is open.
package struct ReportPeriod: Hashable, Sendable {
  package let since: CalendarDay?
  package let until: CalendarDay?

  package static let all = ReportPeriod(since: nil, until: nil)

  package init(since: CalendarDay?, until: CalendarDay?) {
    (self.since, self.until) = (since, until)
  }

  package init(_ days: ClosedRange<CalendarDay>) {
    self.init(since: days.lowerBound, until: days.upperBound)
  }

  package func contains(_ day: CalendarDay) -> Bool {
    (since.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
  }

  /// Whether a span of days lies in it, at least in part.
  package func overlaps(_ days: ClosedRange<CalendarDay>) -> Bool {
    (since.map { $0 <= days.upperBound } ?? true) && (until.map { days.lowerBound <= $0 } ?? true)
  }

  package var isAll: Bool { since == nil && until == nil }
}

extension ReportPeriod: CustomStringConvertible {
  package var description: String {
    switch (since, until) {
    case (nil, nil): "all days"
    case (let since?, nil): "since \(since)"
    case (nil, let until?): "until \(until)"
    case (let since?, let until?) where since == until: "\(since)"
    case (let since?, let until?): "\(since) to \(until)"
    }
  }
}

extension ReportPeriod {
  /// Spans of days in words: `2026-05-03, 2026-05-10 to 2026-05-14`.
  package static func text(_ spans: [ClosedRange<CalendarDay>]) -> String {
    spans.map { ReportPeriod($0).description }.joined(separator: ", ")
  }
}

/// A half-open span of time `[from, until)`; a missing bound is open.
///
/// Its start may be known only to lie between two moments: it then holds from the later one, and may
/// have held since the earlier one.
package struct EffectivePeriod: Hashable, Sendable {
  package let from: Instant?
  package let until: Instant?
  /// The earliest moment at which it may have started; nil if ``from`` is exact.
  package let earliestFrom: Instant?

  package static let always = EffectivePeriod(from: nil, until: nil)

  package init(from: Instant?, until: Instant?, earliestFrom: Instant? = nil) {
    (self.from, self.until, self.earliestFrom) = (from, until, earliestFrom)
  }

  /// Whether it may or may not have started by a moment.
  package func mayHaveStarted(by instant: Instant) -> Bool {
    guard let earliestFrom, let from else { return false }
    return earliestFrom <= instant && instant < from
  }

  /// The moments at which it begins and ends, as far as they are known.
  package var boundaries: [Instant] { [earliestFrom, from, until].compactMap(\.self) }

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
    let parts = [startText, until.map { "until \($0.dayOrMomentText)" }].compactMap(\.self)
    return parts.isEmpty ? "without limit" : parts.joined(separator: " ")
  }

  private var startText: String? {
    from.map { from in
      earliestFrom.map { "from between \($0.dayOrMomentText) and \(from.dayOrMomentText)" }
        ?? "from \(from.dayOrMomentText)"
    }
  }
}

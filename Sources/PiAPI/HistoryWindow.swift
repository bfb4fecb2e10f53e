package import Domain

/// A span of the account history, to the second.
package struct HistoryWindow: Hashable, Sendable {
  /// Nil: from the account's beginning.
  package let since: Instant?
  package let until: Instant

  package init(since: Instant?, until: Instant) {
    (self.since, self.until) = (since, until)
  }

  /// Rows change after they were written, so this much before the last complete fetch is read
  /// again.
  package static let lookBackDays: Int64 = 7
  /// A longer span is read in parts of this length, so that an interruption costs one part and not
  /// all.
  private static let partDays: Int64 = 30
  private static let secondsPerDay: Int64 = 86_400

  /// The parts that a fetch has to read, oldest first.
  ///
  /// - Parameters:
  ///   - completeUntil: how far the last complete fetch got; nil if there was none.
  ///   - atLeastSince: an earlier moment to read from anyway; without a complete fetch, the start,
  ///     where nil means the account's beginning.
  ///   - now: the end of the last part.
  /// - Returns: adjacent parts, at least one.
  package static func parts(
    completeUntil: Instant?, atLeastSince: Instant?, now: Instant
  ) -> [HistoryWindow] {
    let again = completeUntil.map { $0.adding(seconds: -lookBackDays * secondsPerDay) }
    guard var since = [again, atLeastSince].compactMap(\.self).min() else {
      return [HistoryWindow(since: nil, until: now)]
    }
    var parts: [HistoryWindow] = []
    while since.adding(seconds: partDays * secondsPerDay) < now {
      let until = since.adding(seconds: partDays * secondsPerDay)
      parts.append(HistoryWindow(since: since, until: until))
      since = until
    }
    return parts + [HistoryWindow(since: min(since, now), until: now)]
  }
}

extension HistoryWindow: CustomStringConvertible {
  package var description: String {
    since.map { "\($0) to \(until)" } ?? "the beginning to \(until)"
  }
}

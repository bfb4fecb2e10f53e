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
    guard let since = [again, atLeastSince].compactMap(\.self).min() else {
      return [HistoryWindow(since: nil, until: now)]
    }
    let window = HistoryWindow(since: min(since, now), until: now)
    return window.parts(since: min(since, now), ofSeconds: partDays * secondsPerDay)
  }

  /// A window with more pages than this is read in parts of about ``partPages`` each.
  static let longPages = 20
  private static let partPages = 10
  /// Parts get no shorter, however many rows there are.
  private static let leastPartSeconds: Int64 = 3600

  /// The parts in which to read a window of so many pages; nil if it is to be read at once.
  ///
  /// Of a window without a start, `oldest` tells about when its rows begin; its first part has no start
  /// either, so that nothing is left out.
  func parts(ofPages pages: Int, oldest: Instant?) -> [HistoryWindow]? {
    guard pages > HistoryWindow.longPages, let first = since ?? oldest else { return nil }
    let count = Int64((pages - 1) / HistoryWindow.partPages + 1)
    let parts = parts(
      since: first,
      ofSeconds: max(until.seconds(since: first) / count, HistoryWindow.leastPartSeconds))
    return parts.count > 1 ? parts : nil
  }

  /// Adjacent parts, the first with the window's own start, if it has any.
  private func parts(since first: Instant, ofSeconds seconds: Int64) -> [HistoryWindow] {
    var parts: [HistoryWindow] = []
    var (start, next) = (since, first)
    while next.adding(seconds: seconds) < until {
      next = next.adding(seconds: seconds)
      parts.append(HistoryWindow(since: start, until: next))
      start = next
    }
    return parts + [HistoryWindow(since: start, until: until)]
  }
}

extension HistoryWindow: CustomStringConvertible {
  package var description: String {
    since.map { "\($0) to \(until)" } ?? "the beginning to \(until)"
  }
}

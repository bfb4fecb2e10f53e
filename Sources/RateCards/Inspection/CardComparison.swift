package import Domain

/// Where two cards give a SKU different prices, and from when.
package struct CardComparison: Sendable {
  /// A span of time in which the prices of a SKU's lot differ; nil if a card has none.
  package struct Difference: Hashable, Sendable {
    package let sku: String
    package let measure: String
    package let lot: String
    package let period: EffectivePeriod
    package let before: Ratio?
    package let after: Ratio?

    /// The change of the price; nil if either is missing, or the old one is 0.
    package var change: Percent? {
      guard let before, let after else { return nil }
      return Percent(from: before, to: after)
    }
  }

  /// By SKU, then by time.
  package let differences: [Difference]

  package init(_ before: RateCard, _ after: RateCard) {
    let old = Dictionary(grouping: before.effectiveLines, by: Key.init)
    let new = Dictionary(grouping: after.effectiveLines, by: Key.init)
    let keys = Set(old.keys).union(new.keys).sorted()
    differences = keys.flatMap { key in
      CardComparison.differences(key, old[key] ?? [], new[key] ?? [])
    }
  }

  private struct Key: Hashable, Comparable {
    let sku: String
    let measure: String
    let lot: String

    init(_ line: RateLine) {
      (sku, measure, lot) = (line.sku, line.measure, line.lot)
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.sku, left.measure, left.lot) < (right.sku, right.measure, right.lot)
    }
  }

  private static func differences(
    _ key: Key, _ old: [RateLine], _ new: [RateLine]
  ) -> [Difference] {
    let bounds = Set((old + new).flatMap { [$0.period.from, $0.period.until] }.compactMap(\.self))
    let edges: [Instant?] = [nil] + bounds.sorted() + [nil]
    var found: [Difference] = []
    for (from, until) in zip(edges, edges.dropFirst()) {
      let moment = from ?? until?.adding(seconds: -1) ?? Instant(nanoseconds: 0)
      let before = old.first { $0.period.contains(moment) }?.usd
      let after = new.first { $0.period.contains(moment) }?.usd
      guard before != after else { continue }
      if let last = found.last, last.period.until == from, from != nil, last.before == before,
        last.after == after
      {
        found[found.count - 1] = difference(key, last.period.from, until, before, after)
      } else {
        found.append(difference(key, from, until, before, after))
      }
    }
    return found
  }

  private static func difference(
    _ key: Key, _ from: Instant?, _ until: Instant?, _ before: Ratio?, _ after: Ratio?
  ) -> Difference {
    Difference(
      sku: key.sku, measure: key.measure, lot: key.lot,
      period: EffectivePeriod(from: from, until: until), before: before, after: after)
  }
}

extension RateCard {
  /// The confirmed prices; of a SKU that several layers price, those of the upper layer come first.
  fileprivate var effectiveLines: [RateLine] { lines.filter { !$0.isUnconfirmed } }
}

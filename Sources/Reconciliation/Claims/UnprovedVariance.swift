package import Domain
import RateCards

/// Variance of a period that is not proved, by SKU and reason, with what settles it.
package struct UnprovedVariance: Hashable, Sendable {
  package let gap: ProofGap
  package let sku: String
  /// The price that explains the bills: once it is confirmed, they match; nil where none does.
  package let confirmation: PriceConfirmation?
  package private(set) var tasks = 0
  /// Both directions netted.
  package private(set) var variance = Points.zero
  package private(set) var firstDay: CalendarDay?
  package private(set) var lastDay: CalendarDay?

  private init(_ cause: Cause) {
    (gap, sku, confirmation) = (cause.gap, cause.sku, cause.confirmation)
  }

  private struct Cause: Hashable {
    let gap: ProofGap
    let sku: String
    let confirmation: PriceConfirmation?
  }

  /// The unproved variance of rows with their rates, the largest first.
  ///
  /// - Parameters:
  ///   - rows: the reconciled rows of a period.
  ///   - drifts: changes of prices.
  ///   - inferred: what the bills tell of the prices of SKUs.
  /// - Returns: one for each SKU, reason and price that settles it.
  package static func all(
    in rows: [LedgerLine], drifts: [PriceDrift], inferred: [InferredSKU]
  ) -> [UnprovedVariance] {
    let confirmations = PriceConfirmation.byBill(inferred)
    let (rest, explained) = PriceDrift.divided(drifts, from: rows)
    var causes: [Cause: UnprovedVariance] = [:]
    func add(_ row: LedgerLine, _ drift: PriceDrift?) {
      guard let amount = row.amounts.variance, amount != .zero,
        let gap = BilledDifference(row, drift: drift).gaps.first
      else { return }
      let cause = Cause(
        gap: gap, sku: row.pricing.skuName,
        confirmation: drift?.waiver == nil ? confirmations[PricedBill(row)] : nil)
      causes[cause, default: UnprovedVariance(cause)].add(row, amount)
    }
    for row in rest { add(row, nil) }
    for (drift, rows) in explained { for row in rows { add(row, drift) } }
    return causes.values.filter { $0.tasks != 0 || $0.variance != .zero }
      .sorted { $0.order < $1.order }
  }

  private mutating func add(_ row: LedgerLine, _ amount: Points) {
    tasks += row.tasks
    variance += amount
    guard let day = row.billedDay else { return }
    firstDay = min(firstDay ?? day, day)
    lastDay = max(lastDay ?? day, day)
  }

  private var order: (Int64, Int, String, String, String) {
    (-variance.magnitude.count, -tasks, sku, gap.kind.rawValue, gap.reason)
  }
}

/// A price that a user may confirm, since the provider billed it throughout.
package struct PriceConfirmation: Hashable, Sendable {
  package let sku: String
  /// USD for a lot.
  package let usd: Ratio
  package let lot: String
  /// The day or the moment from which it was billed.
  package let from: String

  /// The command that takes it into the user's card, ready for a shell.
  package var command: String {
    let name = sku.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''")
    return "piledger rates confirm '\(name)' \(usd) --from \(from)"
  }

  /// The prices by the bills that they explain and the card does not.
  fileprivate static func byBill(_ inferred: [InferredSKU]) -> [PricedBill: PriceConfirmation] {
    var confirmations: [PricedBill: PriceConfirmation] = [:]
    for sku in inferred where !sku.history.isVarying {
      for price in sku.prices {
        guard let usd = price.billedUSD, let from = price.fromText else { continue }
        let name = sku.sku.description
        let confirmation = PriceConfirmation(sku: name, usd: usd, lot: sku.lot, from: from)
        for sighting in price.differing {
          confirmations[PricedBill(sku: name, sighting)] = confirmation
        }
      }
    }
    return confirmations
  }
}

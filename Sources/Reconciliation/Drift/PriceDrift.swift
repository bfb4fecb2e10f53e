package import Domain
package import RateCards

/// A constant price that the provider changed and that the card does not have.
package struct PriceDrift: Hashable, Sendable {
  package static let kind = "price_changed"

  package let sku: SKU
  package let lot: String
  /// USD for a lot before.
  package let before: Ratio
  /// USD for a lot since.
  package let after: Ratio
  /// The card's USD for a lot.
  package let card: Ratio
  /// The creation of the first task with the new price.
  package let since: Instant
  /// The number of tasks billed at it.
  package let tasks: Int
  /// The bills that it explains.
  package let explained: [PriceSighting]
  package let waiver: PriceWaiver?

  /// The drifts of a SKU.
  ///
  /// A waiver must cover the day of `asOf`.
  package static func drifts(
    of inferred: InferredSKU, waivers: [PriceWaiver], asOf: Instant
  ) -> [PriceDrift] {
    guard !inferred.history.isVarying else { return [] }
    let prices = inferred.prices
    return zip(prices, prices.dropFirst()).compactMap { old, new in
      guard let before = old.billedUSD, let after = new.billedUSD, let since = new.since,
        let latest = new.differing.max(by: {
          ($0.day, $0.at?.nanoseconds ?? 0, $0.cardUSD)
            < ($1.day, $1.at?.nanoseconds ?? 0, $1.cardUSD)
        })
      else { return nil }
      return PriceDrift(
        sku: inferred.sku, lot: inferred.lot, before: before, after: after,
        card: latest.cardUSD, since: since, tasks: new.tasks, explained: new.differing,
        waiver: waivers.first {
          $0.holds(
            sku: inferred.sku.description, expectedUSD: latest.cardUSD, billedUSD: after,
            on: asOf.day)
        })
    }
  }

  /// The change in percent of the old price, rounded half up to a tenth: `-40 %`.
  package var percentText: String {
    guard let percent = Percent(from: before, to: after) else { return "" }
    guard percent.tenths != 0 else { return "less than 0.1 %" }
    let change = percent.signedText
    return "\(change.hasSuffix(".0") ? change.dropLast(2) : change[...]) %"
  }

  /// `0.08 → 0.048 USD per second since 2026-08-03T09:12:00Z, -40 %; the card says 0.08`.
  package var text: String {
    let change = percentText.isEmpty ? "" : ", \(percentText)"
    let waived =
      waiver.map { "; waived until \($0.expires): \($0.reason) (\($0.place))" } ?? ""
    return "\(before) → \(after) USD per \(lot) since \(since)\(change); the card says \(card)"
      + waived
  }
}

extension PriceDrift {
  /// Separates the tasks that drifts explain from a period's rows and reports them as findings, so
  /// that each task is reported once.
  package static func separated(
    _ drifts: [PriceDrift], from rows: [LedgerLine]
  ) -> (rest: [LedgerLine], findings: [Finding]) {
    let (rest, explained) = divided(drifts, from: rows)
    return (rest, explained.map { drift, rows in drift.finding(of: rows) })
  }

  /// The tasks that no drift explains, and those of each drift that explains some.
  static func divided(
    _ drifts: [PriceDrift], from rows: [LedgerLine]
  ) -> (rest: [LedgerLine], explained: [(drift: PriceDrift, rows: [LedgerLine])]) {
    guard !drifts.isEmpty else { return (rows, []) }
    var explained: [PricedBill: [Int]] = [:]
    var tasks: [[PricedBill: Int]] = []
    for (number, drift) in drifts.enumerated() {
      var counts: [PricedBill: Int] = [:]
      for sighting in drift.explained {
        counts[PricedBill(sku: drift.sku.description, sighting), default: 0] += sighting.tasks
      }
      for bill in counts.keys { explained[bill, default: []].append(number) }
      tasks.append(counts)
    }
    var rest: [LedgerLine] = []
    var taken = drifts.map { _ in [LedgerLine]() }
    for row in rows {
      var row = row
      let bill = PricedBill(row)
      for number in row.adjustedDay == nil ? explained[bill] ?? [] : [] {
        let count = min(row.tasks, tasks[number][bill] ?? 0)
        guard count > 0 else { continue }
        tasks[number][bill, default: 0] -= count
        row.tasks -= count
        var part = row
        part.tasks = count
        taken[number].append(part)
      }
      if row.tasks != 0 { rest.append(row) }
    }
    return (rest, zip(drifts, taken).filter { !$1.isEmpty }.map { ($0, $1) })
  }

  /// Whether it explains what a task was billed.
  func explains(_ bill: PricedBill, createdAt: Instant?) -> Bool {
    explained.contains { sighting in
      PricedBill(sku: sku.description, sighting) == bill
        && (sighting.at == nil || sighting.at == createdAt)
    }
  }

  /// The cause of the finding that it is.
  var cause: FindingCause {
    FindingCause(
      kind: PriceDrift.kind, sku: sku.description, detail: text, isAlarming: waiver == nil)
  }

  private func finding(of rows: [LedgerLine]) -> Finding {
    let totals = Totals(rows)
    let days = rows.compactMap(\.day)
    return Finding(
      kind: PriceDrift.kind, sku: sku.description, detail: text, tasks: totals.tasks,
      days: (days.min(), days.max()), billed: totals.billed, booked: nil,
      expected: totals.expected, variance: totals.variance, isAlarming: waiver == nil)
  }
}

/// What a bill that reveals a price has in common with the tasks or rows billed at it.
struct PricedBill: Hashable {
  let day: CalendarDay?
  let sku: String
  let verdict: Verdict
  let billed: Points?
  let expected: Points?

  init(sku: String, _ sighting: PriceSighting) {
    self.sku = sku
    (day, verdict) = (sighting.day, sighting.verdict)
    (billed, expected) = (sighting.billed, sighting.expected)
  }

  init(_ row: LedgerLine) {
    sku = row.pricing.skuName
    (day, verdict) = (row.billedDay, row.verdict)
    (billed, expected) = (row.billed, row.price)
  }
}

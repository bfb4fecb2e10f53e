import Domain

/// What the tasks of a finding have in common, which makes one finding of them.
struct FindingCause: Hashable, Sendable {
  let kind: String
  let sku: String
  let detail: String
  let isAlarming: Bool
}

extension FindingCause {
  /// The cause of a row; nil if there is nothing to look at.
  init?(_ row: LedgerLine) {
    kind = row.verdict.name
    sku = row.pricing.skuName
    switch row.verdict {
    case .ownAccount:
      guard let billed = row.billed, billed != row.price else { return nil }
      detail = "an own-account task was booked"
      isAlarming = true
    case .provisional:
      guard row.commitment > .zero, let price = row.price, row.commitment != price
      else { return nil }
      detail = FindingCause.frozenDetail(row)
      isAlarming = false
    case .unpriced:
      detail = row.pricing.unpricedReason
      isAlarming = false
    case .otherUnit:
      detail = "booked in a quota or an unknown unit, which is no money"
      isAlarming = false
    default:
      guard row.verdict.isFinding else { return nil }
      detail = FindingCause.alternativeDetail(row)
      isAlarming = true
    }
  }

  /// The detail without the evidence for a price, which changes with the card.
  var text: String {
    detail.firstRange(of: " (").map { String(detail[..<$0.lowerBound]) } ?? detail
  }

  private static func alternativeDetail(_ row: LedgerLine) -> String {
    guard row.verdict == .overcharged || row.verdict == .undercharged else { return "" }
    return row.equalPrice.isEmpty ? "" : "billed equals \(row.equalPrice)"
  }

  private static func frozenDetail(_ row: LedgerLine) -> String {
    let equal = row.pricing.alternatives.first { $0.points == row.commitment }
    let cause = equal.map { ", which equals \($0.label)" } ?? ""
    return "frozen is not the expected price\(cause)"
  }
}

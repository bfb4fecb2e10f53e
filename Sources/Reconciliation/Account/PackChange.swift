package import Domain

/// Credit packs that appeared or expired between two snapshots.
///
/// Their unit may not be known, so they count only if they explain the change of the balance as
/// exactly as that was told; otherwise they are just listed with it.
struct PackChange {
  private let appeared: [CreditPack]
  /// Packs that expired with something left, and how much.
  private let lapsed: [(pack: CreditPack, rest: Ratio)]
  /// The units to try, the verified one first.
  private let units: [(pointsPerUnit: Ratio, name: String)]

  init(from opening: WalletSnapshot, to closing: WalletSnapshot, unit: WalletUnit?) {
    let known = Set(opening.figures.packs.map(\.id))
    appeared = closing.figures.packs.filter { !known.contains($0.id) }
    lapsed = opening.figures.packs.compactMap { pack in
      guard let end = pack.expiresAt, end > opening.observedAt, end <= closing.observedAt,
        let rest = (closing.figures.packs.first { $0.id == pack.id } ?? pack).remaining,
        rest > .zero
      else { return nil }
      return (pack, rest)
    }
    let verified = unit.flatMap { $0.isOfPacks ? $0.pointsPerUnit : nil }
    let all = [
      verified.map { ($0, "in the verified unit") }, (Ratio.one, "in points"),
      (Ratio(Points.perUSD), "in USD"),
    ].compactMap(\.self)
    units = all.enumerated().filter { index, unit in
      !all[..<index].contains { $0.0 == unit.0 }
    }.map { (pointsPerUnit: $0.element.0, name: $0.element.1) }
  }

  /// Books the packs that explain the window's change, or lists those that may.
  func explain(_ window: inout WalletWindow) {
    guard !window.isExplained(by: .zero), !(appeared.isEmpty && lapsed.isEmpty) else { return }
    for unit in units {
      let bought = amount(appeared.map(\.capacity.ratio), unit: unit.pointsPerUnit)
      let lost = amount(lapsed.map(\.rest), unit: unit.pointsPerUnit)
      guard let bought, let lost else { continue }
      for (gain, loss) in [(bought, .zero), (.zero, lost), (bought, lost)]
      where window.isExplained(by: gain - loss) {
        window.topUps += gain
        window.expired = loss
        window.unexplained -= gain - loss
        window.detail = recognized(gain: gain, loss: loss, unit: unit.name)
        return
      }
    }
    window.detail = suspects
  }

  /// The sum in points; nil if it is not a whole number.
  private func amount(_ amounts: [Ratio], unit: Ratio) -> Points? {
    let sum = try? amounts.reduce(Ratio.zero) { try $0.plus($1) }.times(unit)
    guard let sum, sum.isWhole, let count = Int64(exactly: sum.numerator) else { return nil }
    return Points(count)
  }

  private func recognized(gain: Points, loss: Points, unit: String) -> String {
    var parts: [String] = []
    if gain > .zero {
      parts.append("top-up of \(gain.usdText) USD by \(names(appeared)), counted \(unit)")
    }
    if loss > .zero {
      parts.append("\(loss.usdText) USD of \(names(lapsed.map(\.pack))) expired, counted \(unit)")
    }
    return parts.joined(separator: "; ")
  }

  private var suspects: String {
    let units = "in the provider's units"
    let bought = appeared.map { "credit pack \($0.id) of \($0.capacity) \(units) appeared" }
    let lost = lapsed.map { "credit pack \($0.pack.id) expired with \($0.rest) \(units) left" }
    return (bought + lost).joined(separator: "; ")
  }

  private func names(_ packs: [CreditPack]) -> String {
    packs.map { "credit pack \($0.id)" }.joined(separator: ", ")
  }
}

/// A credit pack with the part of it that will expire unused at the recent rate.
package struct PackOutlook: Hashable, Sendable {
  package let pack: CreditPack
  /// What is left, in points; nil if the unit of packs is not verified.
  package let remaining: Points?
  /// Nil if the unit or the rate is not known, or the pack does not expire.
  package let unused: Points?

  /// The packs by expiry, those that don't expire last.
  ///
  /// The pack that expires first is assumed to be used first, and packs before anything else.
  package static func outlooks(
    _ packs: [CreditPack], unit: WalletUnit?, rate: SpendRate, asOf: Instant
  ) -> [PackOutlook] {
    let ordered = packs.sorted { left, right in
      (left.expiresAt?.nanoseconds ?? .max, left.id)
        < (right.expiresAt?.nanoseconds ?? .max, right.id)
    }
    var planned = Points.zero
    return ordered.map { pack in
      let rest = pack.remaining.flatMap { rest in
        unit.flatMap { $0.isOfPacks ? $0.points(rest) : nil }
      }
      guard let rest, pack.isActive, rate.days > 0, let end = pack.expiresAt else {
        return PackOutlook(pack: pack, remaining: rest, unused: nil)
      }
      let spendable = rate.spending(inSeconds: end.seconds(since: asOf)) - planned
      let used = max(.zero, min(rest, spendable))
      planned += used
      return PackOutlook(pack: pack, remaining: rest, unused: rest - used)
    }
  }
}

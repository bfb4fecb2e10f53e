package import Domain

/// A credit pack with what of it will expire unused at the recent rate.
package struct PackOutlook: Hashable, Sendable {
  package let pack: CreditPack
  /// What is left, in points; nil where the unit of packs is not verified.
  package let remaining: Points?
  /// Nil where the unit or the rate is not known, or the pack does not expire.
  package let unused: Points?

  /// The packs by expiry, those without one last.
  ///
  /// The one that expires first is taken to be used first, and packs before anything else.
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

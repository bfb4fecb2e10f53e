package import Domain

/// The time between two balance snapshots without a top-up, with what the history booked in it.
package struct BalanceWindow: Hashable, Sendable {
  /// In the history's own unit.
  package let usage: Ratio
  /// By how many points the balance fell.
  package let drop: Ratio
  /// How many points the difference of two balances may be off, as far as they are written.
  package let toleranceInPoints: Ratio

  package init(usage: Ratio, drop: Ratio, toleranceInPoints: Ratio) {
    (self.usage, self.drop, self.toleranceInPoints) = (usage, drop, toleranceInPoints)
  }
}

/// The points in one unit of usage by which the balance fell, to the last digit that it is written
/// with.
struct BalanceProof {
  let pointsPerUnit: Ratio
  let agreeing: Int
  let compared: Int

  /// How many times the tolerance a fall must be so that it tells anything.
  fileprivate static let leastTolerances: Int64 = 10

  /// The unit that at least two windows with different amounts show, and at least half of all; nil if
  /// none does.
  init?(_ windows: [BalanceWindow]) {
    let used = windows.filter { $0.usage > .zero }
    var best: (unit: Ratio, agreeing: Int)?
    for unit in BalanceProof.candidates(used) {
      let agreeing = used.filter { $0.shows(unit) }
      guard Set(agreeing.map(\.usage)).count > 1, agreeing.count > best?.agreeing ?? 0 else {
        continue
      }
      best = (unit, agreeing.count)
    }
    guard let best, best.agreeing * 2 >= used.count else { return nil }
    (pointsPerUnit, agreeing, compared) = (best.unit, best.agreeing, used.count)
  }

  /// Points first, then dollars, then what exact balances show, the smallest first.
  private static func candidates(_ windows: [BalanceWindow]) -> [Ratio] {
    let named = [Ratio.one, Ratio(Points.perUSD)]
    let shown = windows.filter { $0.toleranceInPoints == .zero && $0.drop > .zero }
      .compactMap { try? $0.drop.divided(by: $0.usage) }
    return named + Set(shown).subtracting(named).sorted()
  }
}

extension BalanceWindow {
  /// Whether the balance fell by the usage in a unit.
  fileprivate func shows(_ unit: Ratio) -> Bool {
    guard let spent = try? usage.times(unit), let difference = try? spent.minus(drop),
      let opposite = try? drop.minus(spent)
    else { return false }
    let least = (try? toleranceInPoints.times(Ratio(BalanceProof.leastTolerances))) ?? spent
    return difference <= toleranceInPoints && opposite <= toleranceInPoints && spent >= least
  }
}

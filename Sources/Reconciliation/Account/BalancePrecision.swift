package import Domain

/// How exactly a balance was told.
///
/// A figure in cents may be off by half a cent, one in four decimals by half of the fourth. JSON
/// drops zeros at the end, so that `10` may be 10.00: nothing counts as coarser than cents.
package struct BalancePrecision: Hashable, Sendable {
  private static let decimalsOfCents = 2
  private static let decimalsOfPoints = 7

  package let decimals: Int

  /// The precision of a figure with this many decimals.
  package init(decimals: Int) {
    self.decimals = max(decimals, BalancePrecision.decimalsOfCents)
  }

  /// The precision of two figures of one account, of which either may have lost zeros at its end.
  init(_ first: BalancePrecision, _ second: BalancePrecision) {
    decimals = max(first.decimals, second.decimals)
  }

  /// How far the true balance can be from the told one; nothing if that is exact to the point.
  package var half: Points {
    var unit: Int64 = 1
    for _ in 0..<max(0, BalancePrecision.decimalsOfPoints - decimals) { unit *= 10 }
    return Points(unit / 2)
  }
}

/// How far the true balance is from the told one, at least and at most.
///
/// Every window that is explained narrows the range for the next one, so that a leak of less than
/// the last decimal a day doesn't stay hidden.
struct RoundingRange {
  private let least: Points
  private let most: Points

  private init(least: Points, most: Points) {
    (self.least, self.most) = (least, most)
  }

  /// The range of a figure of which nothing but its precision is known.
  init(_ precision: BalancePrecision) {
    self.init(least: -precision.half, most: precision.half)
  }

  /// The range at the end of a window.
  ///
  /// - Parameters:
  ///   - difference: how much the told balance rose beyond what is known.
  ///   - precision: that of the window's two figures.
  /// - Returns: the range; nil if no true balance explains both figures.
  func after(_ difference: Points, _ precision: BalancePrecision) -> RoundingRange? {
    let half = precision.half
    let (from, until) = (
      max(max(least, -half) - difference, -half), min(min(most, half) - difference, half)
    )
    return from <= until ? RoundingRange(least: from, most: until) : nil
  }
}

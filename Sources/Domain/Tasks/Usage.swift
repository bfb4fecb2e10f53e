/// The unit of a usage type.
///
/// This is the one place that says which units are money.
package enum UsageUnit: Hashable, Sendable {
  /// 10,000,000 of them are one US dollar.
  case points
  /// Midjourney tasks of 2024 and 2025 book a share of a monthly quota: 8 for one task.
  case midjourneyQuota
  /// An unknown type: its number may mean anything, so it does not count as money.
  case unknown

  /// The units of known usage types, mirrored by the ledger's table `usage_unit`.
  ///
  /// Points are documented for `llm`, `point` and the `quota` of 2024; some answers omit the type,
  /// and their amounts are points.
  package static let known: [String: UsageUnit] = [
    "": .points, "llm": .points, "point": .points, "quota": .points, "mj": .midjourneyQuota,
  ]

  package init(usageType: String) {
    self = UsageUnit.known[ProviderName.key(usageType)] ?? .unknown
  }
}

/// What the provider says about a task's cost: `meta.usage`.
///
/// `frozen` and `consume` are never added: an ended task may still show its frozen points.
package struct Usage: Hashable, Sendable {
  /// `llm`, `point`, `quota`, `mj` or whatever the provider wrote, in lower case.
  package let type: String
  package let unit: UsageUnit
  /// Reserved while the task runs, in points or in the type's own unit.
  package let frozen: Points
  /// Booked: final for an ended task; usage type `llm` books at creation already.
  package let consume: Points

  package init(type: String, frozen: Points, consume: Points) {
    self.type = ProviderName.key(type)
    unit = UsageUnit(usageType: type)
    (self.frozen, self.consume) = (frozen, consume)
  }

  /// What was booked as money; nil if booked in a unit other than points.
  ///
  /// Zero is zero in every unit.
  package var bookedPoints: Points? {
    consume == .zero || unit == .points ? consume : nil
  }

  /// What was booked in another unit, in words: `8 of a Midjourney quota (usage type mj)`; nil if
  /// booked in points.
  package var otherUnitText: String? {
    guard bookedPoints == nil else { return nil }
    let unit = unit == .midjourneyQuota ? "of a Midjourney quota" : "in an unknown unit"
    return "\(consume.count) \(unit) (usage type \(type))"
  }
}

package import Domain

/// What an API key spent according to the account history, next to what the responses say about the
/// same tasks.
package struct KeySpend: Hashable, Sendable {
  /// Nil for entries without one.
  package let apiKeyID: String?
  package private(set) var entries = 0
  /// Entries without a known response.
  package private(set) var unloggedEntries = 0
  /// Entries without a usage.
  package private(set) var entriesWithoutUsage = 0
  /// Entries whose usage is a quota or in an unknown unit, and so in no sum.
  package private(set) var entriesInOtherUnit = 0
  /// In the history's own unit.
  package private(set) var usage = Ratio.zero
  /// The part of it without known responses.
  package private(set) var unloggedUsage = Ratio.zero
  /// According to the responses.
  package private(set) var billed = Points.zero
  /// According to the rate card.
  package private(set) var expected = Points.zero

  package init(apiKeyID: String?) {
    self.apiKeyID = apiKeyID
  }

  package mutating func add(
    entries count: Int, isAlone: Bool, isInOtherUnit: Bool = false, usage each: ExactDecimal?,
    billed: Points, expected: Points
  ) throws(ArithmeticOverflow) {
    entries += count
    if isAlone { unloggedEntries += count }
    self.billed += billed
    self.expected += expected
    guard !isInOtherUnit else {
      entriesInOtherUnit += count
      return
    }
    guard let each else {
      entriesWithoutUsage += count
      return
    }
    let sum = try each.ratio.times(Ratio(Int64(count)))
    usage = try usage.plus(sum)
    if isAlone { unloggedUsage = try unloggedUsage.plus(sum) }
  }
}

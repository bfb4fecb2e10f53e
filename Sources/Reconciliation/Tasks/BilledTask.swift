package import Domain
package import RateCards

/// What billed tasks have in common that were priced, billed and judged alike.
package struct BilledKind: Hashable, Sendable {
  package let sku: SKU
  package let skuName: String
  package let status: String
  package let verdict: Verdict
  /// Of each task.
  package let billed: Points
  /// Of each task, what it should cost by the card and the rules, as in ``ReconciledRow/price``.
  package let price: Points?
  /// What the card says of a task that comes to its end; nil where that is not one known amount.
  package let cardPrice: Points?
  /// The rate that priced them, nil where none fits.
  package let formula: PriceFormula?
  package let quantities: BilledQuantities

  package init(
    sku: SKU, skuName: String, status: String, verdict: Verdict, billed: Points,
    price: Points?, cardPrice: Points?, formula: PriceFormula?, quantities: BilledQuantities
  ) {
    self.sku = sku
    self.skuName = skuName
    self.status = status
    self.verdict = verdict
    self.billed = billed
    self.price = price
    self.cardPrice = cardPrice
    self.formula = formula
    self.quantities = quantities
  }
}

extension BilledKind {
  /// Of each task, what it should cost where that could be compared with what was billed; else nil.
  package var expected: Points? { verdict.isCovered ? price : nil }
}

/// A task of which is known what was billed.
package struct BilledTask: Hashable, Sendable {
  package let id: TaskID
  package let day: CalendarDay
  /// Tells tasks of one kind, day by day, from others.
  package let kindNumber: Int64
  package let kind: BilledKind
  /// With the verdict of the moment asked for.
  package let verdict: Verdict
  /// By the account history, where it knows the task.
  package let apiKeyID: String?

  package init(
    id: TaskID, day: CalendarDay, kindNumber: Int64 = 0, kind: BilledKind, verdict: Verdict,
    apiKeyID: String? = nil
  ) {
    self.id = id
    self.day = day
    self.kindNumber = kindNumber
    self.kind = kind
    self.verdict = verdict
    self.apiKeyID = apiKeyID
  }
}

/// Tasks of a closed month that changed after its close.
package struct BilledChange: Hashable, Sendable {
  package let kind: BilledKind
  /// How many such tasks there are more; negative for fewer.
  package let tasks: Int
  /// The accounting day of the tasks, in the closed month.
  package let day: CalendarDay
  /// The day on which it was found, and counts.
  package let foundDay: CalendarDay

  package init(kind: BilledKind, tasks: Int, day: CalendarDay, foundDay: CalendarDay) {
    self.kind = kind
    self.tasks = tasks
    self.day = day
    self.foundDay = foundDay
  }
}

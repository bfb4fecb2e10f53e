import Domain

/// A rule of FOCUS 1.2 about a single row that the usual validator never checks.
struct FocusRule: Sendable {
  /// The problem with a row; nil if there is none.
  let fault: @Sendable (FocusRecord) -> String?

  static let all: [FocusRule] =
    products + present + pairs + prepaid + [decimals, prices, credits, consumed, flatObjects]
    + [periods, points, variance]

  private static func decimalRule(of columns: [FocusColumn]) -> FocusRule {
    FocusRule { record in
      columns.first { record[$0] != nil && record.number($0) == nil }.map { column in
        "\(column.rawValue): expected a decimal, found \(record[column] ?? "")"
      }
    }
  }

  private static let decimals = decimalRule(of: [
    .billedCost, .effectiveCost, .listCost, .contractedCost, .listUnitPrice, .contractedUnitPrice,
    .pricingQuantity, .consumedQuantity, .pricingCurrencyEffectiveCost,
    .pricingCurrencyListUnitPrice, .pricingCurrencyContractedUnitPrice, .expectedCost, .variance,
    .uncheckedCost,
  ])

  /// The cost is the unit price times the quantity.
  private static let products = [
    (FocusColumn.listCost, FocusColumn.listUnitPrice), (.contractedCost, .contractedUnitPrice),
  ].map { cost, price in
    FocusRule { record in
      guard let found = record.number(cost), let unit = record.number(price),
        let quantity = record.number(.pricingQuantity), let product = try? unit.times(quantity),
        product != found
      else { return nil }
      return "\(cost.rawValue): expected \(price.rawValue) × PricingQuantity = \(product), "
        + "found \(found)"
    }
  }

  /// What usage and purchase charges must state, except for corrections.
  private static let present: [FocusRule] = [
    .listUnitPrice, .contractedUnitPrice, .pricingQuantity, .pricingCategory, .skuID, .skuPriceID,
    .pricingCurrencyListUnitPrice,
  ].map { (column: FocusColumn) in
    FocusRule { record in
      guard record.isUsage || record.isPurchase, !record.isCorrection, record.has(column),
        record[column] == nil
      else { return nil }
      return "\(column.rawValue): must not be null"
    }
  }

  /// A quantity and its unit are either both null or both set.
  private static let pairs = [
    (FocusColumn.pricingQuantity, FocusColumn.pricingUnit), (.consumedQuantity, .consumedUnit),
  ].map { quantity, unit in
    FocusRule { record in
      guard record.has(quantity), record.has(unit),
        (record[quantity] == nil) != (record[unit] == nil)
      else { return nil }
      return "\(quantity.rawValue) and \(unit.rawValue): one of them is null"
    }
  }

  /// Credits are paid for when they are bought, and become a cost when they are used.
  private static let prepaid = [
    FocusRule { record in
      guard record.isUsage, let billed = record.number(.billedCost), !billed.isZero else {
        return nil
      }
      return "BilledCost: prepaid usage bills 0, found \(billed)"
    },
    FocusRule { record in
      guard record.isPurchase, let cost = record.number(.effectiveCost), !cost.isZero else {
        return nil
      }
      return "EffectiveCost: a purchase of credits costs 0 until they are used, found \(cost)"
    },
  ]

  private static let prices = FocusRule { record in
    [FocusColumn.listUnitPrice, .contractedUnitPrice].first { column in
      record.number(column)?.isNegative == true
    }.map { "\($0.rawValue): a unit price is never negative" }
  }

  private static let credits = FocusRule { record in
    guard record[.chargeCategory] == "Credit" else { return nil }
    let costs = [FocusColumn.billedCost, .effectiveCost, .listCost, .contractedCost]
    return Set(costs.map(record.number)).count == 1
      ? nil : "a credit has one amount in all four costs"
  }

  private static let consumed = FocusRule { record in
    guard record.has(.consumedQuantity) else { return nil }
    if !record.isUsage, record[.consumedQuantity] != nil {
      return "ConsumedQuantity: only usage consumes"
    }
    return record.isUsage && !record.isCorrection && record[.consumedQuantity] == nil
      ? "ConsumedQuantity: must not be null" : nil
  }

  /// Whether text is a JSON object whose values are neither arrays nor objects.
  private static func isFlatObject(_ text: String) -> Bool {
    guard case .object(let members) = try? JSONValue(Array(text.utf8)) else { return false }
    return !members.contains { $0.value.isContainer }
  }

  private static let flatObjects = FocusRule { record in
    [FocusColumn.tags, .skuPriceDetails].first { column in
      record[column].map { !FocusRule.isFlatObject($0) } ?? false
    }.map { "\($0.rawValue): expected a flat JSON object, found \(record[$0] ?? "")" }
  }

  private static let periods = FocusRule { record in
    let bounds = [
      (FocusColumn.chargePeriodStart, FocusColumn.chargePeriodEnd),
      (.billingPeriodStart, .billingPeriodEnd),
    ]
    return bounds.lazy.compactMap { start, end -> String? in
      guard let first = record[start].flatMap({ Timestamp($0)?.instant }) else {
        return "\(start.rawValue): expected a time in UTC, found \(record[start] ?? "")"
      }
      guard let last = record[end].flatMap({ Timestamp($0)?.instant }), first < last else {
        return "\(end.rawValue): expected a time after \(start.rawValue), "
          + "found \(record[end] ?? "")"
      }
      return nil
    }.first
  }

  /// The same cost in points.
  private static let points = FocusRule { record in
    guard record[.pricingCurrency] == "Points", let cost = record.number(.effectiveCost),
      let found = record.number(.pricingCurrencyEffectiveCost),
      let expected = try? cost.times(Ratio(Points.perUSD)), expected != found
    else { return nil }
    return "PricingCurrencyEffectiveCost: expected \(expected), found \(found)"
  }

  private static let variance = FocusRule { record in
    guard let cost = record.number(.effectiveCost), let expected = record.number(.expectedCost),
      let found = record.number(.variance), let difference = try? cost.minus(expected),
      difference != found
    else { return unchecked(record) }
    return "x_Variance: expected EffectiveCost − x_ExpectedCost = \(difference), found \(found)"
  }

  /// A cost that couldn't be compared with a price is entirely unchecked.
  private static func unchecked(_ record: FocusRecord) -> String? {
    guard record.isUsage, let cost = record.number(.effectiveCost),
      let found = record.number(.uncheckedCost)
    else { return nil }
    let unchecked = record[.expectedCost] == nil ? cost : .zero
    return found == unchecked ? nil : "x_UncheckedCost: expected \(unchecked), found \(found)"
  }
}

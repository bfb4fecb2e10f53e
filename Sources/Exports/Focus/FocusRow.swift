import Domain
import Rendering

/// One charge, as a row of the FOCUS export.
package struct FocusRow: Hashable, Sendable {
  /// Text, or a number that is written as it is; a column with neither is null.
  private enum Value: Hashable, Sendable {
    case text(String)
    case number(String)
  }

  private var values: [FocusColumn: Value] = [:]

  package init() {}

  /// Sets text; an empty string is null.
  mutating func set(_ column: FocusColumn, _ text: String?) {
    values[column] = text.flatMap { $0.isEmpty ? nil : .text($0) }
  }

  /// Sets a number; one that isn't a decimal is null.
  mutating func set(_ column: FocusColumn, number: Ratio?) {
    values[column] = number.flatMap(FocusNumber.text).map { .number($0) }
  }

  /// Sets an amount of money in USD.
  mutating func set(_ column: FocusColumn, _ amount: Points?) {
    values[column] = amount.map { .number($0.usdText(fractionDigits: 1)) }
  }

  /// The first line of the file.
  package static let header =
    FocusColumn.allCases.map(\.rawValue).joined(separator: ",") + "\r\n"

  /// The row as a line of CSV.
  package var line: String { fields(FocusColumn.allCases[...]).joined(separator: ",") + "\r\n" }

  /// The parts of the line before and after the resource field.
  var halves: (before: String, after: String) {
    let columns = FocusColumn.allCases
    let place = columns.firstIndex(of: .resourceID) ?? 0
    return (
      fields(columns[..<place]).map { $0 + "," }.joined(),
      fields(columns[(place + 1)...]).map { "," + $0 }.joined() + "\r\n"
    )
  }

  private func fields(_ columns: ArraySlice<FocusColumn>) -> [String] {
    columns.map { column in
      switch values[column] {
      case nil: ""
      case .text(let text): CSVForm.plain.field(text)
      case .number(let text): text
      }
    }
  }
}

/// Numbers in the FOCUS format.
enum FocusNumber {
  /// A decimal with at least one digit after the point; nil if 18 digits can't express it.
  ///
  /// Validators take a column of integers for a different type.
  static func text(_ number: Ratio) -> String? {
    let text = number.description
    guard !text.contains("/") else { return nil }
    return text.contains(".") ? text : text + ".0"
  }

  static func isDecimal(_ number: Ratio) -> Bool { text(number) != nil }
}

/// The columns of the FOCUS 1.2 export in order; custom ones start with `x_` and come last.
package enum FocusColumn: String, CaseIterable, Sendable {
  case billedCost = "BilledCost"
  case billingAccountID = "BillingAccountId"
  case billingAccountName = "BillingAccountName"
  case billingAccountType = "BillingAccountType"
  case billingCurrency = "BillingCurrency"
  case billingPeriodEnd = "BillingPeriodEnd"
  case billingPeriodStart = "BillingPeriodStart"
  case chargeCategory = "ChargeCategory"
  case chargeClass = "ChargeClass"
  case chargeDescription = "ChargeDescription"
  case chargeFrequency = "ChargeFrequency"
  case chargePeriodEnd = "ChargePeriodEnd"
  case chargePeriodStart = "ChargePeriodStart"
  case consumedQuantity = "ConsumedQuantity"
  case consumedUnit = "ConsumedUnit"
  case contractedCost = "ContractedCost"
  case contractedUnitPrice = "ContractedUnitPrice"
  case effectiveCost = "EffectiveCost"
  case invoiceID = "InvoiceId"
  case invoiceIssuerName = "InvoiceIssuerName"
  case listCost = "ListCost"
  case listUnitPrice = "ListUnitPrice"
  case pricingCategory = "PricingCategory"
  case pricingCurrency = "PricingCurrency"
  case pricingCurrencyContractedUnitPrice = "PricingCurrencyContractedUnitPrice"
  case pricingCurrencyEffectiveCost = "PricingCurrencyEffectiveCost"
  case pricingCurrencyListUnitPrice = "PricingCurrencyListUnitPrice"
  case pricingQuantity = "PricingQuantity"
  case pricingUnit = "PricingUnit"
  case providerName = "ProviderName"
  case publisherName = "PublisherName"
  case resourceID = "ResourceId"
  case resourceName = "ResourceName"
  case resourceType = "ResourceType"
  case serviceCategory = "ServiceCategory"
  case serviceName = "ServiceName"
  case serviceSubcategory = "ServiceSubcategory"
  case skuID = "SkuId"
  case skuMeter = "SkuMeter"
  case skuPriceDetails = "SkuPriceDetails"
  case skuPriceID = "SkuPriceId"
  case subAccountID = "SubAccountId"
  case subAccountName = "SubAccountName"
  case subAccountType = "SubAccountType"
  case tags = "Tags"
  case expectedCost = "x_ExpectedCost"
  case variance = "x_Variance"
  case uncheckedCost = "x_UncheckedCost"
  case verdict = "x_Verdict"
  case rateID = "x_RateId"
  case taskStatus = "x_TaskStatus"
}

import Exports
import Rendering
import TestSupport
import Testing

/// What the usual validator lets pass: a file of its own, each row broken in one way.
@Suite struct FocusLintTests {
  private static let header = [
    "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd",
    "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency",
    "ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity", "ConsumedUnit", "ContractedCost",
    "ContractedUnitPrice", "EffectiveCost", "InvoiceId", "InvoiceIssuerName", "ListCost",
    "ListUnitPrice", "PricingCategory", "PricingCurrency", "PricingCurrencyEffectiveCost",
    "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "ServiceCategory",
    "ServiceName", "ServiceSubcategory", "SkuId", "SkuPriceId", "Tags", "x_ExpectedCost",
    "x_Variance",
  ]

  private static let usage = [
    "BilledCost": "0.0", "BillingAccountId": "piapi-acme", "BillingCurrency": "USD",
    "BillingPeriodEnd": "2025-11-01T00:00:00Z", "BillingPeriodStart": "2025-10-01T00:00:00Z",
    "ChargeCategory": "Usage", "ChargeFrequency": "Usage-Based",
    "ChargePeriodEnd": "2025-10-30T00:00:00Z", "ChargePeriodStart": "2025-10-29T00:00:00Z",
    "ConsumedQuantity": "4.0", "ConsumedUnit": "Seconds", "ContractedCost": "0.32",
    "ContractedUnitPrice": "0.08", "EffectiveCost": "0.32", "InvoiceIssuerName": "PiAPI",
    "ListCost": "0.32", "ListUnitPrice": "0.08", "PricingCategory": "Standard",
    "PricingCurrency": "Points", "PricingCurrencyEffectiveCost": "3200000.0",
    "PricingQuantity": "4.0", "PricingUnit": "Seconds", "ProviderName": "PiAPI",
    "PublisherName": "PiAPI", "ServiceCategory": "AI and Machine Learning",
    "ServiceName": "sora2", "ServiceSubcategory": "Generative AI", "SkuId": "sora2/video",
    "SkuPriceId": "sora2/video 720p", "Tags": #"{"project":"demo"}"#, "x_ExpectedCost": "0.3",
    "x_Variance": "0.02",
  ]

  private static func issues(_ changes: [String: String]) -> [String] {
    var lint = FocusLint(header: header)
    let row = usage.merging(changes) { _, changed in changed }
    return lint.issues(of: header.map { row[$0] ?? "" }, line: 2).map(\.text)
  }

  @Test func `a row that follows every rule has no issue`() {
    let lint = FocusLint(header: Self.header)
    #expect(lint.issues(ofHeader: Self.header) == [])
    #expect(Self.issues([:]) == [])
  }

  @Test(arguments: [
    (["ListCost": "0.99"], "ListCost: expected ListUnitPrice × PricingQuantity = 0.32, found 0.99"),
    (
      ["ContractedCost": "0.3"],
      "ContractedCost: expected ContractedUnitPrice × PricingQuantity = 0.32, found 0.3"
    ),
    (["BilledCost": "0.32"], "BilledCost: prepaid usage bills 0, found 0.32"),
    (["ConsumedQuantity": "", "ConsumedUnit": ""], "ConsumedQuantity: must not be null"),
    (["ConsumedUnit": ""], "ConsumedQuantity and ConsumedUnit: one of them is null"),
    (["PricingUnit": ""], "PricingQuantity and PricingUnit: one of them is null"),
    (["Tags": "project=demo"], "Tags: expected a flat JSON object, found project=demo"),
    (["Tags": #"{"a":[1]}"#], #"Tags: expected a flat JSON object, found {"a":[1]}"#),
    (["SkuId": ""], "SkuId: must not be null"),
    (["SkuPriceId": ""], "SkuPriceId: must not be null"),
    (["PricingCategory": ""], "PricingCategory: must not be null"),
    (["ListUnitPrice": ""], "ListUnitPrice: must not be null"),
    (
      ["ListUnitPrice": "-0.08", "PricingQuantity": "-4.0"],
      "ListUnitPrice: a unit price is never negative"
    ),
    (["EffectiveCost": "$0.32"], "EffectiveCost: expected a decimal, found $0.32"),
    (
      ["ChargePeriodEnd": "2025-10-29T00:00:00Z"],
      "ChargePeriodEnd: expected a time after ChargePeriodStart, found 2025-10-29T00:00:00Z"
    ),
    (
      ["ChargePeriodStart": "2025-10-29"],
      "ChargePeriodStart: expected a time in UTC, found 2025-10-29"
    ),
    (
      ["PricingCurrencyEffectiveCost": "320000.0"],
      "PricingCurrencyEffectiveCost: expected 3200000, found 320000"
    ),
    (
      ["x_Variance": "-0.02"],
      "x_Variance: expected EffectiveCost − x_ExpectedCost = 0.02, found -0.02"
    ),
    (["ChargeCategory": "Credit"], "a credit has one amount in all four costs"),
    (["ChargeCategory": "Purchase"], "ConsumedQuantity: only usage consumes"),
    (
      ["ChargeCategory": "Purchase"],
      "EffectiveCost: a purchase of credits costs 0 until they are used, found 0.32"
    ),
  ])
  func `a row that breaks a rule is reported with what was expected`(
    changes: [String: String], issue: String
  ) {
    #expect(Self.issues(changes).contains(issue))
  }

  @Test func `a correction may leave out what is not known`() {
    let changes = [
      "ChargeClass": "Correction", "ConsumedQuantity": "", "ConsumedUnit": "", "SkuId": "",
      "SkuPriceId": "", "PricingCategory": "",
    ]
    #expect(Self.issues(changes) == [])
  }

  @Test func `a duplicate row, and a price of two SKUs, are reported`() {
    var lint = FocusLint(header: Self.header)
    let fields = Self.header.map { Self.usage[$0] ?? "" }
    #expect(lint.issues(of: fields, line: 2) == [])
    #expect(lint.issues(of: fields, line: 3).map(\.text) == ["this row appears twice"])
    let other = Self.header.map { $0 == "SkuId" ? "kling/video" : Self.usage[$0] ?? "" }
    #expect(
      lint.issues(of: other, line: 4).map(\.text)
        == ["SkuPriceId: sora2/video 720p also belongs to sora2/video"])
    #expect(lint.rows == 3)
  }

  @Test func `missing columns, and own columns before those of FOCUS, are reported`() {
    let header = ["x_Own"] + Self.header.filter { $0 != "ListCost" }
    let lint = FocusLint(header: header)
    let issues = lint.issues(ofHeader: header).map(\.text)
    #expect(issues.contains("no column ListCost"))
    #expect(issues.contains("BilledCost: must come before custom columns"))
  }

  @Test func `a row of another length is reported`() {
    var lint = FocusLint(header: Self.header)
    #expect(
      lint.issues(of: ["0.0"], line: 9).map(\.description) == [
        "line 9: expected \(Self.header.count) fields, found 1"
      ])
  }
}

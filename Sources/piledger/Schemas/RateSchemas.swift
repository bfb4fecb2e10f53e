import Domain
import RateCards
import Rendering
import Reports

/// The schemas of rate cards and quotes.
extension OutputSchemas {
  private static let prices = JSONShape.table(RateReport.prices([], name: "", title: ""))

  static let rates: [JSONEnvelopeShape] = [
    JSONEnvelopeShape(
      "piledger.rates.list/1", "piledger rates list: a row per price in force",
      parameters: [
        ("family", .optional(.string)), ("words", .strings), ("all", .bool),
      ], data: prices),
    JSONEnvelopeShape(
      "piledger.rates.show/1", "piledger rates show: every price of a SKU",
      parameters: [("sku", .string)], data: prices),
    JSONEnvelopeShape(
      "piledger.rates.history/1", "piledger rates history: current and past prices of a model",
      parameters: [("model", .string)], data: prices),
    JSONEnvelopeShape(
      "piledger.rates.diff/1", "piledger rates diff: prices that differ",
      parameters: [("before", .string), ("after", .string)],
      data: .table(
        ReportTable(name: "", title: "", columns: RateReport.differenceColumns, rows: []))),
    JSONEnvelopeShape(
      "piledger.rates.whatif/1", "piledger rates whatif: the cost of a period with another card",
      parameters: [
        ("period", .string), ("where", .optional(.string)), ("card", .string),
        ("ledger_card", .optional(.string)),
      ], data: .table(WhatIfReport([]).table)),
    JSONEnvelopeShape(
      "piledger.rates.infer/1", "piledger rates infer: prices as the bills show them",
      parameters: [
        ("since", .optional(.day)), ("where", .optional(.string)), ("changes", .strings),
        ("differences", .strings),
        ("card", .optional(.string)),
      ],
      data: .table(InferredRateReport([], waivers: [], asOf: Instant(seconds: 0)).table)),
    JSONEnvelopeShape(
      "piledger.rates.evidence/1", "piledger rates list --evidence: which prices are in question",
      parameters: [("family", .optional(.string)), ("has_ledger", .bool)], data: evidence),
    JSONEnvelopeShape(
      "piledger.rates.lint/1", "piledger rates lint: what is wrong in a card",
      parameters: [("stale_after_days", .integer)],
      data: .array(
        .object([
          ("severity", .string), ("file", .string), ("line", .integer), ("rate", .string),
          ("message", .string),
        ]))),
    JSONEnvelopeShape(
      "piledger.rates.test/1", "piledger rates test: the examples of a card",
      data: .array(
        .object(
          [("name", .string), ("place", .string), ("passes", .bool), ("found", .string)]
            + JSONShape.money("expected")))),
    JSONEnvelopeShape(
      "piledger.rates.confirm/1", "piledger rates confirm: the price that was added to a card",
      parameters: [("dry_run", .bool)],
      data: .object([
        ("card", .string), ("sku", .string), ("usd", .string), ("per", .string),
        ("from", .string),
      ])),
    JSONEnvelopeShape(
      "piledger.rates.explain/1", "piledger rates explain: how the price of a request is found",
      parameters: [("paths", .strings)], data: trace),
    JSONEnvelopeShape(
      "piledger.quote/1", "piledger quote: the price of each request",
      parameters: [("paths", .strings)],
      data: .array(
        .object(
          [
            ("sku", .string), ("rate", .optional(.string)), ("period", .optional(.string)),
            ("reported", .reportedPrices), ("notes", .strings), ("proof", .proof),
          ], optional: JSONShape.priceMembers))),
  ]

  private static let evidence = JSONShape.array(
    .object([
      ("sku", .string),
      (
        "prices",
        .array(
          .object([
            ("origin", .string), ("price", .optional(.string)), ("usd", .optional(.string)),
            ("basis", .string), ("tasks", .optional(.integer)), ("last_day", .optional(.day)),
          ]))
      ),
      ("commands", .strings),
    ]))

  private static let trace = JSONShape.array(
    .object(
      [
        ("sku", .string), ("model", .string), ("task_type", .string),
        ("fields", .open([], others: .string)), ("at", .time),
        ("defaults", .open([], others: .string)), ("reported", .reportedPrices),
        ("notes", .strings), ("rates", .array(candidate)),
      ], optional: JSONShape.priceMembers))

  private static let candidate = JSONShape.object([
    ("rate", .string), ("verdict", .string), ("why", .string), ("prices", .strings),
    ("from", .optional(.string)), ("until", .optional(.string)), ("card", .string),
    ("place", .string),
    (
      "conditions",
      .array(
        .object([
          ("field", .string), ("wanted", .string), ("found", .optional(.string)),
          ("is_met", .bool),
        ]))
    ),
  ])
}

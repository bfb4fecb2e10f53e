package import Domain
package import RateCards
package import Reconciliation

/// The prices of SKUs for which several are in question: the published one, those that are reported
/// beside it, and what the bills show.
package struct PriceEvidenceReport: Sendable {
  package enum Origin: String, Sendable {
    case published
    case reported
    case billed
  }

  /// A price, or why there is none.
  package struct Price: Sendable {
    package let origin: Origin
    /// `0.028 USD per image`; nil if there is none.
    package let text: String?
    /// USD for a lot; nil if it is unknown or there are several measures.
    package let usd: Ratio?
    /// Who says so and when; of bills, what they say.
    package let basis: String
    /// The ended tasks that were billed it; nil if it is no bill.
    package let tasks: Int?
    package let lastDay: CalendarDay?
  }

  package struct Question: Sendable {
    package let sku: SKU
    package let prices: [Price]
    /// The commands that settle it, ready for a shell; empty if the bills don't.
    package let commands: [String]
  }

  /// In the order of the cards.
  package let questions: [Question]
  package let hasLedger: Bool

  /// - Parameters:
  ///   - card: the cards in use.
  ///   - inferred: what the bills show; nil without a ledger.
  ///   - moment: the moment whose prices are looked up.
  ///   - arguments: what a printed command needs besides, such as the card to write to.
  package init(
    card: RateCard, inferred: [InferredSKU]?, at moment: Instant, arguments: String = ""
  ) {
    hasLedger = inferred != nil
    var bills: [String: InferredSKU] = [:]
    for sku in inferred ?? [] { bills[sku.sku.description] = sku }
    let listed = card.skus
    let names = Set(listed.map(\.description))
    let others = (inferred ?? []).map(\.sku).filter { !names.contains($0.description) }
      .sorted { $0.description < $1.description }
    let maker = QuestionMaker(
      card: card, moment: moment, hasLedger: hasLedger, arguments: arguments)
    questions = (listed + others).compactMap { maker.question($0, bills[$0.description]) }
  }

  private init(_ questions: [Question], hasLedger: Bool) {
    (self.questions, self.hasLedger) = (questions, hasLedger)
  }

  /// The report of some SKUs only.
  package func filtered(_ isIncluded: (SKU) -> Bool) -> PriceEvidenceReport {
    PriceEvidenceReport(questions.filter { isIncluded($0.sku) }, hasLedger: hasLedger)
  }

  /// What is missing for every SKU.
  package var notes: [String] {
    hasLedger ? [] : ["there is no ledger, so there are no bills to compare with"]
  }

  /// One row per price.
  package var table: ReportTable {
    ReportTable(
      name: "evidence", title: "Prices in question",
      columns: [
        ReportTable.Column("sku", .text), ReportTable.Column("origin", .text),
        ReportTable.Column("usd", heading: "USD", .number), ReportTable.Column("price", .text),
        ReportTable.Column("tasks", .count), ReportTable.Column("last_day", .time),
        ReportTable.Column("basis", .text), ReportTable.Column("commands", .text),
      ],
      rows: questions.flatMap { question in
        question.prices.map { price in
          let commands = price.tasks == nil ? "" : question.commands.joined(separator: "; ")
          return [
            .text(question.sku.description), .text(price.origin.rawValue),
            price.usd.map { .text($0.description) } ?? .none,
            price.text.map { .text($0) } ?? .none, price.tasks.map { .count($0) } ?? .none,
            price.lastDay.map { .text($0.description) } ?? .none, .text(price.basis),
            commands.isEmpty ? .none : .text(commands),
          ]
        }
      })
  }
}

/// Collects what is known about the price of a SKU.
private struct QuestionMaker {
  let card: RateCard
  let moment: Instant
  let hasLedger: Bool
  let arguments: String

  /// Nil if nothing is in question.
  func question(_ sku: SKU, _ bills: InferredSKU?) -> PriceEvidenceReport.Question? {
    let reported = card.reportedPrices(of: sku, at: moment)
    guard !reported.isEmpty || bills?.isInQuestion == true else { return nil }
    let formula = card.formula(of: sku, at: moment)
    let published = formula.map { formula in
      PriceEvidenceReport.Price(
        origin: .published, text: formula.lotPriceText, usd: formula.lotUSD,
        basis: formula.sourceText, tasks: nil, lastDay: nil)
    }
    let others = reported.map { price in
      PriceEvidenceReport.Price(
        origin: .reported, text: price.text, usd: price.usd, basis: price.basis, tasks: nil,
        lastDay: nil)
    }
    let listed = [published].compactMap(\.self) + others
    return PriceEvidenceReport.Question(
      sku: sku, prices: listed + billed(bills, beside: listed), commands: commands(bills))
  }

  private func billed(
    _ bills: InferredSKU?, beside listed: [PriceEvidenceReport.Price]
  ) -> [PriceEvidenceReport.Price] {
    guard let bills, !bills.prices.isEmpty else {
      let basis = "no ended task shows the price"
      return hasLedger
        ? [
          PriceEvidenceReport.Price(
            origin: .billed, text: nil, usd: nil, basis: basis, tasks: nil, lastDay: nil)
        ] : []
    }
    return bills.prices.map { price in
      let equal = listed.first { $0.usd != nil && $0.usd == price.billedUSD }
      let word = equal.map { "as \($0.origin.rawValue)" } ?? "neither published nor reported"
      return PriceEvidenceReport.Price(
        origin: .billed, text: price.billedUSD.map { "\($0) USD per \(bills.lot)" },
        usd: price.billedUSD,
        basis: bills.history.isVarying ? "the bills vary; \(word)" : word, tasks: price.tasks,
        lastDay: price.lastDay)
    }
  }

  /// A price that only few tasks show is none.
  private func commands(_ bills: InferredSKU?) -> [String] {
    guard let bills else { return [] }
    return bills.pricesBesideCard.compactMap { price in
      PriceConfirmation(price, of: bills).map { $0.command + arguments }
    }
  }
}

extension InferredSKU {
  /// Whether some bill differs from the card, or no price explains the bills.
  fileprivate var isInQuestion: Bool {
    history.isVarying || prices.contains { !$0.differing.isEmpty }
  }
}

import Domain

/// An article of the manual, as `piledger help TOPIC` and the man page show it.
struct ManualTopic {
  /// The name to request it by: `rate-cards`.
  let name: String
  let blocks: [ManualBlock]

  /// Reads an article; its name is the file name in lowercase with hyphens.
  init(article: String, markdown: String) {
    name = ManualTopic.name(ofArticle: article)
    blocks = ManualBlock.blocks(of: markdown)
  }

  /// The heading of the article.
  var title: String {
    if case .heading(_, let text)? = blocks.first { text } else { name }
  }

  /// The sentence below the heading.
  var abstract: String {
    if blocks.count > 1, case .paragraph(let text) = blocks[1] { text } else { "" }
  }

  /// `RateCards` is called `rate-cards`, and the first page is the overview.
  static func name(ofArticle article: String) -> String {
    guard article != overviewArticle else { return "overview" }
    return article.reduce(into: "") { name, letter in
      if letter.isUppercase, !name.isEmpty { name += "-" }
      name += letter.lowercased()
    }
  }

  private static let overviewArticle = "piledger"

  /// The topic with a name, ignoring case.
  static func named(_ name: String) -> ManualTopic? {
    let key = ProviderName.key(name)
    return all.first { $0.name == key }
  }

  /// All topics in the order of the overview, which comes first.
  static var all: [ManualTopic] {
    articles.map { article, bytes in
      ManualTopic(article: article, markdown: String(decoding: bytes, as: UTF8.self))
    }
  }

  private static var articles: [(name: String, bytes: [UInt8])] {
    [
      (overviewArticle, PackageResources.piledger_md),
      ("Installation", PackageResources.Installation_md),
      ("Input", PackageResources.Input_md),
      ("UsageLines", PackageResources.UsageLines_md),
      ("Fetching", PackageResources.Fetching_md),
      ("Nightly", PackageResources.Nightly_md),
      ("Reconciliation", PackageResources.Reconciliation_md),
      ("Account", PackageResources.Account_md),
      ("Accounts", PackageResources.Accounts_md),
      ("RateCards", PackageResources.RateCards_md),
      ("PriceChanges", PackageResources.PriceChanges_md),
      ("Units", PackageResources.Units_md),
      ("Claims", PackageResources.Claims_md),
      ("Tags", PackageResources.Tags_md),
      ("Budgets", PackageResources.Budgets_md),
      ("Currencies", PackageResources.Currencies_md),
      ("Forecasts", PackageResources.Forecasts_md),
      ("Reports", PackageResources.Reports_md),
      ("Periods", PackageResources.Periods_md),
      ("Queries", PackageResources.Queries_md),
      ("Exports", PackageResources.Exports_md),
      ("Ledger", PackageResources.Ledger_md),
      ("Configuration", PackageResources.Configuration_md),
      ("Options", PackageResources.Options_md),
      ("ExitStatuses", PackageResources.ExitStatuses_md),
      ("Errors", PackageResources.Errors_md),
      ("Performance", PackageResources.Performance_md),
      ("Decisions", PackageResources.Decisions_md),
    ]
  }
}

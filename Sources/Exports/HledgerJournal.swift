package import Domain
package import Reconciliation

/// The ledger as a journal for hledger.
///
/// Usage is an expense on its accounting day, and a liability until the balance reflects it:
/// between two snapshots, the amounts that tasks booked move from the liability to the wallet. That
/// way, expenses match the reports, and the balance of each snapshot can be asserted.
package struct HledgerJournal {
  private enum Account {
    static let wallet = "Assets:PiAPI:Wallet"
    static let usage = "Liabilities:PiAPI:Usage"
    static let models = "Expenses:PiAPI:Models:"
    static let unlogged = "Expenses:PiAPI:Not logged"
    static let charges = "Expenses:PiAPI:Charges"
    static let expired = "Expenses:PiAPI:Expired"
    static let given = "Revenues:PiAPI:Given"
    static let recognized = "Equity:PiAPI:Recognised top-ups"
    static let opening = "Equity:PiAPI:Opening"
    static let timing = "Equity:PiAPI:Timing"
    static let rounding = "Equity:PiAPI:Rounding"
    static let unexplained = "Equity:PiAPI:Unexplained"
  }

  private let rows: [LedgerLine]
  private let windows: [WalletWindow]
  private let entries: WalletEntries
  private let paidFrom: String
  private let day: (Instant) -> CalendarDay
  private let rates: ExchangeRates?

  /// - Parameters:
  ///   - rows: the reconciled rows of all days.
  ///   - windows: the windows between snapshots; the first one has no opening.
  ///   - entries: all recorded top-ups and charges.
  ///   - paidFrom: the account that top-ups are paid from.
  ///   - rates: the rates of a currency to write as market prices; nil for none.
  ///   - day: returns the accounting day of a moment.
  package init(
    rows: [LedgerLine], windows: [WalletWindow], entries: WalletEntries, paidFrom: String,
    rates: ExchangeRates? = nil, day: @escaping (Instant) -> CalendarDay
  ) {
    self.rows = rows
    self.windows = windows
    self.entries = entries
    self.paidFrom = paidFrom
    self.rates = rates
    self.day = day
  }

  /// The journal: accounts, market prices, then the entries by day.
  package var text: String {
    let entries = (usageEntries + walletEntries).enumerated().sorted {
      ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
    }.map(\.element)
    let accounts = Set(entries.flatMap { $0.postings.map(\.account) }).sorted()
    return "commodity 1000.0000000 USD\n\n" + accounts.map { "account \($0)\n" }.joined() + "\n"
      + prices(on: entries.map(\.day)) + entries.map(\.text).joined()
  }

  /// The market price of a dollar on each day with an entry, so that hledger's
  /// `--value=then,EUR` converts each day at its rate.
  private func prices(on days: [CalendarDay]) -> String {
    guard let rates else { return "" }
    let lines = Set(days).sorted().compactMap { day in
      rates.rate(on: day).map { "P \(day) USD \($0) \(rates.currency)\n" }
    }
    guard !lines.isEmpty else { return "" }
    // Declared for strict checks, with decimals enough for the cost of one image.
    return "commodity 1000.0000000 \(rates.currency)\n\n" + lines.joined() + "\n"
  }

  /// One entry for each day on which something was billed.
  private var usageEntries: [JournalEntry] {
    var spend: [CalendarDay: [String: Points]] = [:]
    var tasks: [CalendarDay: Int] = [:]
    for row in rows {
      guard let day = row.day, row.billed != nil else { continue }
      let account =
        row.verdict == .unlogged
        ? Account.unlogged : Account.models + JournalName.account(row.pricing.sku.model)
      spend[day, default: [:]][account, default: .zero] += row.amounts.billed
      tasks[day, default: 0] += row.tasks
    }
    return spend.sorted { $0.key < $1.key }.compactMap { day, models in
      let postings = models.filter { $0.value != .zero }.sorted { $0.key < $1.key }.map {
        JournalEntry.Posting(account: $0.key, amount: $0.value)
      }
      guard !postings.isEmpty else { return nil }
      let sum = postings.reduce(Points.zero) { $0 + $1.amount }
      return JournalEntry(
        day: day, description: "usage of \(tasks[day] ?? 0) tasks",
        postings: postings + [JournalEntry.Posting(account: Account.usage, amount: -sum)])
    }
  }

  /// For each snapshot, the top-ups and charges before it, and what else changed the balance.
  private var walletEntries: [JournalEntry] {
    var entries: [JournalEntry] = []
    for window in windows {
      let closing = day(window.closingAt)
      let opening = window.openingAt.map(day) ?? closing
      let within = { (day: CalendarDay) in min(max(day, opening), closing) }
      entries += window.writtenTopUps.sorted { date($0) < date($1) }.map { topUp in
        entry(topUp, on: within(date(topUp)))
      }
      entries += window.charges.sorted { date($0) < date($1) }.map { charge in
        entry(charge, on: within(date(charge)))
      }
      entries.append(entry(window, on: closing))
    }
    return entries + laterEntries
  }

  /// What was recorded after the latest snapshot; what was before the first one is part of its
  /// balance.
  private var laterEntries: [JournalEntry] {
    let last = windows.last.map { day($0.closingAt) }
    let isLater = { (day: CalendarDay) in last.map { day >= $0 } ?? true }
    let topUps = Set(windows.flatMap(\.writtenTopUps).map(\.id))
    let charges = Set(windows.flatMap(\.charges).map(\.id))
    return entries.topUps.filter { !topUps.contains($0.id) && isLater(date($0)) }
      .map { entry($0, on: date($0)) }
      + entries.charges.filter { !charges.contains($0.id) && isLater(date($0)) }
      .map { entry($0, on: date($0)) }
  }

  private func date(_ topUp: TopUp) -> CalendarDay { topUp.at.map(day) ?? topUp.day }

  private func date(_ charge: WalletCharge) -> CalendarDay { charge.at.map(day) ?? charge.day }

  private func entry(_ charge: WalletCharge, on day: CalendarDay) -> JournalEntry {
    JournalEntry(
      day: day, description: "charge \(charge.id)\(HledgerJournal.note(charge.note))",
      postings: [
        JournalEntry.Posting(account: Account.charges, amount: charge.amount),
        JournalEntry.Posting(account: Account.wallet, amount: -charge.amount),
      ])
  }

  private static func note(_ note: String) -> String {
    note.isEmpty ? "" : " \(JournalName.description(note))"
  }

  private func entry(_ topUp: TopUp, on day: CalendarDay) -> JournalEntry {
    JournalEntry(
      day: day, description: "top-up \(topUp.id)\(HledgerJournal.note(topUp.note))",
      postings: [
        JournalEntry.Posting(account: Account.wallet, amount: topUp.amount),
        JournalEntry.Posting(
          account: topUp.kind == .cash ? paidFrom : Account.given, amount: -topUp.amount),
      ])
  }

  private func entry(_ window: WalletWindow, on day: CalendarDay) -> JournalEntry {
    let (written, start) = (
      window.writtenTopUps.reduce(Points.zero) { $0 + $1.amount } - window.charged,
      window.opening ?? .zero
    )
    let detail = window.detail.isEmpty ? "" : ", \(JournalName.description(window.detail))"
    let opening =
      window.opening == nil ? -(window.closing + window.billed + window.unlogged) : .zero
    return JournalEntry(
      day: day, description: "balance at \(window.closingAt)\(detail)",
      postings: [
        JournalEntry.Posting(account: Account.usage, amount: window.billed + window.unlogged),
        JournalEntry.Posting(account: Account.expired, amount: window.expired),
        JournalEntry.Posting(account: Account.recognized, amount: -window.recognizedTopUps),
        JournalEntry.Posting(account: Account.timing, amount: -window.timing),
        JournalEntry.Posting(account: Account.rounding, amount: -window.rounding),
        JournalEntry.Posting(account: Account.unexplained, amount: -window.unexplained),
        JournalEntry.Posting(account: Account.opening, amount: opening),
        JournalEntry.Posting(
          account: Account.wallet, amount: window.closing - start - written,
          balance: window.closing),
      ])
  }
}

/// A dated double-entry transaction whose postings add up to 0.
struct JournalEntry: Hashable {
  struct Posting: Hashable {
    let account: String
    let amount: Points
    /// What the account must hold after the posting.
    var balance: Points?
  }

  let day: CalendarDay
  let description: String
  let postings: [Posting]

  /// The entry in hledger's format, without zero postings that assert nothing.
  var text: String {
    let lines = postings.filter { $0.amount != .zero || $0.balance != nil }.map { posting in
      let assertion = posting.balance.map { " = \(JournalEntry.amount($0))" } ?? ""
      return "    \(posting.account)  \(JournalEntry.amount(posting.amount))\(assertion)\n"
    }
    return "\(day) \(description)\n\(lines.joined())\n"
  }

  /// Always seven decimals, so that hledger rounds nothing.
  private static func amount(_ points: Points) -> String {
    "\(points.usdText(fractionDigits: 7)) USD"
  }
}

/// Outside text in a journal for hledger.
enum JournalName {
  /// One component of an account name.
  ///
  /// It has no colon, which would start another component, and no double space or mark that would
  /// end the name.
  static func account(_ text: String) -> String {
    guard !text.isEmpty else { return "unknown" }
    let visible = VisibleText.line(text)
    var name = ""
    for character in visible.unicodeScalars {
      let isEdge = name.isEmpty || name.hasSuffix(" ")
      let isEscaped =
        character == ":" || character == ";" || (character.properties.isWhitespace && isEdge)
      name += isEscaped ? VisibleText.code(character) : String(character)
    }
    return name.hasSuffix(" ") ? String(name.dropLast()) + VisibleText.code(" ") : name
  }

  /// A description in which nothing starts a comment or ends the payee.
  static func description(_ text: String) -> String {
    VisibleText.line(text).unicodeScalars.map { scalar in
      scalar == ";" || scalar == "|" ? VisibleText.code(scalar) : String(scalar)
    }.joined()
  }
}

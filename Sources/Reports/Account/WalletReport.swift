import Domain
package import Reconciliation

/// The wallet tables: its state, the roll-forward, the credit packs and the top-ups.
package struct WalletReport: Sendable {
  /// The tables that can be requested by name.
  package enum Part: String, Sendable, CaseIterable {
    case accounts
    case rollForward = "roll-forward"
    case packs
    case topUps = "top-ups"
    case charges
    case tasks
  }

  /// How many of the latest windows are shown along with the other tables.
  package static let latestWindows = 14

  package let summary: ReportTable
  package let rollForward: ReportTable
  package let packs: ReportTable

  /// Builds the tables of a state, with the windows of a period.
  package init(_ state: WalletState, windows: [WalletWindow]) {
    summary = WalletSummary.table(state)
    rollForward = WalletReport.rollForward(windows)
    packs = WalletReport.packs(state.packs)
  }

  private static let amounts = [
    "opening", "top_ups", "charged", "billed", "unlogged", "expired", "timing", "rounding",
    "unexplained",
    "closing",
  ]

  package static func rollForward(_ windows: [WalletWindow]) -> ReportTable {
    let amounts = { (opening: Points?, sums: WalletWindow, closing: Points) -> [Cell] in
      [
        opening.map { .money($0) } ?? .none, .money(sums.topUps), .money(sums.charged),
        .money(sums.billed),
        .money(sums.unlogged), .money(sums.expired), .money(sums.timing), .money(sums.rounding),
        .money(sums.unexplained), .money(closing),
      ]
    }
    let ofAccounts = windows.contains { $0.account != nil }
    let columns =
      WalletReport.accountColumn(ofAccounts)
      + [ReportTable.Column("from", .time), ReportTable.Column("until", .time)]
      + WalletReport.amounts.map { name in
        ReportTable.Column(name, heading: name == "top_ups" ? "top-ups USD" : nil, .money)
      }
      + [ReportTable.Column("tasks", .count), ReportTable.Column("detail", .text)]
    return ReportTable(
      name: "roll_forward", title: "Roll-forward", columns: columns,
      rows: windows.map { window in
        WalletReport.account(window.account, ofAccounts)
          + [moment(window.openingAt), moment(window.closingAt)]
          + amounts(window.opening, window, window.closing)
          + [.count(window.tasks), window.detail.isEmpty ? .none : .text(window.detail)]
      },
      total: WalletWindow.sum(windows).map { sum in
        [.text("total"), .none] + (ofAccounts ? [.none] : [])
          + amounts(sum.opening, sum, sum.closing)
          + [.count(sum.tasks), .none]
      })
  }

  /// The columns that most wallets have nothing in.
  private static let rareAmounts = ["charged", "timing", "rounding"]

  /// The roll-forward for people, without the rare columns that are zero in every row.
  package static func readableRollForward(_ windows: [WalletWindow]) -> ReportTable {
    let table = rollForward(windows)
    return table.picking(
      table.columns.indices.filter { index in
        !rareAmounts.contains(table.columns[index].name)
          || table.rows.contains { $0[index] != .money(.zero) }
      })
  }

  package static func packs(_ outlooks: [PackOutlook]) -> ReportTable {
    ReportTable(
      name: "packs", title: "Credit packs, in the provider's units unless in USD",
      columns: [
        ReportTable.Column("pack", .text), ReportTable.Column("expires_at", .time),
        ReportTable.Column("is_active", heading: "active", .text),
        ReportTable.Column("capacity", .number), ReportTable.Column("used", .number),
        ReportTable.Column("remaining_units", heading: "remaining", .number),
        ReportTable.Column("remaining", .money),
        ReportTable.Column("unused", heading: "expiring unused USD", .money),
        ReportTable.Column("description", .text),
      ],
      rows: outlooks.map { outlook in
        let pack = outlook.pack
        return [
          .text(pack.id), moment(pack.expiresAt), .text(pack.isActive ? "yes" : "no"),
          .text(pack.capacity.description), .text(pack.used.description),
          pack.remaining.map { .text($0.description) } ?? .none, money(outlook.remaining),
          money(outlook.unused), pack.description.isEmpty ? .none : .text(pack.description),
        ]
      })
  }

  private static func accountColumn(_ isThere: Bool) -> [ReportTable.Column] {
    isThere ? [ReportTable.Column("account", .text)] : []
  }

  private static func account(_ account: String?, _ isThere: Bool) -> [Cell] {
    isThere ? [account.map { .text($0) } ?? .none] : []
  }

  /// What each account holds, and how long that lasts.
  package static func accounts(_ wallets: [WalletState]) -> ReportTable {
    ReportTable(
      name: "accounts", title: "Wallets",
      columns: [
        ReportTable.Column("account", .text), ReportTable.Column("latest_at", .time),
        ReportTable.Column("balance", .money),
        ReportTable.Column("spend_per_day", heading: "USD per day", .money),
        ReportTable.Column("runway", .text), ReportTable.Column("unexplained", .money),
      ],
      rows: wallets.map { wallet in
        [
          wallet.account.map { .text($0) } ?? .none,
          .text(wallet.latest.observedAt.description), .money(wallet.balance),
          money(wallet.rate.perDay), .text(wallet.runway.description),
          .money(wallet.windows.reduce(.zero) { $0 + $1.unexplained }),
        ]
      },
      total: [
        .text("total"), .none, .money(wallets.reduce(.zero) { $0 + $1.balance }), .none, .none,
        .money(wallets.flatMap(\.windows).reduce(.zero) { $0 + $1.unexplained }),
      ])
  }

  package static func topUps(_ topUps: [TopUp]) -> ReportTable {
    let ofAccounts = topUps.contains { $0.account != nil }
    return ReportTable(
      name: "top_ups", title: "Top-ups",
      columns: WalletReport.accountColumn(ofAccounts) + [
        ReportTable.Column("number", .count), ReportTable.Column("date", .time),
        ReportTable.Column("amount", .money), ReportTable.Column("kind", .text),
        ReportTable.Column("note", .text),
      ],
      rows: topUps.map { topUp in
        WalletReport.account(topUp.account, ofAccounts) + [
          .count(Int(topUp.id)), .text(topUp.at?.description ?? topUp.day.description),
          .money(topUp.amount), .word(topUp.kind.rawValue),
          topUp.note.isEmpty ? .none : .text(topUp.note),
        ]
      })
  }

  package static func charges(_ charges: [WalletCharge]) -> ReportTable {
    let ofAccounts = charges.contains { $0.account != nil }
    return ReportTable(
      name: "charges", title: "Charges",
      columns: WalletReport.accountColumn(ofAccounts) + [
        ReportTable.Column("number", .count), ReportTable.Column("date", .time),
        ReportTable.Column("amount", .money), ReportTable.Column("note", .text),
      ],
      rows: charges.map { charge in
        WalletReport.account(charge.account, ofAccounts) + [
          .count(Int(charge.id)), .text(charge.at?.description ?? charge.day.description),
          .money(charge.amount), charge.note.isEmpty ? .none : .text(charge.note),
        ]
      })
  }

  private static func moment(_ instant: Instant?) -> Cell {
    instant.map { .text($0.description) } ?? .none
  }

  private static func money(_ points: Points?) -> Cell { points.map { .money($0) } ?? .none }
}

extension WalletWindow {
  /// Merges consecutive windows of each account into one; nil if there are none.
  ///
  /// The opening of several accounts is the sum of the first of each, and the closing that of the last.
  fileprivate static func sum(_ windows: [WalletWindow]) -> WalletWindow? {
    guard var sum = windows.first else { return nil }
    for window in windows.dropFirst() { sum.add(window) }
    let ofAccounts = Dictionary(grouping: windows, by: \.account).values
    sum.opening = ofAccounts.compactMap { $0.first?.opening }.reduce(.zero, +)
    sum.closing = ofAccounts.compactMap { $0.last?.closing }.reduce(.zero, +)
    return sum
  }

  private mutating func add(_ window: WalletWindow) {
    closingAt = window.closingAt
    topUps += window.topUps
    charges += window.charges
    billed += window.billed
    unlogged += window.unlogged
    expired += window.expired
    timing += window.timing
    rounding += window.rounding
    unexplained += window.unexplained
    tasks += window.tasks
  }
}

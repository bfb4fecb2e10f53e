import Domain

/// A dated entry of a double-entry journal, whose postings sum to 0.
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

  /// The entry as hledger reads it; postings of nothing that assert nothing are left out.
  var text: String {
    let lines = postings.filter { $0.amount != .zero || $0.balance != nil }.map { posting in
      let assertion = posting.balance.map { " = \(JournalEntry.amount($0))" } ?? ""
      return "    \(posting.account)  \(JournalEntry.amount(posting.amount))\(assertion)\n"
    }
    return "\(day) \(description)\n\(lines.joined())\n"
  }

  /// Always with seven decimals, so that hledger rounds nothing.
  private static func amount(_ points: Points) -> String {
    "\(points.usdText(fractionDigits: 7)) USD"
  }
}

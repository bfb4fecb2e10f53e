import Budgets
import Domain
import Yams

extension FixedCharge {
  /// The most seats that one charge may have: far above any account.
  private static let seatLimit = 10_000

  /// Reads the list of `fixed_charges`.
  static func all(_ node: Node) throws(SettingError) -> [FixedCharge] {
    let names = ["name", "usd", "seats", "from", "until", "bonus_usd"]
    var charges: [FixedCharge] = []
    for record in try SettingRecord.all(node, known: names) {
      guard let amount = try record.usd("usd") else {
        throw record.error("usd", "an amount in USD, found nothing")
      }
      guard let from = try record.day("from") else {
        throw record.error("from", "a day such as 2026-10-05, found nothing")
      }
      let until = try record.day("until")
      if let until, until <= from { throw record.error("until", "a day after from") }
      let seats = try record.optional("seats", "a whole number from 1 to \(seatLimit)") { text in
        Int(text).flatMap { (1...seatLimit).contains($0) ? $0 : nil }
      }
      guard amount.count <= Points.accountLimit.count / Int64(seats ?? 1) else {
        throw record.error("usd", "at most ten million USD for all seats")
      }
      charges.append(
        FixedCharge(
          name: try record.name(), amount: amount, seats: seats ?? 1, from: from, until: until,
          bonus: try record.usd("bonus_usd") ?? .zero))
    }
    return charges
  }
}

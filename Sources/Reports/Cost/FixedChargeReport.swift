package import Budgets
package import Domain

/// What is paid on fixed days, whatever tasks cost.
package enum FixedChargeReport {
  package static func table(_ payments: [DatedCharge]) -> ReportTable {
    ReportTable(
      name: "fixed", title: "Fixed charges",
      columns: [
        ReportTable.Column("day", .text), ReportTable.Column("name", .text),
        ReportTable.Column("seats", .count), ReportTable.Column("per_seat", .money),
        ReportTable.Column("amount", .money), ReportTable.Column("bonus_credits", .money),
      ],
      rows: payments.map { payment in
        [
          .text(payment.day.description), .text(payment.charge.name),
          .count(payment.charge.seats), .money(payment.charge.amount), .money(payment.amount),
          .money(payment.charge.bonus),
        ]
      },
      total: [
        .text("total"), .none, .none, .none, .money(sum(payments)),
        .money(payments.reduce(.zero) { $0 + $1.charge.bonus }),
      ])
  }

  package static func sum(_ payments: [DatedCharge]) -> Points {
    payments.reduce(.zero) { $0 + $1.amount }
  }

  /// `fixed charges of the period, of no task: 80.00 USD in 1 payment`; nil without any.
  package static func note(_ payments: [DatedCharge]) -> String? {
    guard !payments.isEmpty else { return nil }
    return "fixed charges of the period, of no task: \(sum(payments).usdText) USD in "
      + "\(payments.count) \(payments.count == 1 ? "payment" : "payments")"
  }
}

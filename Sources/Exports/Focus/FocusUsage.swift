package import Domain
import RateCards
package import Reconciliation
import Rendering

/// Usage rows: what tasks cost.
///
/// Credits are paid for ahead, so a usage row bills 0 and carries its cost in EffectiveCost; adding
/// both columns would count money twice.
package struct FocusUsage {
  /// Halves of lines are forgotten at this number, so that memory is bounded.
  private static let lineLimit = 20_000

  private struct Key: Hashable {
    let kindNumber: Int64
    let verdict: Verdict
    let apiKeyID: String?
  }

  private let account: FocusAccount
  private var day: CalendarDay?
  private var lines: [Key: (before: String, after: String)] = [:]

  package init(_ account: FocusAccount) {
    self.account = account
  }

  /// The line of a task; those of a day that are alike differ in the task's id only.
  package mutating func line(_ task: BilledTask) -> String {
    if task.day != day || lines.count >= FocusUsage.lineLimit {
      lines.removeAll(keepingCapacity: true)
      day = task.day
    }
    let key = Key(kindNumber: task.kindNumber, verdict: task.verdict, apiKeyID: task.apiKeyID)
    let halves = lines[key] ?? row(task).halves
    lines[key] = halves
    return halves.before + CSVWriter.field(task.id.text) + halves.after
  }

  package func row(_ task: BilledTask) -> FocusRow {
    var row = row(task.kind, tasks: 1, on: task.day)
    row.set(.resourceID, task.id.text)
    row.set(.resourceType, "Task")
    row.set(.verdict, task.verdict.name)
    if let key = task.apiKeyID {
      // Validators refuse an id that is a mere number.
      row.set(.subAccountID, "api-key-\(key)")
      row.set(.subAccountName, account.keyNames[key])
      row.set(.subAccountType, "API Key")
    }
    return row
  }

  /// The rows of what changed in closed months: on the day on which a change was found a correction,
  /// and in the month itself what keeps its sum as it was, each where the period asks for it.
  ///
  /// Changes that differ in nothing a row shows, such as in what became of the same tasks twice, are
  /// one row with their sum; what cancels out is none.
  package func rows(_ changes: [BilledChange], in period: ReportPeriod) -> [FocusRow] {
    var tasks: [FocusRow: Int] = [:]
    var order: [(row: FocusRow, change: BilledChange, isCorrection: Bool)] = []
    for change in changes {
      for isCorrection in [false, true]
      where period.contains(isCorrection ? change.foundDay : change.day) {
        // Rows of one task each tell whether changes are alike.
        let row = row(change, tasks: 1, isCorrection: isCorrection)
        if tasks[row] == nil { order.append((row, change, isCorrection)) }
        tasks[row, default: 0] += isCorrection ? change.tasks : -change.tasks
      }
    }
    return order.compactMap { alike in
      let sum = tasks[alike.row] ?? 0
      guard sum != 0,
        alike.change.kind.billed != .zero || alike.change.kind.expected ?? .zero != .zero
      else { return nil }
      return row(alike.change, tasks: sum, isCorrection: alike.isCorrection)
    }
  }

  private func row(_ change: BilledChange, tasks: Int, isCorrection: Bool) -> FocusRow {
    let name = change.kind.skuName
    guard isCorrection else {
      var row = row(change.kind, tasks: tasks, on: change.day)
      row.set(.chargeDescription, "as closed (changed later): \(name)")
      return row
    }
    var row = row(change.kind, tasks: tasks, on: change.foundDay)
    row.set(.chargeClass, "Correction")
    row.set(.chargeDescription, "change of \(change.day): \(name)")
    row.set(.consumedQuantity, number: nil)
    row.set(.consumedUnit, "")
    return row
  }

  private func row(_ kind: BilledKind, tasks: Int, on day: CalendarDay) -> FocusRow {
    var row = account.row(from: day, until: day + 1)
    row.set(.billedCost, .zero as Points)
    row.set(.effectiveCost, kind.billed * tasks)
    row.set(.chargeCategory, "Usage")
    row.set(.chargeDescription, kind.skuName)
    row.set(.chargeFrequency, "Usage-Based")
    row.set(.serviceName, kind.sku.model.isEmpty ? "unknown" : kind.sku.model)
    row.set(.serviceSubcategory, "Generative AI")
    set(FocusPricing(kind), tasks: tasks, in: &row)
    row.set(.pricingCurrencyEffectiveCost, number: Ratio((kind.billed * tasks).count))
    row.set(.skuID, "\(kind.sku.model)/\(kind.sku.taskType)")
    row.set(.skuPriceID, kind.skuName)
    row.set(.skuPriceDetails, FocusUsage.details(kind))
    row.set(.expectedCost, kind.expected.map { $0 * tasks })
    row.set(.variance, kind.expected.map { (kind.billed - $0) * tasks })
    row.set(.uncheckedCost, kind.expected == nil ? kind.billed * tasks : .zero)
    row.set(.verdict, kind.verdict.name)
    row.set(.rateID, FocusUsage.rateID(kind))
    row.set(.taskStatus, kind.status)
    return row
  }

  private func set(_ pricing: FocusPricing, tasks: Int, in row: inout FocusRow) {
    let times = { (ratio: Ratio?) in ratio.flatMap { try? $0.times(Ratio(Int64(tasks))) } }
    let points = { (usd: Ratio) in try? usd.times(Ratio(Points.perUSD)) }
    row.set(.listCost, number: times(pricing.listCost))
    row.set(.contractedCost, number: times(pricing.contractedCost))
    row.set(.listUnitPrice, number: pricing.listUnitPrice)
    row.set(.contractedUnitPrice, number: pricing.contractedUnitPrice)
    row.set(.pricingQuantity, number: times(pricing.quantity))
    row.set(.pricingUnit, pricing.unit)
    row.set(.consumedQuantity, number: times(pricing.consumedQuantity))
    row.set(.consumedUnit, pricing.consumedUnit)
    row.set(.pricingCategory, pricing.isByRate ? "Standard" : "Other")
    row.set(.pricingCurrency, "Points")
    row.set(.pricingCurrencyListUnitPrice, number: points(pricing.listUnitPrice))
    row.set(.pricingCurrencyContractedUnitPrice, number: points(pricing.contractedUnitPrice))
    row.set(.skuMeter, pricing.consumedUnit)
  }

  /// The fields that the rate depends on, as a flat object; own keys begin with `x_`.
  private static func details(_ kind: BilledKind) -> String? {
    guard !kind.sku.fields.isEmpty else { return nil }
    let members = kind.sku.fields.map { field in
      "\(JSONText.quoted("x_\(field.name)")):\(JSONText.quoted(field.value.text))"
    }
    return "{\(members.joined(separator: ","))}"
  }

  /// The rate's name, and where it has a beginning that too.
  private static func rateID(_ kind: BilledKind) -> String? {
    kind.formula.map { $0.startsAt.isEmpty ? $0.rate : "\($0.rate) from \($0.startsAt)" }
  }
}

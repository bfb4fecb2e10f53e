package import Domain
import RateCards
package import Reconciliation
import Rendering

/// Usage rows: the cost of tasks.
///
/// Credits are prepaid, so a usage row bills 0 and carries its cost in EffectiveCost; adding both
/// columns would count money twice.
package struct FocusUsage {
  /// The cache of line halves is cleared at this size, to bound memory.
  private static let lineLimit = 20_000

  /// What a task's row depends on, other than its day and its ID.
  private struct Key: Hashable {
    let line: LedgerLine
    let apiKeyID: String?

    /// Compares pricing by identity: equal charges that are separate objects are just computed
    /// twice.
    static func == (left: Key, right: Key) -> Bool {
      left.line.pricing === right.line.pricing && left.line.billed == right.line.billed
        && left.line.price == right.line.price && left.line.verdict == right.line.verdict
        && left.line.status == right.line.status && left.line.account == right.line.account
        && left.apiKeyID == right.apiKeyID
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(ObjectIdentifier(line.pricing))
      hasher.combine(line.billed?.count)
      hasher.combine(line.verdict)
    }
  }

  private let account: FocusAccount
  private var day: CalendarDay?
  private var lines: [Key: (before: String, after: String)] = [:]

  package init(_ account: FocusAccount) {
    self.account = account
  }

  /// The line of a task; similar tasks of a day differ only in the task's ID.
  package mutating func line(_ task: LedgerTask) -> String {
    if task.line.day != day || lines.count >= FocusUsage.lineLimit {
      lines.removeAll(keepingCapacity: true)
      day = task.line.day
    }
    let key = Key(line: task.line, apiKeyID: task.apiKeyID)
    let halves: (before: String, after: String)
    if let known = lines[key] {
      halves = known
    } else {
      halves = row(task).halves
      lines[key] = halves
    }
    return halves.before + CSVForm.plain.field(task.id.text) + halves.after
  }

  package func row(_ task: LedgerTask) -> FocusRow {
    var row = row(task.line, tasks: 1, on: task.line.day)
    row.set(.resourceID, task.id.text)
    row.set(.resourceType, "Task")
    if let key = task.apiKeyID {
      // Validators reject an ID that is just a number.
      row.set(.subAccountID, "api-key-\(key)")
      row.set(.subAccountName, account.keyNames[key])
      row.set(.subAccountType, "API Key")
    }
    return row
  }

  /// The row of tasks of a day that usage lines count, which have no ids.
  package func row(_ line: LedgerLine) -> FocusRow {
    row(line, tasks: line.tasks, on: line.day)
  }

  /// The rows for changes in closed months, if they fall within the period.
  ///
  /// The day on which a change was found gets a correction, and the month itself gets a row that
  /// keeps its sum as it was. Changes that look the same in a row, such as two changes to the same
  /// tasks, become one row with their sum; changes that cancel out get no row.
  package func rows(_ changes: [LedgerLine], in period: ReportPeriod) -> [FocusRow] {
    var tasks: [FocusRow: Int] = [:]
    var order: [(row: FocusRow, change: LedgerLine, isCorrection: Bool)] = []
    for change in changes {
      for isCorrection in [false, true]
      where (isCorrection ? change.foundDay : change.billedDay).map(period.contains) ?? false {
        // Comparing rows for a single task shows whether changes are alike.
        let row = row(change, tasks: 1, isCorrection: isCorrection)
        if tasks[row] == nil { order.append((row, change, isCorrection)) }
        tasks[row, default: 0] += isCorrection ? change.tasks : -change.tasks
      }
    }
    return order.compactMap { alike in
      let sum = tasks[alike.row] ?? 0
      guard sum != 0,
        alike.change.billed ?? .zero != .zero || alike.change.expected ?? .zero != .zero
      else { return nil }
      return row(alike.change, tasks: sum, isCorrection: alike.isCorrection)
    }
  }

  private func row(_ change: LedgerLine, tasks: Int, isCorrection: Bool) -> FocusRow {
    let name = change.pricing.skuName
    guard isCorrection, let day = change.billedDay else {
      var row = row(change, tasks: tasks, on: change.billedDay)
      row.set(.chargeDescription, "as closed (changed later): \(name)")
      return row
    }
    var row = row(change, tasks: tasks, on: change.foundDay)
    row.set(.chargeClass, "Correction")
    row.set(.chargeDescription, "change of \(day): \(name)")
    row.set(.consumedQuantity, number: nil)
    row.set(.consumedUnit, "")
    return row
  }

  /// The row for a number of tasks of a line; without a day it is dated 1970, since FOCUS requires
  /// a date.
  private func row(_ line: LedgerLine, tasks: Int, on day: CalendarDay?) -> FocusRow {
    let day = day ?? CalendarDay(number: 0)
    let billed = (line.billed ?? .zero) * tasks
    var row = account.row(from: day, until: day + 1, of: line.account)
    row.set(.billedCost, .zero as Points)
    row.set(.effectiveCost, billed)
    row.set(.chargeCategory, "Usage")
    row.set(.chargeDescription, line.pricing.skuName)
    row.set(.chargeFrequency, "Usage-Based")
    row.set(.serviceName, line.pricing.sku.model.isEmpty ? "unknown" : line.pricing.sku.model)
    row.set(.serviceSubcategory, "Generative AI")
    set(FocusPricing(line), tasks: tasks, in: &row)
    row.set(.pricingCurrencyEffectiveCost, number: Ratio(billed.count))
    row.set(.skuID, "\(line.pricing.sku.model)/\(line.pricing.sku.taskType)")
    row.set(.skuPriceID, line.pricing.skuName)
    row.set(.skuPriceDetails, FocusUsage.details(line.pricing.sku))
    row.set(.expectedCost, line.expected.map { $0 * tasks })
    row.set(.variance, line.variance.map { $0 * tasks })
    row.set(.uncheckedCost, line.expected == nil ? billed : .zero)
    row.set(.verdict, line.verdict.name)
    row.set(.rateID, line.pricing.rated.map { FocusUsage.rateID($0.formula) })
    row.set(.taskStatus, line.status.name)
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

  /// The fields that the rate depends on, as a flat object; custom keys start with `x_`.
  private static func details(_ sku: SKU) -> String? {
    guard !sku.fields.isEmpty else { return nil }
    let members = sku.fields.map { field in
      "\(JSONText.quoted("x_\(field.name)")):\(JSONText.quoted(field.value.text))"
    }
    return "{\(members.joined(separator: ","))}"
  }

  /// The rate's name, with its start if it has one.
  private static func rateID(_ formula: PriceFormula) -> String {
    formula.startsAt.isEmpty ? formula.rate : "\(formula.rate) from \(formula.startsAt)"
  }
}

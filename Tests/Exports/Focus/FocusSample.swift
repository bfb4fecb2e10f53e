import Domain
import Exports
import Foundation
import Ledger
import RateCards
import Reconciliation

/// Charges with every shape of price.
enum FocusSample {
  static let account = FocusAccount(
    name: "acme", calendar: utc, keyNames: ["7": "render farm"])

  private static let utc: AccountingCalendar = {
    do { return try AccountingCalendar(timeZoneName: "UTC") } catch { fatalError("\(error)") }
  }()

  /// A price of one measure, as the ledger keeps it.
  static func line(
    _ unit: String, usd: String, per: String = "1", isPerStarted: Bool = false
  ) -> String {
    #"{"measure":"\#(unit)","unit":"\#(unit)","per":"\#(per)","isPerStarted":\#(isPerStarted),"#
      + #""usd":"\#(usd)"}"#
  }

  /// A rate as the ledger keeps it.
  static func formula(
    _ line: String, agreement: String? = nil, minimum: String? = nil
  ) -> PriceFormula? {
    let agreements = agreement.map { #"{"percent":"\#($0)","label":"contract"}"# } ?? ""
    let least = minimum.map { #""minimum":"\#($0)","# } ?? ""
    let text = #"""
      {"rate":"sora2/sora2-video","card":"built-in","place":"sora.yaml:1","period":"",
       "startsAt":"","source":"","checked":"","certainty":"high","firstSeen":"","lastSeen":"",
       "notes":[],"lines":[\#(line)],"markups":[],"agreements":[\#(agreements)],\#(least)
       "surcharges":[],"rounding":"half up","alternatives":[]}
      """#
    return try? JSONDecoder().decode(PriceFormula.self, from: Data(text.utf8))
  }

  /// Tasks of a line that was read with its rate.
  static func kind(
    billed: Int64, expected: Int64?, price: Int64?, formula: PriceFormula?,
    quantities: [BilledQuantities.Entry], verdict: Verdict = .matched,
    status: TaskStatus = .completed, model: String = "sora2", taskType: String = "sora2-video"
  ) -> LedgerLine {
    LedgerLine(
      day: CalendarDay(number: 20_390),
      pricing: LedgerLine.Pricing(
        sku: SKU(
          model: model, taskType: taskType,
          fields: [Request.Field("resolution", .word("720p"))]),
        skuName: "\(model)/\(taskType) resolution=720p", cardPrice: price.map { Points($0) },
        rated: formula.map {
          LedgerLine.Pricing.Rated(
            formula: $0, quantities: BilledQuantities(entries: quantities))
        }),
      status: status, verdict: verdict, billed: Points(billed),
      price: expected.map { Points($0) })
  }

  static func quantity(_ name: String, _ value: Int64) -> BilledQuantities.Entry {
    BilledQuantities.Entry(name: name, value: Ratio(value))
  }

  /// Four seconds at 0.08 USD.
  static let video = kind(
    billed: 3_200_000, expected: 3_200_000, price: 3_200_000,
    formula: formula(line("second", usd: "0.08")), quantities: [quantity("second", 4)])

  static func task(_ line: LedgerLine, id: String = "t-1", apiKeyID: String? = nil) -> LedgerTask {
    LedgerTask(id: TaskID(id), apiKeyID: apiKeyID, line: line)
  }

  /// The fields of a line by their columns; no field of the sample holds a comma in quotes but JSON.
  static func fields(_ line: String) -> [String: String] {
    var fields: [String] = [""]
    var isQuoted = false
    for character in line.dropLast(1) {
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return Dictionary(
      uniqueKeysWithValues: zip(FocusColumn.allCases.map(\.rawValue), fields))
  }
}

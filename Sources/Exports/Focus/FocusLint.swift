import Domain
import Foundation

/// Checks a FOCUS 1.2 file of prepaid charges for errors that the usual validator never looks for.
///
/// It keeps in memory one number per row, to detect duplicates, and the price of each SKU.
package struct FocusLint {
  package struct Issue: Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let text: String

    package var description: String { "line \(line): \(VisibleText.line(text, limit: 300))" }
  }

  /// Without these columns, no validator accepts a file.
  static let required: [FocusColumn] = [
    .billedCost, .billingAccountID, .billingAccountName, .billingCurrency, .billingPeriodEnd,
    .billingPeriodStart, .chargeCategory, .chargeClass, .chargeDescription, .chargeFrequency,
    .chargePeriodEnd, .chargePeriodStart, .contractedCost, .effectiveCost, .invoiceID,
    .invoiceIssuerName, .listCost, .pricingQuantity, .pricingUnit, .providerName, .publisherName,
    .serviceCategory, .serviceName, .serviceSubcategory,
  ]

  private let places: [String: Int]
  private let columnCount: Int
  private var seen: Set<UInt64> = []
  private var parents: [String: String] = [:]
  package private(set) var rows = 0

  /// Starts with the header of a file.
  package init(header: [String]) {
    places = Dictionary(
      header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    columnCount = header.count
  }

  /// The problems with the columns.
  package func issues(ofHeader header: [String]) -> [Issue] {
    let missing = FocusLint.required.filter { places[$0.rawValue] == nil }
    let firstOwn = header.firstIndex { $0.hasPrefix("x_") } ?? header.count
    let late = header[firstOwn...].filter { !$0.hasPrefix("x_") }
    return missing.map { Issue(line: 1, text: "no column \($0.rawValue)") }
      + late.map { Issue(line: 1, text: "\($0): must come before custom columns") }
      + (places.count == header.count ? [] : [Issue(line: 1, text: "a column appears twice")])
  }

  /// The problems with a record.
  package mutating func issues(of fields: [String], line: Int) -> [Issue] {
    rows += 1
    guard fields.count == columnCount else {
      return [Issue(line: line, text: "expected \(columnCount) fields, found \(fields.count)")]
    }
    let record = FocusRecord(places: places, fields: fields)
    var faults = FocusRule.all.compactMap { $0.fault(record) }
    if !seen.insert(FocusLint.fingerprint(of: fields)).inserted {
      faults.append("this row appears twice")
    }
    if let price = record[.skuPriceID], let sku = record[.skuID] {
      let parent = parents[price] ?? sku
      parents[price] = parent
      if parent != sku { faults.append("SkuPriceId: \(price) also belongs to \(parent)") }
    }
    return faults.map { Issue(line: line, text: $0) }
  }

  /// A 64-bit FNV-1a hash (Fowler, Noll and Vo).
  ///
  /// Among a million distinct rows, two have the same hash in about one of forty million files.
  private static func fingerprint(of fields: [String]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for field in fields {
      for byte in field.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    return hash
  }
}

/// A row read from a FOCUS file, whoever wrote it.
struct FocusRecord {
  private let places: [String: Int]
  private let fields: [String]

  init(places: [String: Int], fields: [String]) {
    self.places = places
    self.fields = fields
  }

  /// Whether the file has the column.
  func has(_ column: FocusColumn) -> Bool { places[column.rawValue] != nil }

  /// The text; nil if it is null or the column is missing.
  subscript(column: FocusColumn) -> String? {
    guard let place = places[column.rawValue], place < fields.count, !fields[place].isEmpty else {
      return nil
    }
    return fields[place]
  }

  /// The value of a decimal; nil if it is null or isn't a decimal.
  func number(_ column: FocusColumn) -> Ratio? {
    self[column].flatMap { ExactDecimal($0)?.ratio ?? Ratio(text: $0) }
  }

  var isUsage: Bool { self[.chargeCategory] == "Usage" }
  var isPurchase: Bool { self[.chargeCategory] == "Purchase" }
  var isCorrection: Bool { self[.chargeClass] == "Correction" }
}

/// A JSON object whose values are neither arrays nor objects.
enum FlatObject {
  static func isOne(_ text: String) -> Bool {
    let value = try? JSONSerialization.jsonObject(with: Data(text.utf8))
    guard let object = value as? [String: Any] else { return false }
    return !object.values.contains { $0 is [Any] || $0 is [String: Any] }
  }
}

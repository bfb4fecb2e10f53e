import Domain

/// A row of a FOCUS file as it is read, whoever wrote it.
struct FocusRecord {
  private let places: [String: Int]
  private let fields: [String]

  init(places: [String: Int], fields: [String]) {
    self.places = places
    self.fields = fields
  }

  /// Whether the file has the column.
  func has(_ column: FocusColumn) -> Bool { places[column.rawValue] != nil }

  /// The text; nil where it is null, or there is no such column.
  subscript(column: FocusColumn) -> String? {
    guard let place = places[column.rawValue], place < fields.count, !fields[place].isEmpty else {
      return nil
    }
    return fields[place]
  }

  /// The number of a decimal; nil where it is null or none.
  func number(_ column: FocusColumn) -> Ratio? {
    self[column].flatMap { ExactDecimal($0)?.ratio ?? Ratio(text: $0) }
  }

  var isUsage: Bool { self[.chargeCategory] == "Usage" }
  var isPurchase: Bool { self[.chargeCategory] == "Purchase" }
  var isCorrection: Bool { self[.chargeClass] == "Correction" }
}

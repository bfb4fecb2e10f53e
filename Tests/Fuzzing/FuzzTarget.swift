import Reports

/// A reader, and what must hold of whatever it reads.
struct FuzzTarget: Sendable {
  let name: String
  /// Texts that mean something to the reader.
  let tokens: [String]
  /// What is wrong with the way in which an input was read; nil if nothing is.
  let fault: @Sendable ([UInt8]) -> String?
  /// The processor time that is too much, in a debug build.
  var secondsPerMegabyte = 8.0
  /// What is added to that, for what does not depend on the length.
  var secondsAtLeast = 0.5
  /// The longest input that reading one at a time has time for.
  var longSizeBytes = 1 << 18

  static let all = [
    json, answers, tables, cards, settings, packed, series, requests, holidays,
  ]

  /// The first number of a table that is none, though it stands for one.
  static func unreal(in table: ReportTable) -> String? {
    let words: Set<String> = ["nan", "inf", "-inf", "-nan", "infinity", "-infinity"]
    let numbers = table.columns.indices.filter {
      table.columns[$0].kind == .number || table.columns[$0].name == "per_unit"
    }
    for row in table.rows {
      for index in numbers {
        guard case .text(let text) = row[index] else { continue }
        if text.split(separator: " ").contains(where: { words.contains($0.lowercased()) }) {
          return text
        }
      }
    }
    return nil
  }
}

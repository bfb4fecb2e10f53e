import Domain
import Files

/// The short names of findings, the same from night to night.
///
/// A name is the beginning of the digest of what a finding is about, and long enough to tell it from
/// the others.
package struct FindingIDs: Sendable {
  private static let leastLetters = 8
  /// The letters that names are made of: no program takes them for a number, nor do they occur in the
  /// digits of a task id.
  private static let letters: ClosedRange<Character> = "k"..."z"
  /// Fewer letters could be meant for another finding.
  package static let leastLettersGiven = 4

  /// Whether a text can be the beginning of a name, in any case.
  package static func canBegin(with text: String) -> Bool {
    text.count >= leastLettersGiven && text.lowercased().allSatisfy(letters.contains)
  }

  private let all: [FindingKey: String]

  package init(_ keys: some Sequence<FindingKey>) {
    let letters = Dictionary(keys.map { ($0, $0.letters) }) { first, _ in first }
    let sorted = letters.values.sorted()
    let neighbors = Dictionary(
      zip(sorted, zip([""] + sorted, sorted.dropFirst() + [""]))
    ) { first, _ in first }
    all = letters.mapValues { own in
      let (before, after) = neighbors[own] ?? ("", "")
      let shared = max(FindingIDs.shared(own, before), FindingIDs.shared(own, after))
      return String(own.prefix(max(FindingIDs.leastLetters, shared + 1)))
    }
  }

  /// How many letters two texts begin with in common.
  private static func shared(_ left: String, _ right: String) -> Int {
    zip(left.utf8, right.utf8).prefix { $0 == $1 }.count
  }

  /// The name of a finding; empty if it isn't one of them.
  package subscript(key: FindingKey) -> String { all[key] ?? "" }

  /// The findings whose names begin with some letters, in the order of their names.
  package func keys(startingWith text: String) -> [FindingKey] {
    all.keys.filter { $0.letters.hasPrefix(text) }.sorted { $0.letters < $1.letters }
  }
}

extension ReconciliationResult {
  /// The short names of its findings, acknowledged ones included.
  package var findingIDs: FindingIDs {
    FindingIDs((findings + acknowledged.map(\.finding)).map(\.key))
  }
}

extension FindingKey {
  /// The digest of what the finding is about, in the letters from k to z: no program takes them for a
  /// number.
  fileprivate var letters: String {
    var hash = SHA256()
    for part in [kind, sku, detail, day?.description ?? ""] {
      // With its length, a part can't continue in the next one.
      hash.update("\(part.utf8.count):\(part)".utf8)
    }
    return String(
      decoding: hash.digest.text.utf8.map { digit in
        UInt8(ascii: "k") + (digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - 87)
      }, as: UTF8.self)
  }
}

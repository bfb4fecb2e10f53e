/// How names of models, task types and families are compared, and the one spelling of each.
///
/// Logs and databases change the case of names and leave white space around them, and the provider
/// itself writes `Seedream` in one place and `seedream` in another. A second row for the second
/// spelling would be wrong, and so would a rule that fits one of them only.
package enum ProviderName {
  /// What two spellings of one name have in common: no surrounding white space, lower case.
  package static func key(_ name: String) -> String {
    isKey(name) ? name : String(name.trimmed).lowercased()
  }

  /// The spelling under which a name is stored and shown: the provider's own where that has capital
  /// letters, else lower case.
  ///
  /// It depends on the name alone, not on a rate card or on what was imported before, so that the
  /// order of imports never shows.
  package static func canonical(_ name: String) -> String {
    let key = key(name)
    if let official = officialNames[key] { return official }
    return key.hasPrefix(vendorKey) ? vendor + key.dropFirst(vendorKey.count) : key
  }

  package static func areEqual(_ left: String, _ right: String) -> Bool { key(left) == key(right) }

  private static let vendor = "Qubico/"
  private static let vendorKey = "qubico/"
  private static let officialNames = ["wan": "Wan"]

  /// Whether a name is its own key, which almost every name is.
  private static func isKey(_ name: String) -> Bool {
    name.utf8.allSatisfy { (0x21..<0x7F).contains($0) && !(0x41...0x5A).contains($0) }
  }
}

extension StringProtocol {
  /// The text without white space and line ends around it.
  package var trimmed: SubSequence {
    var rest = self[...]
    while rest.first?.isWhitespace ?? false { rest.removeFirst() }
    while rest.last?.isWhitespace ?? false { rest.removeLast() }
    return rest
  }
}

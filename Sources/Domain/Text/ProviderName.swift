/// How names of models, task types and families are compared, and their canonical spelling.
///
/// Logs and databases change the case of names and add white space, and the provider itself writes
/// `Seedream` in one place and `seedream` in another. Neither a separate row for each spelling nor
/// a rule that matches only one of them would be right.
package enum ProviderName {
  /// The comparison key: lowercase, without surrounding white space.
  package static func key(_ name: String) -> String {
    isKey(name) ? name : String(name.trimmed).lowercased()
  }

  /// The spelling under which a name is stored and shown: the provider's own if it has capital
  /// letters, otherwise lowercase.
  ///
  /// It depends on the name alone, not on a rate card or on earlier imports, so import order never
  /// matters.
  package static func canonical(_ name: String) -> String {
    let key = key(name)
    if let official = officialNames[key] { return official }
    return key.hasPrefix(vendorKey) ? vendor + key.dropFirst(vendorKey.count) : key
  }

  package static func areEqual(_ left: String, _ right: String) -> Bool { key(left) == key(right) }

  /// What the provider's own spelling of names with ``vendorKey`` begins with.
  package static let vendor = "Qubico/"
  package static let vendorKey = "qubico/"
  /// Names that the provider spells with capital letters, by key.
  package static let officialNames = ["wan": "Wan"]

  /// Whether a name equals its key, as almost all do.
  private static func isKey(_ name: String) -> Bool {
    name.utf8.allSatisfy { (0x21..<0x7F).contains($0) && !(0x41...0x5A).contains($0) }
  }
}

extension StringProtocol {
  /// The text without surrounding white space and line ends.
  package var trimmed: SubSequence {
    var rest = self[...]
    while rest.first?.isWhitespace ?? false { rest.removeFirst() }
    while rest.last?.isWhitespace ?? false { rest.removeLast() }
    return rest
  }
}

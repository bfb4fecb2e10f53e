/// The tags of a task: for each of some keys one value, such as `project=ads`.
package struct TagSet: Hashable, Sendable {
  package static let none = TagSet([:])
  /// What stands for a task without a value; no value may read so.
  package static let untagged = "untagged"

  package private(set) var values: [String: String]

  package init(_ values: [String: String]) {
    self.values = values
  }

  package var isEmpty: Bool { values.isEmpty }
  package var keys: [String] { values.keys.sorted() }

  package subscript(key: String) -> String? { values[key] }

  /// These tags and others, of which those win.
  package func merging(_ others: TagSet) -> TagSet {
    TagSet(values.merging(others.values) { _, other in other })
  }

  /// Without the value of a key.
  package func removing(_ key: String) -> TagSet {
    var rest = self
    rest.values[key] = nil
    return rest
  }

  /// A JSON object, sorted by key: the same tags give the same text.
  package var json: String {
    let members = keys.map { "\(JSONText.quoted($0)):\(JSONText.quoted(values[$0] ?? ""))" }
    return "{\(members.joined(separator: ","))}"
  }
}

extension TagSet: CustomStringConvertible {
  /// `project=ads, team=blue`.
  package var description: String {
    keys.map { "\($0)=\(values[$0] ?? "")" }.joined(separator: ", ")
  }
}

/// One tag, as it is typed: `project=ads`.
package struct Tag: Hashable, Sendable {
  package let key: String
  /// Empty to take a tag away.
  package let value: String

  /// Reads `key=value`; the value may have further equals signs.
  ///
  /// - Throws: ``TagError``.
  package init(_ text: some StringProtocol) throws(TagError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { throw .notATag(String(text)) }
    guard parts[1] != TagSet.untagged else { throw .reserved }
    (key, value) = (String(parts[0]), String(parts[1]))
  }
}

/// Why a text is no tag.
package enum TagError: Error, Hashable, CustomStringConvertible {
  case notATag(String)
  case reserved

  package var description: String {
    switch self {
    case .notATag(let text):
      "expected a tag such as project=ads, found \(text.isEmpty ? "nothing" : text)"
    case .reserved: "expected another value than \(TagSet.untagged), which stands for none"
    }
  }
}

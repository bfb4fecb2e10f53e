package import Domain

/// The quantities that a price is multiplied with, by measure, and by unit for surcharges.
///
/// As text: `image=3`, or `image=? 1..15` where the response does not say.
package struct BilledQuantities: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let name: String
    /// Nil where the response does not say.
    package let value: Ratio?
    package let least: Ratio?
    package let most: Ratio?

    package init(name: String, value: Ratio?, least: Ratio? = nil, most: Ratio? = nil) {
      (self.name, self.value, self.least, self.most) = (name, value, least, most)
    }
  }

  package let entries: [Entry]

  package init(entries: [Entry]) {
    self.entries = entries
  }

  package subscript(name: String) -> Ratio? {
    entries.first { $0.name == name }?.value
  }

  /// The one quantity that the response does not say, nil where all are known.
  package var unknown: Entry? { entries.first { $0.value == nil } }
}

extension BilledQuantities {
  /// The quantities as JSON, for the ledger: `{"image":"3"}`; an unknown one is an object of its
  /// bounds, `{"second":{"least":"1","most":"30"}}`.
  package var json: String {
    let members = entries.map { entry in
      let value = entry.value.map { JSONText.quoted($0.description) } ?? entry.boundsJSON
      return "\(JSONText.quoted(entry.name)):\(value)"
    }
    return "{\(members.joined(separator: ","))}"
  }

  package var description: String {
    entries.map { entry in
      "\(entry.value?.description ?? "unknown number of") \(entry.name)"
        + (entry.value == .one ? "" : "s")
    }.joined(separator: ", ")
  }
}

extension BilledQuantities.Entry {
  fileprivate var boundsJSON: String {
    let bounds = [("least", least), ("most", most)].compactMap { name, bound in
      bound.map { "\"\(name)\":\(JSONText.quoted($0.description))" }
    }
    return "{\(bounds.joined(separator: ","))}"
  }
}

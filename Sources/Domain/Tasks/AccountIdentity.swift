/// Whose account an answer is of.
package struct AccountIdentity: Hashable, Sendable {
  /// Nil if it isn't told.
  package let id: String?
  /// What its owner calls it, which may change; nil if it isn't told.
  package let name: String?

  package init(id: String? = nil, name: String? = nil) {
    self.id = id.flatMap { $0.isEmpty ? nil : $0 }
    self.name = name.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Reads the members of an account info answer, in its old or current shape.
  package init(of answer: JSONValue) {
    let text = { (names: [String]) in
      names.lazy.compactMap { answer[$0]?.identifier }.first.map { String($0.prefix(200)) }
    }
    self.init(id: text(["account_id", "id"]), name: text(["account_name", "name"]))
  }

  /// What tells it from others: its id, or else its name; empty if neither is told.
  package var key: String { id ?? name ?? "" }

  /// Whether an answer may be of this account.
  ///
  /// The ids decide if both tell one, so that a renamed account stays the same, otherwise the names.
  /// One that tells neither may be of any.
  package func admits(_ other: AccountIdentity) -> Bool {
    if let id, let otherID = other.id { return id == otherID }
    if let name, let otherName = other.name { return name == otherName }
    return key.isEmpty || other.key.isEmpty
  }
}

extension AccountIdentity: CustomStringConvertible {
  /// `account 12 (studio)`.
  package var description: String {
    switch (id, name) {
    case (let id?, let name?): "account \(id) (\(name))"
    case (nil, nil): "an account without id and name"
    default: "account \(key)"
    }
  }
}

import Domain

/// What account info says of whose account it is; the figures are read when it is imported.
package struct AccountAnswer: Hashable, Sendable {
  /// The id, else the name; empty where neither stands in it.
  package let identity: String

  init(_ body: AnswerBody) throws(AnswerFault) {
    guard body.value["equivalent_in_usd"] != nil else {
      throw .otherShape("expected account info with equivalent_in_usd")
    }
    let names = ["account_id", "id", "account_name", "name"]
    let identity = names.lazy.compactMap { body.value[$0]?.identifier }.first ?? ""
    self.identity = String(identity.prefix(200))
  }
}

package import Domain

/// Reads an account info answer, in its older and its present shape.
package enum AccountDecoder {
  private static let detailMembers = [
    "credit_pack_info", "wallet", "remaining_credits",
  ]

  /// In USD: far beyond any account, and sums of balances in points still fit.
  private static let balanceLimit: Int128 = 1_000_000_000

  package static func isAccount(_ value: JSONValue) -> Bool {
    value["equivalent_in_usd"] != nil
  }

  package static func snapshot(of value: JSONValue) throws(RecordError) -> BalanceSnapshot {
    guard let balance = value["equivalent_in_usd"]?.decimal else {
      throw RecordError(
        "equivalent_in_usd: expected a number, found "
          + (value["equivalent_in_usd"]?.kindText ?? "nothing"))
    }
    guard -balanceLimit < balance.ratio.floor, balance.ratio.floor < balanceLimit else {
      throw RecordError("equivalent_in_usd: expected less than a billion")
    }
    let details = detailMembers.compactMap { name in
      value[name].map { JSONValue.Member(key: name, value: $0) }
    }
    return BalanceSnapshot(
      account: identity(of: value), plan: value["plan"]?.string ?? "", balanceUSD: balance,
      detailJSON: JSONValue.object(details).canonicalText)
  }

  private static func identity(of value: JSONValue) -> String {
    for name in ["account_name", "name", "account_id", "id"] {
      switch value[name] {
      case .string(let text) where !text.isEmpty: return text
      case .number(let text): return text
      default: continue
      }
    }
    return ""
  }
}

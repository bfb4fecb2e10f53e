import Domain
import Intake
import Reconciliation

extension WalletFigures {
  /// Reads the figures of a stored snapshot; what is absent or no number is not known.
  init(storedJSON text: String) throws {
    self.init()
    let value = try StoredJSON.value(text)
    credits = value["remaining_credits"]?.decimal
    if let wallet = value["wallet"] {
      walletRemaining = wallet["point_remain"]?.decimal
      walletFrozen = wallet["point_frozen"]?.decimal
      if wallet["auto_recharge_enabled"]?.bool == true {
        rechargeLevel = wallet["auto_recharge_threshold_credit"]?.decimal
      }
    }
    if let info = value["credit_pack_info"] {
      packsAvailable = info["available_credits"]?.decimal
      packsFrozen = info["frozen"]?.decimal
      packs = (info["credit_packs"]?.array ?? []).compactMap(CreditPack.init(stored:))
    }
  }
}

extension CreditPack {
  fileprivate init?(stored value: JSONValue) {
    guard let id = CreditPack.text(value["id"]), let capacity = value["capacity"]?.decimal else {
      return nil
    }
    self.init(
      id: id, isActive: value["active"]?.bool ?? true, capacity: capacity,
      used: value["used"]?.decimal ?? ExactDecimal(0),
      effectiveAt: CreditPack.time(value["effective_at"]),
      expiresAt: CreditPack.time(value["expired_at"]),
      description: value["description"]?.string ?? "")
  }

  private static func text(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text) where !text.isEmpty: text
    case .number(let text): text
    default: nil
    }
  }

  /// RFC 3339 or Unix seconds; 0 is no time.
  private static func time(_ value: JSONValue?) -> Instant? {
    if let text = value?.string { return Timestamp(text)?.instant }
    return value?.integer.flatMap { $0 > 0 ? Instant(seconds: $0) : nil }
  }
}

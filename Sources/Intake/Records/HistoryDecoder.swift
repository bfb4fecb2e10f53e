package import Domain

/// A page of the account history.
package struct HistoryPage: Hashable, Sendable {
  package struct UnreadableRow: Hashable, Sendable {
    package let reason: String
    package let value: JSONValue
  }

  package var entries: [HistoryEntry]
  package var unreadableRows: [UnreadableRow]
}

/// Reads a page of the account history: `{page, size, total, data: [row]}`.
package enum HistoryDecoder {
  /// The rows, if the object is a page.
  package static func rows(of value: JSONValue) -> [JSONValue]? {
    guard value["total"] != nil, value["page"] != nil || value["size"] != nil else { return nil }
    guard let data = value["data"] else { return nil }
    guard let rows = data.isNull ? [] : data.array else { return nil }
    return rows.contains(where: holdsRecords) ? nil : rows
  }

  /// Whether a row holds more than values: others page their records too, with answers in them.
  private static func holdsRecords(_ row: JSONValue) -> Bool {
    guard case .object(let members) = row else { return false }
    return members.contains { member in
      guard member.key != "detail" else { return false }
      switch member.value {
      case .object(let members): return !members.isEmpty
      case .array(let elements): return !elements.isEmpty
      case .string(let text): return text.contains("{")
      case .number, .bool, .null: return false
      }
    }
  }

  /// The page's entries; an unreadable row is set apart, and the others stay.
  package static func page(of rows: [JSONValue]) -> HistoryPage {
    var page = HistoryPage(entries: [], unreadableRows: [])
    for (index, row) in rows.enumerated() {
      do throws(RecordError) {
        page.entries.append(try entry(of: row))
      } catch {
        page.unreadableRows.append(
          HistoryPage.UnreadableRow(
            reason: "history row \(index + 1): \(error)", value: row))
      }
    }
    return page
  }

  private static func entry(of row: JSONValue) throws(RecordError) -> HistoryEntry {
    for name in ["id", "task_id", "task_model", "action", "status", "usage_type"] {
      if let text = row[name]?.string { try DamagedText.refuse(text, of: name) }
    }
    guard let entryID = text(row["id"]) else {
      throw RecordError(
        "id: expected a number or a text, found \(row["id"]?.kindText ?? "nothing")")
    }
    return HistoryEntry(
      entryID: entryID,
      taskID: text(row["task_id"]),
      account: text(row["account_id"]),
      apiKeyID: text(row["api_key_id"]),
      model: ProviderName.canonical(text(row["task_model"]) ?? ""),
      action: ProviderName.canonical(text(row["action"]) ?? ""),
      status: text(row["status"]) ?? "",
      serviceMode: text(row["service_mode"]) ?? "",
      usageType: ProviderName.key(text(row["usage_type"]) ?? ""),
      usage: try usage(of: row),
      createdAt: try time("created_at", in: row),
      updatedAt: try time("updated_at", in: row),
      deletedAt: try time("deleted_at", in: row))
  }

  private static func text(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): text.trimmed.isEmpty ? nil : String(text.trimmed.prefix(1024))
    default: value?.numberText
    }
  }

  /// Ignoring an unreadable amount would lose spend.
  private static func usage(of row: JSONValue) throws(RecordError) -> ExactDecimal? {
    guard let value = row["usage"], !value.isBlank else { return nil }
    guard let usage = value.decimal else {
      throw RecordError("usage: expected a decimal number, found \(value.kindText)")
    }
    let limit = Ratio(Points.taskLimit.count)
    guard usage.ratio <= limit, Ratio(-Points.taskLimit.count) <= usage.ratio else {
      throw RecordError("usage: expected at most \(Points.taskLimit.count), found \(usage)")
    }
    return usage
  }

  private static func time(_ name: String, in row: JSONValue) throws(RecordError) -> Instant? {
    guard let value = row[name] else { return nil }
    do throws(TimeFormError) {
      return try Timestamp(member: value).instant
    } catch {
      throw RecordError("\(name): expected a time, found \(error)")
    }
  }
}

/// Reads an account info answer, in its old or current shape.
package enum AccountDecoder {
  private static let detailMembers = [
    "credit_pack_info", "wallet", "remaining_credits",
  ]
  /// The texts that belong to figures; others may say who pays, and by which card.
  private static let detailTexts: Set = ["id", "effective_at", "expired_at", "description"]

  /// In USD: far beyond any account, and sums of balances in points still fit.
  private static let balanceLimit: Int128 = 1_000_000_000

  /// Accounts of some types have their balance in `quota`, or only credits.
  package static func isAccount(_ value: JSONValue) -> Bool {
    balance(of: value) != nil || value["credit_pack_info"]?["available_credits"] != nil
      || value["credit_pack_info"]?["total_credits"] != nil
  }

  private static func balance(of value: JSONValue) -> JSONValue? {
    let quota = value["quota"]?["equivalent_in_usd"]
    guard let balance = value["equivalent_in_usd"] else { return quota }
    return balance.isNull ? quota ?? balance : balance
  }

  package static func snapshot(of value: JSONValue) throws(RecordError) -> BalanceSnapshot {
    let details = detailMembers.compactMap { name in
      value[name].flatMap { figures(in: $0, named: name) }
        .map { JSONValue.Member(key: name, value: $0) }
    }
    return BalanceSnapshot(
      account: AccountIdentity(of: value), plan: value["plan"]?.string ?? "",
      balanceUSD: try balanceUSD(of: value), detailJSON: JSONValue.object(details).canonicalText)
  }

  /// A value without the texts that are no figures; nil for such a text.
  private static func figures(in value: JSONValue, named name: String) -> JSONValue? {
    switch value {
    case .object(let members):
      .object(
        members.compactMap { member in
          figures(in: member.value, named: member.key)
            .map { JSONValue.Member(key: member.key, value: $0) }
        })
    case .array(let values): .array(values.compactMap { figures(in: $0, named: name) })
    case .string: detailTexts.contains(name) || value.decimal != nil ? value : nil
    default: value
    }
  }

  /// Nil if the answer tells none: its credits have no documented unit, so nothing says what they are
  /// worth.
  private static func balanceUSD(of value: JSONValue) throws(RecordError) -> ExactDecimal? {
    guard let usd = balance(of: value), !usd.isNull else { return nil }
    guard let balance = usd.decimal else {
      throw RecordError("equivalent_in_usd: expected a number, found \(usd.kindText)")
    }
    guard -balanceLimit < balance.ratio.floor, balance.ratio.floor < balanceLimit else {
      throw RecordError("equivalent_in_usd: expected less than a billion")
    }
    return balance
  }
}

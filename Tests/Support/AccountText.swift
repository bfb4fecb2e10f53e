/// Builds rows of the account history as the provider writes them.
package struct HistoryText {
  package var id = 41
  package var taskID = "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70"
  package var account = "acc-1"
  /// JSON of the key's id.
  package var apiKeyID = "7"
  package var model = "seedream"
  package var status = "finished"
  package var usageType = "llm"
  /// JSON of the usage.
  package var usage = "280000"
  package var createdAt = "2026-05-04T10:00:00Z"
  package var updatedAt = "2026-05-04T10:00:09Z"
  package var action = "create"
  package var serviceMode = "public"
  /// JSON of the time of deletion.
  package var deletedAt = "null"

  package init() {}

  /// A row with some members changed.
  package static func row(_ change: (inout HistoryText) -> Void = { _ in }) -> HistoryText {
    var row = HistoryText()
    change(&row)
    return row
  }

  private var json: String {
    #"{"id":\#(id),"task_id":"\#(taskID)","account_id":"\#(account)","api_key_id":\#(apiKeyID),"task_model":"\#(model)","action":"\#(action)","status":"\#(status)","service_mode":"\#(serviceMode)","usage_type":"\#(usageType)","usage":\#(usage),"created_at":"\#(createdAt)","updated_at":"\#(updatedAt)","deleted_at":\#(deletedAt)}"#
  }

  /// A page of rows.
  package static func page(_ rows: [HistoryText]) -> String {
    let data = rows.map(\.json).joined(separator: ",")
    return
      #"{"code":200,"data":{"page":1,"size":100,"total":\#(rows.count),"data":[\#(data)]},"message":"success"}"#
  }

  /// A page of one row.
  package static func page(_ change: (inout HistoryText) -> Void = { _ in }) -> String {
    page([row(change)])
  }
}

/// Builds account info answers as the provider writes them.
package struct AccountText {
  /// JSON of the id; nil for an answer without one.
  package var id: String?
  package var name = "studio"
  /// JSON of the balance.
  package var balance = "12.5"
  /// JSON of the wallet.
  package var wallet = "{}"
  /// JSON of the list of credit packs.
  package var packs = "[]"

  package init() {}

  package static func answer(_ change: (inout AccountText) -> Void = { _ in }) -> String {
    var account = AccountText()
    change(&account)
    return account.json
  }

  private var json: String {
    let id = id.map { #""id":\#($0),"# } ?? ""
    return
      #"{"code":200,"data":{\#(id)"name":"\#(name)","plan":"pro","equivalent_in_usd":\#(balance),"wallet":\#(wallet),"credit_pack_info":{"credit_packs":\#(packs)}},"message":"success"}"#
  }
}

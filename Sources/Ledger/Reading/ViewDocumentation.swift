/// What the columns of the documented views hold.
///
/// Unknown is NULL; money is integer points, 10,000,000 to the USD.
package struct ViewDocumentation: Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package let name: String
    package let meaning: String

    fileprivate init(_ name: String, _ meaning: String) {
      (self.name, self.meaning) = (name, meaning)
    }
  }

  package let name: String
  /// What one row is.
  package let row: String
  package let columns: [Column]

  package static let all = [
    task, finding, historyFinding, wallet, dailyCost, taggedCost, usageLine, outcome,
  ]
}

extension ViewDocumentation {
  private typealias C = Column

  private static let task = ViewDocumentation(
    name: "v_task",
    row: "a task as it is known today, with what was billed, what was expected, and the verdict; "
      + "the figures of closed months are in v_daily_cost and v_finding",
    columns: [
      C("task_id", "the provider's id"),
      C("account", "the account's name, where anything tells it"),
      C("model", "as it was requested"),
      C("task_type", "as it was requested"),
      C("status", "the latest known, such as completed"),
      C("created_at", "UTC, RFC 3339 with nine decimals"),
      C("ended_at", "UTC, RFC 3339 with nine decimals"),
      C("day", "accounting day of created_at, in the ledger's time zone"),
      C("measures", "JSON object: billed quantities as decimal texts, or their bounds"),
      C("request", "JSON object: the fields of the request; texts as lengths, lists as counts"),
      C("output_count", "results in the response"),
      C("error_code", "the provider's code of a failure"),
      C("billed_points", "what the provider booked"),
      C("billed_usd", "the same as exact decimal text"),
      C("billed_usd_real", "the same as a binary number, to chart and compare with; not exact"),
      C("frozen_points", "what the provider says is set aside while it runs"),
      C("expected_points", "what it should cost, where that could be compared with its bill"),
      C("expected_usd", "the same as exact decimal text"),
      C("expected_usd_real", "the same as a binary number, to chart and compare with; not exact"),
      C("variance_points", "billed less expected"),
      C("unchecked_points", "what was billed without a price to compare it with"),
      C("commitment_points", "what is set aside while nothing is booked"),
      C("price_points", "what it should cost by card and rules, also where nothing is compared"),
      C("verdict", "a word such as matched or refund_due, as of the last import or reconcile"),
      C("settled", "1 once it has ended, else 0"),
      C("sku", "what the rate prices: model, task type and the fields it depends on"),
      C("rate", "the name of the rate that priced it"),
      C("source", "file and line it was read from; of an unlogged task those of its history row"),
      C("unpriced_reason", "why no rate fits, else empty"),
      C("alternatives", "JSON array of [points, label]: other prices that may have been charged"),
      C("is_finding", "1 where a person should look at it, else 0"),
      C("day_number", "day as a number, days since 1970-01-01; -1 where none is known; indexed"),
    ])

  private static let finding = ViewDocumentation(
    name: "v_finding",
    row: "a task to look at, as its month counts it, or what only the account's side shows",
    columns: [
      C(
        "kind",
        "the verdict, or only_in_history, only_in_responses, booked_differently, "
          + "unexplained_change"),
      C("task_id", "of the task, where it is of one that is known"),
      C("day", "accounting day; of changes of a closed month that on which they were found"),
      C("model", "of the task, or of all entries"),
      C("task_type", "of the task"),
      C("count", "tasks or entries; -1, with negative amounts, for what a closed month lost"),
      C("billed_points", "what the provider booked by the responses"),
      C("expected_points", "what it should cost, where that could be compared"),
      C("variance_points", "billed less expected"),
      C("unchecked_points", "what was billed without a price to compare it with"),
      C("commitment_points", "what is set aside while nothing is booked"),
      C("price_points", "what it should cost by card and rules, also where nothing is compared"),
      C("detail", "what explains it, else empty"),
      C("booked_points", "what the provider booked by the account history"),
      C("account", "the account's name, where anything tells it"),
    ])

  private static let usageLine = ViewDocumentation(
    name: "v_usage_line",
    row: "tasks that a query outside the ledger has counted together, as they are known today; "
      + "amounts are of all of them",
    columns: [
      C("batch", "the data set that was reduced"),
      C("shard", "the part of it, such as 3/16"),
      C("account", "the account's name, where the query tells it"),
      C("day", "accounting day of their creation"),
      C("model", "as they were requested"),
      C("task_type", "as they were requested"),
      C("sku", "what the rate prices: model, task type and the fields it depends on"),
      C("fields", "JSON object: the fields of the request that prices read"),
      C("status", "the latest known, such as completed"),
      C("verdict", "a word such as matched or refund_due, as of the last import or reconcile"),
      C("tasks", "how many there are"),
      C("billed_points", "what the provider booked"),
      C("expected_points", "what they should cost, where that could be compared with their bill"),
      C("variance_points", "billed less expected"),
      C("unchecked_points", "what was billed without a price to compare it with"),
      C("commitment_points", "what is set aside while nothing is booked"),
      C("price_points", "what they should cost by card and rules, also where nothing is compared"),
      C("source", "the file that it was read from"),
      C("source_line", "its line in that file"),
    ])

  private static let historyFinding = ViewDocumentation(
    name: "v_history_finding",
    row: "a task on which responses and history differ, or a day's unlogged entries of a key",
    columns: [
      C("kind", "only_in_history, only_in_responses or booked_differently"),
      C("task_id", "of the task, where it is of one"),
      C("day", "accounting day"),
      C("api_key_id", "the key by the history"),
      C("model", "of the task, or of all entries"),
      C("task_type", "of the task"),
      C("sku", "of the task"),
      C("count", "tasks or entries"),
      C("billed_points", "by the responses"),
      C("booked_points", "by the history, where its unit is proved"),
      C("price_points", "what it should cost by card and rules"),
      C("other_unit_type", "the usage type of entries that are not booked in points"),
      C("account", "the account's name, where anything tells it"),
    ])

  private static let wallet = ViewDocumentation(
    name: "v_wallet",
    row: "the time between two balance snapshots: opening + top_up - charged - billed - unlogged "
      + "- expired + timing + rounding + unexplained = closing",
    columns: [
      C("opening_at", "when the first snapshot was taken"),
      C("closing_at", "when the second was"),
      C("opening_points", "the balance then"),
      C("top_up_points", "put in, as written down or recognised"),
      C("charged_points", "money out that no task explains, as entered"),
      C("billed_points", "booked by tasks"),
      C("unlogged_points", "spend that only the history shows"),
      C("expired_points", "credits that expired unused"),
      C("timing_points", "what a neighboring window has with the opposite sign"),
      C("rounding_points", "less than the figures of the balance tell"),
      C("closing_points", "the balance at the end"),
      C("closing_usd", "the same as exact decimal text"),
      C("closing_usd_real", "the same as a binary number, to chart and compare with; not exact"),
      C("unexplained_points", "the change beyond all that"),
      C("unexplained_usd", "the same as exact decimal text"),
      C(
        "unexplained_usd_real", "the same as a binary number, to chart and compare with; not exact"),
      C("tasks", "tasks that were booked in it"),
      C("detail", "what was recognised, or what may explain it"),
      C("account", "the account whose balance it is, as its answers or its owner call it"),
    ])

  private static let dailyCost = ViewDocumentation(
    name: "v_daily_cost",
    row: "a day's tasks of an account, a model and task type with one status and verdict",
    columns: [
      C("day", "accounting day; of changes of a closed month that on which they were found"),
      C("model", "of the tasks"),
      C("task_type", "of the tasks"),
      C("status", "of the tasks"),
      C("verdict", "of the tasks"),
      C("tasks", "how many; negative where a closed month lost some"),
    ] + sums + [C("account", "the account's name, where anything tells it")])

  private static let taggedCost = ViewDocumentation(
    name: "v_tagged_cost",
    row: "a day's tasks of an account, a model and task type with the same tags",
    columns: [
      C("day", "accounting day; of changes of a closed month that on which they were found"),
      C("tags", "JSON object of values by their keys; what has no tags is not there"),
      C("model", "of the tasks"),
      C("task_type", "of the tasks"),
      C("tasks", "how many; negative where a closed month lost some"),
    ] + sums + [C("account", "the account's name, where anything tells it")])

  /// The sums of tasks counted together.
  private static let sums = [
    C("billed_points", "what the provider booked, summed over the tasks of which it is known"),
    C(
      "billed_usd_real", "the same in USD as a binary number, to chart and compare with; not exact"),
    C("expected_points", "what tasks should cost that could be checked"),
    C(
      "expected_usd_real",
      "the same in USD as a binary number, to chart and compare with; not exact"),
    C("variance_points", "billed less expected of these"),
    C("unchecked_points", "what was billed without a price to compare it with"),
    C("commitment_points", "what is set aside for tasks while nothing is booked"),
    C("price_points", "what tasks should cost by card and rules, also where nothing is compared"),
  ]

  private static let outcome = ViewDocumentation(
    name: "v_outcome",
    row:
      "what tasks have in common that agree in SKU, status, verdict, amounts and account; amounts are of "
      + "each task; billed = expected + variance + unchecked",
    columns: [
      C("outcome_id", "its number, for the ledger's own tables"),
      C("model", "of the tasks"),
      C("task_type", "of the tasks"),
      C("sku", "what the rate prices: model, task type and the fields it depends on"),
      C("status", "of the tasks"),
      C("settled", "1 once they have ended, else 0"),
      C("verdict", "of the tasks, as of the last import or reconcile"),
      C("billed_points", "what the provider booked"),
      C("expected_points", "what a task should cost, where that could be compared with its bill"),
      C("variance_points", "billed less expected"),
      C("unchecked_points", "what was billed without a price to compare it with"),
      C("commitment_points", "what is set aside while nothing is booked"),
      C(
        "price_points", "what a task should cost by card and rules, also where nothing is compared"),
      C("is_finding", "1 where a person should look at it, else 0"),
      C(
        "error_code",
        "of failed and cancelled tasks; not kept where an earlier version closed their month"),
      C("account", "the account's name, where anything tells it"),
    ])
}

import Application
import Domain
import Ledger
import Reconciliation
import Rendering
import Reports

/// What each command writes with `--json`, by the name in the envelope.
enum OutputSchemas {
  /// All schemas, sorted by name.
  static let all = (feed + reports + account + rates + ledger + receipts).sorted {
    $0.name < $1.name
  }

  /// The schema of a name, with or without `piledger.` and its version.
  static func schema(named name: String) -> JSONEnvelopeShape? {
    all.first { shape in
      let short = shortName(shape)
      let version = shape.name.dropFirst("piledger.".count)
      return [shape.name, short, "piledger.\(short)", String(version)].contains(name)
    }
  }

  /// `report.daily`.
  static func shortName(_ shape: JSONEnvelopeShape) -> String {
    String(shape.name.dropFirst("piledger.".count).prefix { $0 != "/" })
  }

  private static let feed: [JSONEnvelopeShape] = [
    JSONEnvelopeShape(
      "piledger.import/1", "piledger import: what was read and what changed",
      parameters: [("paths", .strings), ("dry_run", .bool)],
      data: .object(
        [
          ("records", .integer),
          ("tasks", .object(JSONShape.counts(["new", "changed", "unchanged"]))),
          (
            "usage_lines",
            .object(JSONShape.counts(["lines", "new_tasks", "unchanged_tasks"]))
          ),
          ("history_entries", .object(JSONShape.counts(["new", "changed", "unchanged"]))),
          ("balance_snapshots", .object(JSONShape.counts(["new", "unchanged"]))),
        ]
          + JSONShape.counts([
            "quarantined", "lines_without_record", "sources", "recognised_sources",
            "newly_quarantined",
          ]) + [("unread", .unreadFiles), ("skipped", .unreadFiles)]
          + JSONShape.counts(["dismissed", "waiting"]) + [("statuses", .statuses)])),
    JSONEnvelopeShape(
      "piledger.fetch/2", "piledger fetch: what the provider told of each account",
      data: .array(fetchedAccount)),
    JSONEnvelopeShape(
      "piledger.nightly/1", "piledger nightly: what is new since the night before",
      coverage: .optional(.coverage),
      data: .object([
        ("night", .optional(.night)), ("complaints", .complaints), ("statuses", .statuses),
      ])),
  ]

  private static let fetchedAccount = JSONShape.object([
    ("account", .optional(.string)),
    (
      "windows",
      .array(
        .object([
          ("since", .optional(.time)), ("until", .time), ("pages", .integer),
          ("rows", .integer), ("complete", .bool),
        ]))
    ),
    ("complete_until", .optional(.time)), ("new_history_entries", .integer),
    ("changed_history_entries", .integer), ("new_balance_snapshots", .integer),
    (
      "running_tasks",
      .optional(
        .array(
          .object(
            [("provider", .string)] + JSONShape.counts(["staged", "pending", "processing"]))))
    ),
    (
      "tasks",
      .optional(
        .object(
          JSONShape.counts([
            "planned", "ended", "running", "gone", "failed", "not_asked", "postponed", "known",
            "refused",
          ])))
    ),
    ("quarantined", .integer), ("gaps", .strings), ("failures", .strings),
    ("statuses", .statuses),
  ])

  private static let usageBatch = JSONShape.object([
    ("batch", .string), ("account", .optional(.string)), ("lines", .integer), ("tasks", .integer),
    ("first_day", .optional(.day)), ("last_day", .optional(.day)), ("missing_shards", .strings),
    ("days_without_tasks", .strings),
  ])

  private static let ledger: [JSONEnvelopeShape] =
    [
      JSONEnvelopeShape(
        "piledger.config/1", "piledger config show: every setting",
        parameters: [("origin", .bool)], data: .anyTable),
      JSONEnvelopeShape(
        "piledger.doctor/1", "piledger doctor: what is checked, and what is wrong",
        data: .object([
          ("tasks", .optional(.integer)), ("quarantined", .optional(.integer)),
          (
            "asked_tasks",
            .object(JSONShape.counts(AskedTask.Answer.allCases.map(\.rawValue)))
          ),
          ("rollup_differences", .strings), ("tag_differences", .strings),
          ("figure_differences", .strings), ("id_differences", .strings),
          ("account_differences", .strings), ("line_differences", .strings),
          ("usage_batches", .array(usageBatch)), ("prices_proved", .bool),
          ("integrity_errors", .strings), ("reference_errors", .strings),
          ("dangling_references", .integer),
          ("card_issues", .strings), ("files_more_open", .strings),
        ])),
      JSONEnvelopeShape(
        "piledger.doctor.repair/1",
        "piledger doctor --repair: what was brought over, and what lost",
        data: .object([
          ("path", .string), ("written", .bool), ("tasks", .integer), ("lost", .strings),
          ("read_again", .strings), ("not_read_again", .strings), ("differences", .strings),
        ])),
      JSONEnvelopeShape(
        "piledger.forget/1", "piledger forget: what was removed",
        parameters: [
          ("account", .optional(.string)), ("source", .optional(.string)), ("dry_run", .bool),
        ],
        data: .object(JSONShape.counts(["balance_snapshots", "history_entries"]))),
      JSONEnvelopeShape(
        "piledger.quarantine.dismiss/1", "piledger quarantine dismiss: which records count no more",
        parameters: [("dry_run", .bool)],
        data: .object([("ids", .array(.integer)), ("records", .integer)])),
      JSONEnvelopeShape(
        "piledger.quarantine.list/1",
        "piledger quarantine list: a row per record, or several alike",
        parameters: [("source", .optional(.string)), ("dismissed", .bool)],
        data: .table(QuarantineReport.table([]))),
      JSONEnvelopeShape(
        "piledger.tag/1", "piledger tag: how many tasks were tagged",
        parameters: [("path", .string), ("dry_run", .bool)],
        data: .object(JSONShape.counts(["changed", "unchanged", "waiting", "rejected"]))),
    ] + queries

  private static let queries: [JSONEnvelopeShape] =
    [
      JSONEnvelopeShape(
        "piledger.query.questions/1", "piledger query: the saved questions",
        data: .table(QueryListing.questions)),
      JSONEnvelopeShape(
        "piledger.query.schema/1", "piledger query --schema: the views, column by column",
        data: .table(QueryListing.schema)),
    ]
    + (SavedQuestion.all.map(\.name) + ["sql"]).map { name in
      JSONEnvelopeShape(
        "piledger.query.\(name)/1", "piledger query: the rows of \(name), with its columns",
        parameters: [("period", .string)], data: .anyTable)
    }
}

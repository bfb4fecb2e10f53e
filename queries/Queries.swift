/// Every SQL statement of the ledger, by name.
///
/// Each stands in a file of its own that also runs in the sqlite3 shell, where unbound parameters
/// are NULL; its first line says what one row is. A missing file fails the build.
package enum Query: String, CaseIterable, Sendable {
  case accountSide
  case closedMonths
  case historyLinks
  case kinds
  case names
  case prices
  case rollup
  case snapshotTimes
  case tasks
  case wallet

  case dailyCostView
  case findingView
  case historyFindingView
  case taskView
  case walletView

  case accountIntern
  case accountNames
  case adjustmentAdd
  case adjustmentRemoveEmpty
  case adjustmentsDelete
  case adjustmentsFold
  case balanceSnapshotInsert
  case balanceSnapshotKnown
  case bookingUpsert
  case bookingsOfTask
  case chargeById
  case chargeFind
  case chargeInsert
  case chargeUpdateAlternatives
  case closedMonthDelete
  case closedMonthInsert
  case closedMonthsAll
  case historyEntryById
  case historyEntryUpsert
  case monthEventInsert
  case oddTaskIdInsert
  case oddTaskIdText
  case quarantineInsert
  case quarantineKnown
  case rateIntern
  case requestById
  case requestIntern
  case rollupAdd
  case rollupAll
  case rollupRebuild
  case rollupRemoveEmpty
  case settingGet
  case settingPut
  case skuIntern
  case sourceFinish
  case sourceInsert
  case sourceKnown
  case sourceUnfinished
  case statusIntern
  case statusNames
  case taskById
  case taskUpsert
  case usageStampDelete
  case usageStampOfTask
  case usageStampUpsert
  case usageTypeIntern
  case usageTypeNames

  case allTaskIds
  case taskVerdictUpdate
  case usualWaits
  case violationsOfDay
  case watchedTasks

  case accountSideIsKnown
  case accountsOfSnapshots
  case differencesDelete
  case differencesInsert
  case entriesCompare
  case entriesFindTasks
  case entryLink
  case historySpan
  case historyUnitSample
  case spendDelete
  case spendInsert
  case spendSince
  case staleDayInsert
  case staleDaysBetween
  case staleDaysClear
  case staleDaysExist
  case staleDaysOfNewSnapshots
  case staleTaskInsert
  case staleTasksClear
  case staleTasksOfDays
  case staleTasksOfEntries
  case topUpDelete
  case topUpInsert
  case topUpKnown
  case topUpsAll
  case unlinkedEntries
  case unloggedSince
  case unloggedSpend
  case walletIsBooked
  case windowFigures
  case windowInsert
  case windowTasks
  case windowsDelete

  case adjustmentsOfPeriod
  case charges
  case chargesWithFormula
  case counts
  case historyByKey
  case historyFindings
  case monthEvents
  case openTasks
  case quarantined
  case rollupOfPeriod
  case taskSource
  case undatedTasks
  case unknownStatuses
  case unloggedByDay
  case unloggedUsage

  /// The text of the statement.
  package var sql: String {
    String(decoding: bytes, as: UTF8.self)
  }

  private var bytes: [UInt8] {
    switch self {
    case .accountSide: PackageResources.account_side_sql
    case .closedMonths: PackageResources.closed_months_sql
    case .historyLinks: PackageResources.history_links_sql
    case .kinds: PackageResources.kinds_sql
    case .names: PackageResources.names_sql
    case .prices: PackageResources.prices_sql
    case .rollup: PackageResources.rollup_sql
    case .snapshotTimes: PackageResources.snapshot_times_sql
    case .tasks: PackageResources.tasks_sql
    case .wallet: PackageResources.wallet_sql
    case .dailyCostView: PackageResources.daily_cost_view_sql
    case .findingView: PackageResources.finding_view_sql
    case .historyFindingView: PackageResources.history_finding_view_sql
    case .taskView: PackageResources.task_view_sql
    case .walletView: PackageResources.wallet_view_sql
    case .accountIntern: PackageResources.account_intern_sql
    case .accountNames: PackageResources.account_names_sql
    case .adjustmentAdd: PackageResources.adjustment_add_sql
    case .adjustmentRemoveEmpty: PackageResources.adjustment_remove_empty_sql
    case .adjustmentsDelete: PackageResources.adjustments_delete_sql
    case .adjustmentsFold: PackageResources.adjustments_fold_sql
    case .balanceSnapshotInsert: PackageResources.balance_snapshot_insert_sql
    case .balanceSnapshotKnown: PackageResources.balance_snapshot_known_sql
    case .bookingUpsert: PackageResources.booking_upsert_sql
    case .bookingsOfTask: PackageResources.bookings_of_task_sql
    case .chargeById: PackageResources.charge_by_id_sql
    case .chargeFind: PackageResources.charge_find_sql
    case .chargeInsert: PackageResources.charge_insert_sql
    case .chargeUpdateAlternatives: PackageResources.charge_update_alternatives_sql
    case .closedMonthDelete: PackageResources.closed_month_delete_sql
    case .closedMonthInsert: PackageResources.closed_month_insert_sql
    case .closedMonthsAll: PackageResources.closed_months_all_sql
    case .historyEntryById: PackageResources.history_entry_by_id_sql
    case .historyEntryUpsert: PackageResources.history_entry_upsert_sql
    case .monthEventInsert: PackageResources.month_event_insert_sql
    case .oddTaskIdInsert: PackageResources.odd_task_id_insert_sql
    case .oddTaskIdText: PackageResources.odd_task_id_text_sql
    case .quarantineInsert: PackageResources.quarantine_insert_sql
    case .quarantineKnown: PackageResources.quarantine_known_sql
    case .rateIntern: PackageResources.rate_intern_sql
    case .requestById: PackageResources.request_by_id_sql
    case .requestIntern: PackageResources.request_intern_sql
    case .rollupAdd: PackageResources.rollup_add_sql
    case .rollupAll: PackageResources.rollup_all_sql
    case .rollupRebuild: PackageResources.rollup_rebuild_sql
    case .rollupRemoveEmpty: PackageResources.rollup_remove_empty_sql
    case .settingGet: PackageResources.setting_get_sql
    case .settingPut: PackageResources.setting_put_sql
    case .skuIntern: PackageResources.sku_intern_sql
    case .sourceFinish: PackageResources.source_finish_sql
    case .sourceInsert: PackageResources.source_insert_sql
    case .sourceKnown: PackageResources.source_known_sql
    case .sourceUnfinished: PackageResources.source_unfinished_sql
    case .statusIntern: PackageResources.status_intern_sql
    case .statusNames: PackageResources.status_names_sql
    case .taskById: PackageResources.task_by_id_sql
    case .taskUpsert: PackageResources.task_upsert_sql
    case .usageStampDelete: PackageResources.usage_stamp_delete_sql
    case .usageStampOfTask: PackageResources.usage_stamp_of_task_sql
    case .usageStampUpsert: PackageResources.usage_stamp_upsert_sql
    case .usageTypeIntern: PackageResources.usage_type_intern_sql
    case .usageTypeNames: PackageResources.usage_type_names_sql
    case .allTaskIds: PackageResources.all_task_ids_sql
    case .taskVerdictUpdate: PackageResources.task_verdict_update_sql
    case .usualWaits: PackageResources.usual_waits_sql
    case .violationsOfDay: PackageResources.violations_of_day_sql
    case .watchedTasks: PackageResources.watched_tasks_sql
    case .accountSideIsKnown: PackageResources.account_side_is_known_sql
    case .accountsOfSnapshots: PackageResources.accounts_of_snapshots_sql
    case .differencesDelete: PackageResources.differences_delete_sql
    case .differencesInsert: PackageResources.differences_insert_sql
    case .entriesCompare: PackageResources.entries_compare_sql
    case .entriesFindTasks: PackageResources.entries_find_tasks_sql
    case .entryLink: PackageResources.entry_link_sql
    case .historySpan: PackageResources.history_span_sql
    case .historyUnitSample: PackageResources.history_unit_sample_sql
    case .spendDelete: PackageResources.spend_delete_sql
    case .spendInsert: PackageResources.spend_insert_sql
    case .spendSince: PackageResources.spend_since_sql
    case .staleDayInsert: PackageResources.stale_day_insert_sql
    case .staleDaysBetween: PackageResources.stale_days_between_sql
    case .staleDaysClear: PackageResources.stale_days_clear_sql
    case .staleDaysExist: PackageResources.stale_days_exist_sql
    case .staleDaysOfNewSnapshots: PackageResources.stale_days_of_new_snapshots_sql
    case .staleTaskInsert: PackageResources.stale_task_insert_sql
    case .staleTasksClear: PackageResources.stale_tasks_clear_sql
    case .staleTasksOfDays: PackageResources.stale_tasks_of_days_sql
    case .staleTasksOfEntries: PackageResources.stale_tasks_of_entries_sql
    case .topUpDelete: PackageResources.top_up_delete_sql
    case .topUpInsert: PackageResources.top_up_insert_sql
    case .topUpKnown: PackageResources.top_up_known_sql
    case .topUpsAll: PackageResources.top_ups_all_sql
    case .unlinkedEntries: PackageResources.unlinked_entries_sql
    case .unloggedSince: PackageResources.unlogged_since_sql
    case .unloggedSpend: PackageResources.unlogged_spend_sql
    case .walletIsBooked: PackageResources.wallet_is_booked_sql
    case .windowFigures: PackageResources.window_figures_sql
    case .windowInsert: PackageResources.window_insert_sql
    case .windowTasks: PackageResources.window_tasks_sql
    case .windowsDelete: PackageResources.windows_delete_sql
    case .adjustmentsOfPeriod: PackageResources.adjustments_of_period_sql
    case .charges: PackageResources.charges_sql
    case .chargesWithFormula: PackageResources.charges_with_formula_sql
    case .counts: PackageResources.counts_sql
    case .historyByKey: PackageResources.history_by_key_sql
    case .historyFindings: PackageResources.history_findings_sql
    case .monthEvents: PackageResources.month_events_sql
    case .openTasks: PackageResources.open_tasks_sql
    case .quarantined: PackageResources.quarantined_sql
    case .rollupOfPeriod: PackageResources.rollup_of_period_sql
    case .taskSource: PackageResources.task_source_sql
    case .undatedTasks: PackageResources.undated_tasks_sql
    case .unknownStatuses: PackageResources.unknown_statuses_sql
    case .unloggedByDay: PackageResources.unlogged_by_day_sql
    case .unloggedUsage: PackageResources.unlogged_usage_sql
    }
  }

  /// The statements that make a new ledger, in their order.
  package static let schema: [Query] = [
    .names, .kinds, .prices, .tasks, .rollup, .closedMonths, .accountSide, .historyLinks,
    .snapshotTimes, .wallet,
  ]

  /// The documented views.
  package static let views: [Query] = [
    .taskView, .dailyCostView, .historyFindingView, .walletView, .findingView,
  ]
}

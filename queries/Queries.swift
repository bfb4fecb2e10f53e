/// Every SQL statement of the ledger, by name.
///
/// Each stands in a file of its own that also runs in the sqlite3 shell, where unbound parameters
/// are NULL; its first line says what one row is. A missing file fails the build.
package enum Query: String, CaseIterable, Sendable {
  case accountSide
  case closedMonths
  case kinds
  case names
  case prices
  case rollup
  case tasks

  case dailyCostView
  case findingView
  case taskView

  case accountIntern
  case accountNames
  case adjustmentAdd
  case adjustmentDrop
  case adjustmentMove
  case adjustmentRemoveEmpty
  case adjustmentsDelete
  case adjustmentsFold
  case adjustmentsVoidDelete
  case adjustmentsVoidFold
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
  case idFilterBlockReplace
  case idFilterBlocks
  case idFilterDelete
  case monthEventInsert
  case oddTaskIdInsert
  case oddTaskIdText
  case outcomeAddWaits
  case outcomeById
  case outcomeIntern
  case outcomeKeep
  case outcomeReprice
  case outcomeWaits
  case outcomesAll
  case pricingInputIntern
  case pricingInputsAll
  case quarantineInsert
  case quarantineKnown
  case rateIntern
  case requestById
  case requestIntern
  case rollupAdd
  case rollupAll
  case rollupDrop
  case rollupMove
  case rollupOfOutcomes
  case rollupOfTasks
  case rollupOfUncheckedTasks
  case rollupRemoveAllEmpty
  case rollupRemoveEmpty
  case rollupUnchecked
  case settingDelete
  case settingGet
  case settingPut
  case skuIntern
  case sourceFinish
  case sourceInsert
  case sourceKnown
  case sourceUnfinished
  case sourcesFinished
  case stateById
  case stateIntern
  case statusIntern
  case statusNames
  case taskDays
  case taskDelete
  case taskIds
  case taskInsert
  case taskOfDay
  case taskReplace
  case tasksInsertEight
  case uncheckedDayAdd
  case uncheckedDaysAdjusted
  case uncheckedDaysDelete
  case usageStampDelete
  case usageStampOfTask
  case usageStampUpsert
  case usageTypeIntern
  case usageTypeNames
  case waitsOfTasks

  case billedFailuresExist
  case failedOutcomes
  case failedOutcomesByDay
  case failedTasksOfDays
  case taskOutcomeUpdate
  case tasksOfDay
  case usualWaits
  case watchedTasks

  case adjustmentsOfPeriod
  case charges
  case chargesWithFormula
  case counts
  case monthEvents
  case outcomeFigures
  case quarantined
  case rollupOfPeriod
  case taskSource
  case undatedTasks
  case unknownStatuses

  /// The text of the statement.
  package var sql: String {
    String(decoding: bytes, as: UTF8.self)
  }

  private var bytes: [UInt8] {
    switch self {
    case .accountSide: PackageResources.account_side_sql
    case .closedMonths: PackageResources.closed_months_sql
    case .kinds: PackageResources.kinds_sql
    case .names: PackageResources.names_sql
    case .prices: PackageResources.prices_sql
    case .rollup: PackageResources.rollup_sql
    case .tasks: PackageResources.tasks_sql
    case .dailyCostView: PackageResources.daily_cost_view_sql
    case .findingView: PackageResources.finding_view_sql
    case .taskView: PackageResources.task_view_sql
    case .accountIntern: PackageResources.account_intern_sql
    case .accountNames: PackageResources.account_names_sql
    case .adjustmentAdd: PackageResources.adjustment_add_sql
    case .adjustmentDrop: PackageResources.adjustment_drop_sql
    case .adjustmentMove: PackageResources.adjustment_move_sql
    case .adjustmentRemoveEmpty: PackageResources.adjustment_remove_empty_sql
    case .adjustmentsDelete: PackageResources.adjustments_delete_sql
    case .adjustmentsFold: PackageResources.adjustments_fold_sql
    case .adjustmentsVoidDelete: PackageResources.adjustments_void_delete_sql
    case .adjustmentsVoidFold: PackageResources.adjustments_void_fold_sql
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
    case .idFilterBlockReplace: PackageResources.id_filter_block_replace_sql
    case .idFilterBlocks: PackageResources.id_filter_blocks_sql
    case .idFilterDelete: PackageResources.id_filter_delete_sql
    case .monthEventInsert: PackageResources.month_event_insert_sql
    case .oddTaskIdInsert: PackageResources.odd_task_id_insert_sql
    case .oddTaskIdText: PackageResources.odd_task_id_text_sql
    case .outcomeAddWaits: PackageResources.outcome_add_waits_sql
    case .outcomeById: PackageResources.outcome_by_id_sql
    case .outcomeIntern: PackageResources.outcome_intern_sql
    case .outcomeKeep: PackageResources.outcome_keep_sql
    case .outcomeReprice: PackageResources.outcome_reprice_sql
    case .outcomeWaits: PackageResources.outcome_waits_sql
    case .outcomesAll: PackageResources.outcomes_all_sql
    case .pricingInputIntern: PackageResources.pricing_input_intern_sql
    case .pricingInputsAll: PackageResources.pricing_inputs_all_sql
    case .quarantineInsert: PackageResources.quarantine_insert_sql
    case .quarantineKnown: PackageResources.quarantine_known_sql
    case .rateIntern: PackageResources.rate_intern_sql
    case .requestById: PackageResources.request_by_id_sql
    case .requestIntern: PackageResources.request_intern_sql
    case .rollupAdd: PackageResources.rollup_add_sql
    case .rollupAll: PackageResources.rollup_all_sql
    case .rollupDrop: PackageResources.rollup_drop_sql
    case .rollupMove: PackageResources.rollup_move_sql
    case .rollupOfOutcomes: PackageResources.rollup_of_outcomes_sql
    case .rollupOfTasks: PackageResources.rollup_of_tasks_sql
    case .rollupOfUncheckedTasks: PackageResources.rollup_of_unchecked_tasks_sql
    case .rollupUnchecked: PackageResources.rollup_unchecked_sql
    case .rollupRemoveAllEmpty: PackageResources.rollup_remove_all_empty_sql
    case .rollupRemoveEmpty: PackageResources.rollup_remove_empty_sql
    case .settingDelete: PackageResources.setting_delete_sql
    case .settingGet: PackageResources.setting_get_sql
    case .settingPut: PackageResources.setting_put_sql
    case .skuIntern: PackageResources.sku_intern_sql
    case .sourceFinish: PackageResources.source_finish_sql
    case .sourceInsert: PackageResources.source_insert_sql
    case .sourceKnown: PackageResources.source_known_sql
    case .sourceUnfinished: PackageResources.source_unfinished_sql
    case .sourcesFinished: PackageResources.sources_finished_sql
    case .stateById: PackageResources.state_by_id_sql
    case .stateIntern: PackageResources.state_intern_sql
    case .statusIntern: PackageResources.status_intern_sql
    case .statusNames: PackageResources.status_names_sql
    case .taskDays: PackageResources.task_days_sql
    case .taskDelete: PackageResources.task_delete_sql
    case .taskIds: PackageResources.task_ids_sql
    case .taskInsert: PackageResources.task_insert_sql
    case .taskOfDay: PackageResources.task_of_day_sql
    case .taskReplace: PackageResources.task_replace_sql
    case .tasksInsertEight: PackageResources.tasks_insert_eight_sql
    case .uncheckedDayAdd: PackageResources.unchecked_day_add_sql
    case .uncheckedDaysAdjusted: PackageResources.unchecked_days_adjusted_sql
    case .uncheckedDaysDelete: PackageResources.unchecked_days_delete_sql
    case .usageStampDelete: PackageResources.usage_stamp_delete_sql
    case .usageStampOfTask: PackageResources.usage_stamp_of_task_sql
    case .usageStampUpsert: PackageResources.usage_stamp_upsert_sql
    case .usageTypeIntern: PackageResources.usage_type_intern_sql
    case .usageTypeNames: PackageResources.usage_type_names_sql
    case .waitsOfTasks: PackageResources.waits_of_tasks_sql
    case .billedFailuresExist: PackageResources.billed_failures_exist_sql
    case .failedOutcomes: PackageResources.failed_outcomes_sql
    case .failedOutcomesByDay: PackageResources.failed_outcomes_by_day_sql
    case .failedTasksOfDays: PackageResources.failed_tasks_of_days_sql
    case .taskOutcomeUpdate: PackageResources.task_outcome_update_sql
    case .tasksOfDay: PackageResources.tasks_of_day_sql
    case .usualWaits: PackageResources.usual_waits_sql
    case .watchedTasks: PackageResources.watched_tasks_sql
    case .adjustmentsOfPeriod: PackageResources.adjustments_of_period_sql
    case .charges: PackageResources.charges_sql
    case .chargesWithFormula: PackageResources.charges_with_formula_sql
    case .counts: PackageResources.counts_sql
    case .monthEvents: PackageResources.month_events_sql
    case .outcomeFigures: PackageResources.outcome_figures_sql
    case .quarantined: PackageResources.quarantined_sql
    case .rollupOfPeriod: PackageResources.rollup_of_period_sql
    case .taskSource: PackageResources.task_source_sql
    case .undatedTasks: PackageResources.undated_tasks_sql
    case .unknownStatuses: PackageResources.unknown_statuses_sql
    }
  }

  /// The statements that make a new ledger, in their order.
  package static let schema: [Query] = [
    .names, .kinds, .prices, .tasks, .rollup, .closedMonths, .accountSide,
  ]

  /// The documented views.
  package static let views: [Query] = [.taskView, .dailyCostView, .findingView]
}

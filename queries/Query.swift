/// Every SQL statement of the ledger, by name.
///
/// Each is below a line with its name in one of the files of ``StatementFile``, which list them in
/// the same order; its first line says what one row is.
package enum Query: String, CaseIterable, Sendable {
  // schema/name_tables.sql
  case names, kinds, usageUnits

  // schema/task_tables.sql
  case tasks

  // schema/price_tables.sql
  case prices

  // schema/rollup_tables.sql
  case rollup

  // schema/month_tables.sql
  case closedMonths, changedTasks, keptRates

  // schema/account_tables.sql
  case accountSide, comparison, wallet, walletCharges, askedTasks, historyEnds

  // schema/night_tables.sql
  case nights, skippedFiles, coveredDays, acknowledgements

  // schema/quarantine_tables.sql
  case quarantine

  // schema/claim_tables.sql
  case claims, claimAccounts

  // schema/tag_tables.sql
  case tags

  // schema/usage_line_tables.sql
  case usageLines

  // migrations/version_1.sql
  case version1SetAside, version1Copy, version1Figures, version1Tasks, version1Drop

  // migrations/version_3.sql
  case version3Outcomes, version3Evidence, version3NamesAndUnits, version3Quarantine,
    version3Nights, version3Rows

  // migrations/version_5.sql
  case version5Rows, version5Wallet

  // migrations/version_8.sql
  case version8Outcomes, version8Wallets, version8WalletCharges, version8Accounts, accountsAreTold

  // views/*.sql
  case taskSpanView, changedLineView, taskLineView, usageFactView, outcomeView, taskView,
    dailyCostView, taggedCostView, usageLineView, historyFindingView, walletView, findingView

  // questions/*.sql
  case dearestTasks, failuresByError, findingsByCause, overcharges, pricesCharged,
    quarantineByReason, spendByAccount, spendByDay, spendByKey, spendByModel, spendByMonth,
    spendBySize, spendByWeekday, tasksByHour, waitsBySku, walletWindows

  // statements/names.sql
  case settingGet, settingPut, settingDelete, settingCount, accountIntern, accountNames,
    accountRename, accountsOfHistory, usageTypeIntern, usageTypeNames, statusIntern,
    statusNames, unknownStatuses, requestIntern, requestById, requestFields, requestNames,
    stateIntern, stateById

  // statements/sources.sql
  case sourceInsert, sourceFinish, sourceKnown, sourceUnfinished, sourcesFinished, sourceNames,
    taskSource, lastImport, readingPut, readingReplace, readingsOfName, counts

  // statements/quarantine.sql
  case quarantineInsert, quarantineDelete, quarantineOfSource, quarantineKeys, quarantineDismiss,
    dismissalPut, quarantined, unreadable

  // statements/tasks.sql
  case taskInsert, tasksInsertEight, taskReplace, taskDelete, taskOutcomeUpdate, taskOfDay,
    tasksOfDay, tasksInOrder, linesOfOutcomes, findingDays, findingLines, taskDays,
    taskIds, taskIdsStarting, watchedTasks, openTasks, outcomesOfTasks, bookedTasks, tasksOfPeriod,
    idFilterBlocks, idFilterBlockReplace, idFilterDelete,
    oddTaskIdInsert, oddTaskIdText, bookingUpsert, bookingsOfTask, usageStampUpsert,
    usageStampOfTask, usageStampDelete

  // statements/outcomes.sql
  case skuIntern, rateIntern, pricingInputIntern, pricingInputsAll, chargeInsert, chargeFind,
    chargeUpdate, charges, outcomeIntern, outcomeKeep, outcomeReprice, outcomeById,
    outcomesAll, outcomesWithoutInput, outcomesInOtherUnits, outcomeFigures, outcomeModels,
    billedOutcomes, outcomeAddWaits, outcomeWaits, waitsOfTasks, usualWaits

  // statements/failures.sql
  case billedFailuresExist, failedOutcomes, failedOutcomesByDay, failedTasksOfDays, failedLines,
    linesOfRequests, daysChanged, requestsChanged

  // statements/rollup.sql
  case rollupAdd, rollupMove, rollupDrop, rollupRemoveEmpty, rollupRemoveAllEmpty, rollupOf,
    rollupAll, rollupOfDay, rollupOfPeriod, rollupOfOutcomes, rollupOfTasks,
    rollupOfUncheckedTasks, rollupUnchecked, uncheckedDayAdd, uncheckedDaysAdjusted,
    uncheckedDaysAll, uncheckedDaysDelete, outcomesByDay, undatedTasks, sumOfAmounts

  // statements/closed_months.sql
  case closedMonthInsert, closedMonthDelete, closedMonthsAll, monthEventInsert, monthEvents,
    adjustmentAdd, adjustmentMove, adjustmentDrop, adjustmentRemoveEmpty, adjustmentOf,
    adjustmentsOfDays, adjustmentsOfPeriod, adjustmentsOfEqualFigures, adjustmentsToTakeFrom,
    adjustmentsFold, adjustmentsDelete, adjustmentsVoidFold, adjustmentsVoidDelete,
    keptRateInsert, keptRatesDelete, keptRatesOf

  // statements/changed_tasks.sql
  case supersededTaskInsert, supersededTasksDelete, supersededTasksVoidDelete,
    supersededOutcomeInsert, supersededOutcomesDelete, unnamedAdjustmentAdd,
    unnamedAdjustmentMove, unnamedAdjustmentDrop, unnamedAdjustmentsDelete, changedTasksCheck

  // statements/history.sql
  case historyEntryUpsert, historyEntryById, staleTasksOfAccount, historyAccountRename, historySpan,
    historySpans, historyUsageByWindow, historyAccounts, entriesToConvert, entryConvert,
    historyUnitSample, historyByKey, historyFindings,
    historyFindingTasks, apiKeyIds, apiKeyOfTask, keyTasksByDay, spendOfKeys, firstUnloggedDay,
    uncountedEntries, unloggedSince, unloggedSpend,
    unloggedUsage

  // statements/comparison.sql
  case accountSideIsKnown, unlinkedEntries, entryLink, entriesToCompare, entryCompare,
    entriesOfUsageDay, entriesFindTasks, staleTaskInsert, staleTasksOfOtherDays, staleTasksOfDays,
    staleTasksOfEntries, accountsOfStaleTasks, historyEndCandidates, entriesOfTask,
    unansweredTaskPlace,
    historyEndPut, historyEndOfTask, historyEndDelete, staleTasksClear, differencesInsert,
    differencesDelete, staleDayInsert,
    staleDaysBetween, staleDaysOfNewSnapshots, staleDaysExist,
    staleDaysClear

  // statements/asked_tasks.sql
  case askedTaskPut, askedTaskOf, missingTasks, unendedTasks, endedTasks, askedCounts,
    unloggedTasks, unloggedTask

  // statements/wallet.sql
  case balanceSnapshotInsert, balanceSnapshotKnown, accountsOfSnapshots, snapshotsRename,
    snapshotAccountRename, accountsOfAnswers, snapshotsForget, entriesWithdraw, entriesForget,
    differencesForget, topUpInsert, topUpKnown, topUpsAll, topUpDelete, walletChargeInsert,
    walletChargeKnown, walletChargesAll, walletChargeDelete, spendInsert, spendDelete, spendSince,
    windowInsert, windowsDelete, windowFigures, windowTasks, walletIsBooked, spendWithoutAccount,
    spendClear, topUpAccounts, walletChargeAccounts, topUpRename, walletChargeRename

  // statements/claims.sql
  case claimInsert, claimAccountInsert, claimCauseInsert, claimTaskInsert, claimEventInsert,
    claimRelease, claimCandidates, claimsAll, claimEvents, claimCauses, claimTasks, claimTasksNow,
    openClaimTasks

  // statements/nights.sql
  case nightPut, nightBefore, nightRanAt, nightFindingInsert, nightFindings, nightFindingsDelete,
    nightSkippedFileInsert, nightSkippedFiles, nightSkippedFilesDelete, coveredDayPut,
    coveredHistory, knownDays, daysWithTasks, isInsideAFile, feedDays, lastTaskAt, ledgerSize,
    acknowledgementPut,
    acknowledgementsAll, acknowledgementDelete

  // statements/tags.sql
  case tagSetIntern, tagSetsAll, taskTagPut, taskTagOf, taskTagDelete, taskTagsMove,
    givenTagsOfDay, tagSourceIntern, tagSourcesAll, taskSourceInsert, taskSourcesMove,
    toldSourcesOfDay, strayedTags, tagsInUse

  // statements/tag_rollup.sql
  case tagFactsOfDay, tagRollupAdd, tagRollupRemoveEmpty, tagRollupRemoveAllEmpty, tagRollupOfDay,
    tagRollupOfOutcome, tagRollupOfPeriod, tagAdjustmentAdd, tagAdjustmentRemoveEmpty,
    tagAdjustmentsFold, tagAdjustmentsDelete, tagAdjustmentsOfPeriod, tagDays, staleTagDayInsert,
    staleTagDaysEverywhere, staleTagDaysOfTasks, staleTagDaysAll, staleTagDaysClear

  // statements/usage_lines.sql
  case usagePartitionFind, usagePartitionInsert, usagePartitionRan, usagePartitionDelete,
    usagePartitionsOfOtherRuns, usagePartitionOfOtherBatch, usageDays, taskOfAccountAndDay,
    usageLineFind, usageLineInsert, usageLineDelete, usageLineOutcome,
    usageLinesOfPartition, usageLinesOfOutcomes, usageLinesAll, usageLinesUnchecked,
    usageLinesWatched, failedUsageLines, usageTasksOfOutcome,
    usageLinesOfPeriod, usageSightings, usageOverlaps, usageBatches

  // statements/proof.sql
  case taskFacts, taskFactsUnchecked, detailsOfTasks, textsOfTaskIds, requestsVarying, chargeProof,
    referencesMissing, comparisonWaits, entriesCompared, accountsCheck, differencesCheck,
    spendCheck, storedWindows

  // statements/repair.sql
  case outcomeTasks, outcomeLargest, outcomeDelete, outcomeTake, outcomeStandIn, outcomesLost,
    usageOutcomesLost, historyUnlink, daysLackingTasks, sourcesToRead, outcomeStandInDelete,
    chargeStandInDelete,
    skuStandInDelete

  /// The statements that create a new ledger, in order.
  package static let schema: [Query] =
    [
      .names, .kinds, .prices, .tasks, .rollup, .closedMonths, .accountSide, .comparison,
      .wallet, .nights,
    ] + addedInVersion3 + addedInVersion4 + addedInVersion5 + addedInVersion6
    + addedInVersion7 + addedInVersion8

  /// The tables of ``schema`` that ledgers of version 2 lack.
  package static let addedInVersion3: [Query] = [.claims, .tags]

  /// The tables of ``schema`` that ledgers of version 3 lack.
  package static let addedInVersion4: [Query] = [
    .changedTasks, .claimAccounts, .coveredDays, .quarantine, .skippedFiles, .usageUnits,
  ]

  /// The tables of ``schema`` that ledgers of version 4 lack.
  package static let addedInVersion5: [Query] = [.askedTasks]

  /// The tables of ``schema`` that ledgers of version 5 lack.
  package static let addedInVersion6: [Query] = [
    .historyEnds, .acknowledgements, .walletCharges,
  ]

  /// The tables of ``schema`` that ledgers of version 6 lack.
  package static let addedInVersion7: [Query] = [.keptRates]

  /// The tables of ``schema`` that ledgers of version 7 lack.
  package static let addedInVersion8: [Query] = [.usageLines]

  /// The statements that bring the tables and rows of a ledger of version 2 to 5 to the form of
  /// version 6, once it has the tables that it lacked.
  package static let migrationFromVersion5: [Query] = [.version5Rows, .version5Wallet]

  /// The statements that bring the tables of a ledger of version 2 to 8 to their current form.
  package static let migrationFromVersion8: [Query] = [.version8Outcomes, .version8Wallets]

  /// The statements that bring the tables that ledgers of version 6 to 8 have to their current form.
  package static let migrationFromVersion6: [Query] = [.version8WalletCharges]

  /// The statement that brings the rows of a ledger of version 1 to 8 to their current form, once all
  /// tables and views exist.
  package static let rowsOfVersion8: [Query] = [.version8Accounts]

  /// The statements that bring the tables of a ledger of version 2 or 3 to their current form,
  /// before missing ones are created.
  package static let migrationFromVersion3: [Query] = [
    .version3Outcomes, .version3Evidence, .version3NamesAndUnits, .version3Quarantine,
    .version3Nights,
  ]

  /// The statements that bring the rows of a ledger of version 1, 2 or 3 to their current form,
  /// once all tables exist.
  package static let rowsOfEarlierVersions: [Query] = [.version3Rows]

  /// The statements around ``schema`` that convert the rows of a ledger of version 1.
  package static let migrationFromVersion1: (before: [Query], after: [Query]) = (
    [.version1SetAside], [.version1Copy, .version1Figures, .version1Tasks, .version1Drop]
  )

  /// The views on which the documented ones and saved questions are built.
  package static let innerViews: [Query] = [
    .taskSpanView, .changedLineView, .taskLineView, .usageFactView,
  ]

  /// All views, the documented ones after those that they build on.
  package static let views: [Query] =
    innerViews + [
      .outcomeView, .taskView, .dailyCostView, .taggedCostView, .usageLineView,
      .historyFindingView, .walletView, .findingView,
    ]

  /// The saved questions, which `piledger query` can run.
  package static let questions: [Query] = [
    .dearestTasks, .failuresByError, .findingsByCause, .overcharges, .pricesCharged,
    .quarantineByReason, .spendByAccount, .spendByDay, .spendByKey, .spendByModel, .spendByMonth,
    .spendBySize, .spendByWeekday, .tasksByHour, .waitsBySku, .walletWindows,
  ]

  /// The text of the statement.
  package var sql: String {
    guard let text = Self.texts[rawValue] else {
      preconditionFailure("no SQL statement is named \(rawValue)")
    }
    return text
  }

  private static let texts = Dictionary(
    uniqueKeysWithValues: StatementFile.all.flatMap { StatementFile.statements(of: $0) })
}

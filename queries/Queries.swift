/// Every SQL statement of the ledger, by name.
///
/// Each stands in a file of its own that also runs in the sqlite3 shell, where unbound parameters
/// are NULL; its first line says what one row is. A missing file fails the build.
package enum Query: String, CaseIterable, Sendable {
  case accountSide
  case changedTasks
  case claimAccounts
  case claims
  case closedMonths
  case comparison
  case coveredDays
  case kinds
  case names
  case nights
  case skippedFiles
  case prices
  case quarantine
  case rollup
  case tags
  case tasks
  case usageUnits
  case wallet

  case version1Copy
  case version1Drop
  case version1Figures
  case version1SetAside
  case version1Tasks
  case version3NamesAndUnits
  case version3Quarantine
  case version3Outcomes
  case version3Rows
  case version3Evidence
  case version3Nights

  case changedLineView
  case dailyCostView
  case findingView
  case historyFindingView
  case outcomeView
  case taggedCostView
  case taskLineView
  case taskSpanView
  case taskView
  case walletView

  case accountIntern
  case accountNames
  case apiKeyIds
  case adjustmentAdd
  case adjustmentOf
  case adjustmentDrop
  case adjustmentMove
  case adjustmentRemoveEmpty
  case adjustmentsDelete
  case adjustmentsFold
  case adjustmentsOfEqualFigures
  case adjustmentsToTakeFrom
  case adjustmentsVoidDelete
  case adjustmentsVoidFold
  case balanceSnapshotInsert
  case balanceSnapshotKnown
  case bookingUpsert
  case bookingsOfTask
  case chargeFind
  case chargeInsert
  case chargeUpdateAlternatives
  case closedMonthDelete
  case closedMonthInsert
  case closedMonthsAll
  case dismissalPut
  case coveredDayPut
  case historyEntryById
  case historyEntryUpsert
  case idFilterBlockReplace
  case idFilterBlocks
  case idFilterDelete
  case monthEventInsert
  case nightBefore
  case nightFindingInsert
  case nightFindings
  case nightFindingsDelete
  case nightPut
  case nightSkippedFileInsert
  case nightSkippedFiles
  case nightSkippedFilesDelete
  case nightRanAt
  case oddTaskIdInsert
  case oddTaskIdText
  case outcomeAddWaits
  case outcomeById
  case outcomeIntern
  case outcomeKeep
  case outcomeReprice
  case outcomeWaits
  case outcomesWithoutInput
  case outcomesInOtherUnits
  case outcomesAll
  case pricingInputIntern
  case pricingInputsAll
  case quarantineDelete
  case quarantineDismiss
  case quarantineInsert
  case quarantineKeys
  case quarantineOfSource
  case rateIntern
  case readingPut
  case readingReplace
  case readingsOfName
  case requestById
  case requestIntern
  case requestNames
  case rollupAdd
  case rollupAll
  case rollupDrop
  case rollupMove
  case rollupOf
  case rollupOfOutcomes
  case rollupOfTasks
  case rollupOfUncheckedTasks
  case rollupRemoveAllEmpty
  case rollupRemoveEmpty
  case rollupUnchecked
  case settingCount
  case settingDelete
  case settingGet
  case settingPut
  case skuIntern
  case sourceFinish
  case sumOfAmounts
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

  case accountSideIsKnown
  case accountsOfSnapshots
  case differencesDelete
  case differencesInsert
  case entriesFindTasks
  case entriesToCompare
  case entryCompare
  case entryLink
  case firstUnloggedDay
  case historySpan
  case historyUnitSample
  case keyTasksByDay
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
  case counts
  case coveredHistory
  case feedDays
  case historyByKey
  case historyFindings
  case knownDays
  case lastImport
  case monthEvents
  case openTasks
  case outcomeFigures
  case quarantined
  case rollupOfPeriod
  case spendOfKeys
  case taskSource
  case undatedTasks
  case unknownStatuses
  case unloggedByDay
  case unloggedUsage
  case unreadable

  case billedOutcomes
  case outcomesByDay
  case tasksInOrder

  case claimAccountInsert
  case claimCandidates
  case claimCauseInsert
  case claimCauses
  case claimEventInsert
  case claimEvents
  case claimInsert
  case claimRelease
  case claimTaskInsert
  case claimTasks
  case claimTasksNow
  case claimsAll
  case openClaimTasks

  case changedTasksCheck
  case supersededOutcomeInsert
  case supersededOutcomesDelete
  case supersededTaskInsert
  case supersededTasksDelete
  case supersededTasksVoidDelete
  case unnamedAdjustmentAdd
  case unnamedAdjustmentDrop
  case unnamedAdjustmentMove
  case unnamedAdjustmentsDelete

  case daysChanged
  case failedLines
  case linesOfRequests
  case requestsChanged

  case givenTagsOfDay
  case outcomeModels
  case requestFields
  case rollupOfDay
  case sourceNames
  case staleTagDayInsert
  case staleTagDaysAll
  case staleTagDaysClear
  case staleTagDaysEverywhere
  case staleTagDaysOfTasks
  case strayedTags
  case tagAdjustmentAdd
  case tagAdjustmentRemoveEmpty
  case tagAdjustmentsDelete
  case tagAdjustmentsFold
  case tagAdjustmentsOfPeriod
  case tagDays
  case tagFactsOfDay
  case tagRollupAdd
  case tagRollupOfDay
  case tagRollupOfOutcome
  case tagRollupOfPeriod
  case tagRollupRemoveAllEmpty
  case tagRollupRemoveEmpty
  case tagSetIntern
  case tagSetsAll
  case tagSourceIntern
  case tagSourcesAll
  case tagsInUse
  case taskSourceInsert
  case taskSourcesMove
  case taskTagDelete
  case taskTagOf
  case taskTagPut
  case taskTagsMove
  case toldSourcesOfDay
  case uncheckedDaysAll
  case adjustmentsOfDays
  case bookedTasks
  case tasksOfPeriod

  case dearestTasks
  case failuresByError
  case findingsByCause
  case overcharges
  case pricesCharged
  case quarantineByReason
  case spendByDay
  case spendByKey
  case spendByModel
  case spendByMonth
  case spendBySize
  case spendByWeekday
  case tasksByHour
  case waitsBySku
  case walletWindows

  /// The statements that make a new ledger, in their order.
  package static let schema: [Query] =
    [
      .names, .kinds, .prices, .tasks, .rollup, .closedMonths, .accountSide, .comparison,
      .wallet, .nights,
    ] + addedInVersion3 + addedInVersion4

  /// The tables of ``schema`` that ledgers of version 2 lack.
  package static let addedInVersion3: [Query] = [.claims, .tags]

  /// The tables of ``schema`` that ledgers of version 3 lack.
  package static let addedInVersion4: [Query] = [
    .changedTasks, .claimAccounts, .coveredDays, .quarantine, .skippedFiles, .usageUnits,
  ]

  /// The statements that bring the tables of a ledger of version 2 or 3 to their present form,
  /// before those that it lacks are made.
  package static let migrationFromVersion3: [Query] = [
    .version3Outcomes, .version3Evidence, .version3NamesAndUnits, .version3Quarantine,
    .version3Nights,
  ]

  /// The statements that bring the rows of a ledger of version 1, 2 or 3 to their present form, once
  /// all tables are there.
  package static let rowsOfEarlierVersions: [Query] = [.version3Rows]

  /// The statements around ``schema`` that bring the rows of a ledger of version 1 into it.
  package static let migrationFromVersion1: (before: [Query], after: [Query]) = (
    [.version1SetAside], [.version1Copy, .version1Figures, .version1Tasks, .version1Drop]
  )

  /// The views that the documented ones and saved questions are made of.
  package static let innerViews: [Query] = [.taskSpanView, .changedLineView, .taskLineView]

  /// All views, the documented ones after those that they are made of.
  package static let views: [Query] =
    innerViews + [
      .outcomeView, .taskView, .dailyCostView, .taggedCostView, .historyFindingView, .walletView,
      .findingView,
    ]

  /// What analysts ask; each is also a question of `piledger query`.
  package static let questions: [Query] = [
    .dearestTasks, .failuresByError, .findingsByCause, .overcharges, .pricesCharged,
    .quarantineByReason, .spendByDay, .spendByKey, .spendByModel, .spendByMonth, .spendBySize,
    .spendByWeekday, .tasksByHour, .waitsBySku, .walletWindows,
  ]
}

package import Domain
package import Reconciliation

/// A measure for monitoring: one figure, or one per label value.
package struct Metric: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case count(Int64)
    case usd(Points)
    /// Tenths of the metric's unit.
    case tenths(Int64)
    /// Thousandths of the metric's unit.
    case thousandths(Int64)
    /// More than any number.
    case unlimited
  }

  package struct Label: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  package struct Sample: Hashable, Sendable {
    /// Nil for the only figure of a metric.
    package let label: Label?
    package let value: Value
  }

  /// With its unit last: `piledger_month_billed_usd`.
  package let name: String
  package let help: String
  package let samples: [Sample]

  /// A metric with one figure; nil if that is unknown.
  init?(_ name: String, _ help: String, _ value: Value?) {
    guard let value else { return nil }
    self.init(name, help, samples: [Sample(label: nil, value: value)])
  }

  init(_ name: String, _ help: String, samples: [Sample]) {
    (self.name, self.help, self.samples) = ("piledger_\(name)", help, samples)
  }
}

/// What monitoring is told of a night that could reconcile the ledger; unknown is nil.
package struct NightMeasures: Sendable {
  /// How many models have a figure of their own: their names come from outside, and each one is a
  /// series that a monitoring system keeps.
  package static let modelLimit = 20
  /// The models that have none.
  package static let otherModels = "other"

  /// The amounts of the month to date; nil if none of its days is known.
  package let month: Totals?
  /// What each model was billed in the month to date, the largest amount first.
  package let billedByModel: [(model: String, billed: Points)]
  package let lastTaskAt: Instant?
  package let ledgerSizeBytes: Int64?

  /// - Parameters:
  ///   - day: the night's day, with which the month to date ends.
  ///   - rows: the reconciled rows of all days.
  ///   - known: the days whose cost is known.
  ///   - lastTaskAt: when the latest task was created.
  ///   - ledgerSizeBytes: the ledger's size.
  package init(
    of day: CalendarDay, in rows: [LedgerLine], known: KnownDays, lastTaskAt: Instant?,
    ledgerSizeBytes: Int64?
  ) {
    let days = day.month.firstDay...day
    let ofMonth = rows.filter { $0.day.map(days.contains) ?? false }
    let isUnknown = ofMonth.isEmpty && known.isUnknown(days)
    month = isUnknown ? nil : Totals(ofMonth)
    billedByModel = NightMeasures.billedByModel(ofMonth)
    (self.lastTaskAt, self.ledgerSizeBytes) = (lastTaskAt, ledgerSizeBytes)
  }

  /// A model that is really called `other` counts there, so that no name stands twice.
  private static func billedByModel(_ rows: [LedgerLine]) -> [(model: String, billed: Points)] {
    var amounts: [String: Points] = [:]
    for row in rows {
      let name = VisibleText.line(row.pricing.sku.model, limit: 100)
      amounts[name, default: .zero] += row.amounts.billed
    }
    var rest = amounts.removeValue(forKey: otherModels)
    let models = amounts.map { (model: $0.key, billed: $0.value) }.sorted {
      $0.billed != $1.billed ? $0.billed > $1.billed : $0.model < $1.model
    }
    for model in models.dropFirst(modelLimit) { rest = (rest ?? .zero) + model.billed }
    return models.prefix(modelLimit) + (rest.map { [(otherModels, $0)] } ?? [])
  }
}

/// The metrics of a nightly run.
package enum NightMetrics {
  /// How a run ended: known of every run, whatever it could do.
  package struct Ending: Sendable {
    package let version: String
    package let status: Int32
    package let endedAt: Instant
    /// Nil if the clock was set back meanwhile.
    package let durationMilliseconds: Int64?

    package init(version: String, status: Int32, startedAt: Instant, endedAt: Instant) {
      (self.version, self.status, self.endedAt) = (version, status, endedAt)
      let milliseconds = (endedAt.nanoseconds - startedAt.nanoseconds) / 1_000_000
      durationMilliseconds = milliseconds >= 0 ? milliseconds : nil
    }
  }

  /// The metrics of a run, in a fixed order; what is unknown has none.
  package static func all(
    _ ending: Ending, night: NightReport?, measures: NightMeasures?
  ) -> [Metric] {
    ofRun(ending) + (night.map(ofNight) ?? []) + (measures.map(ofMonth) ?? [])
  }

  private static func ofRun(_ ending: Ending) -> [Metric] {
    let version = Metric.Label(name: "version", value: ending.version)
    return [
      Metric(
        "build_info", "The version of piledger; always 1.",
        samples: [.init(label: version, value: .count(1))])
    ]
      + [
        Metric(
          "night_exit_status",
          "The exit status of the last nightly run: 0 clean, 10 to 14 findings, others failures.",
          .count(Int64(ending.status))),
        Metric(
          "night_last_run_timestamp_seconds",
          "When the last nightly run ended, whatever its status.",
          .count(ending.endedAt.seconds)),
        Metric(
          "night_duration_seconds", "How long the last nightly run took.",
          ending.durationMilliseconds.map { .thousandths($0) }),
      ].compactMap(\.self)
  }

  private static func ofNight(_ report: NightReport) -> [Metric] {
    [
      Metric(
        "day_billed_usd", "What the day that the night covers was billed.",
        report.spend.billed.map { .usd($0) }),
      Metric(
        "day_usual_billed_usd", "What this weekday is usually billed: the median of 8 weeks.",
        report.spend.usual.map { .usd($0) }),
      findings(report.night.findings),
      Metric(
        "unreadable_records", "Records that could not be read and are in no figure.",
        .count(Int64(report.coverage.unreadable.count))),
      Metric(
        "night_complaints", "Problems that steps of the night ran into.",
        .count(Int64(report.complaints.count))),
      ofWallets("balance_usd", "What the account holds.", report) { .usd($0.balance) },
      ofWallets("runway_days", "How long the balance lasts at the recent spend.", report) {
        value(of: $0.runway)
      },
    ].compactMap(\.self)
  }

  /// A measure of each wallet, by account where there are several; nil if none has it.
  private static func ofWallets(
    _ name: String, _ help: String, _ report: NightReport, _ value: (WalletState) -> Metric.Value?
  ) -> Metric? {
    let samples = report.wallets.compactMap { wallet in
      value(wallet).map { found in
        let label = wallet.account.map {
          Metric.Label(name: "account", value: VisibleText.line($0, limit: 100))
        }
        return Metric.Sample(label: label, value: found)
      }
    }
    return samples.isEmpty ? nil : Metric(name, help, samples: samples)
  }

  private static func value(of runway: Runway) -> Metric.Value? {
    switch runway {
    case .unknown: nil
    case .unlimited: .unlimited
    case .days(let tenths): .tenths(tenths)
    }
  }

  private static func ofMonth(_ measures: NightMeasures) -> [Metric] {
    let month = measures.month
    let models = measures.billedByModel.map { model, billed in
      Metric.Sample(label: .init(name: "model", value: model), value: .usd(billed))
    }
    let amounts = [
      Metric(
        "month_billed_usd", "What the provider billed in the month to date.",
        month.map { .usd($0.billed) }),
      Metric(
        "month_expected_usd", "What the checked tasks of the month to date should have cost.",
        month.map { .usd($0.expected) }),
      Metric(
        "month_variance_usd", "Billed minus expected of the checked tasks of the month to date.",
        month.map { .usd($0.variance) }),
      Metric(
        "month_unchecked_usd", "What was billed in the month to date and could not be checked.",
        month.map { .usd($0.unchecked) }),
    ].compactMap(\.self)
    let ofModels = Metric(
      "month_model_billed_usd",
      "What the provider billed in the month to date, of the 20 costliest models and all others.",
      samples: models)
    let ofLedger = [
      Metric(
        "last_task_timestamp_seconds", "When the latest task was created.",
        measures.lastTaskAt.map { .count($0.seconds) }),
      Metric(
        "ledger_size_bytes", "The size of the ledger.",
        measures.ledgerSizeBytes.map { .count($0) }),
    ].compactMap(\.self)
    return amounts + (models.isEmpty ? [] : [ofModels]) + ofLedger
  }
}

extension NightMetrics {
  /// The kinds that have a figure every night, even of 0: a series that came and went could not be
  /// compared with what it was.
  package static let findingKinds: [String] =
    (Verdict.allCases.filter(\.isFinding).map(\.name) + [Verdict.ownAccount.name]
    + HistoryFindingKind.allCases.map(\.rawValue) + WalletAlarm.Kind.allCases.map(\.rawValue)
    + [WalletWindow.findingKind, PriceDrift.kind, StaleFeed.kind]
    + [aboveThreshold, "budget_overrun_likely", "budget_exceeded"]).sorted()

  /// Thresholds are the user's own numbers, and one metric for all.
  private static let aboveThreshold = "budget_above_threshold"
  private static let aboveThresholdPrefix = "budget_above_"
  private static let otherKinds = "other"

  private static func findings(_ findings: [NightFinding]) -> Metric {
    var counts = Dictionary(uniqueKeysWithValues: findingKinds.map { ($0, 0) })
    counts[otherKinds] = 0
    for finding in findings {
      let kind = finding.key.kind
      let name = kind.hasPrefix(aboveThresholdPrefix) ? aboveThreshold : kind
      counts[counts[name] == nil ? otherKinds : name, default: 0] += 1
    }
    return Metric(
      "open_findings", "Open findings by kind; those that were acknowledged do not count.",
      samples: (findingKinds + [otherKinds]).map { kind in
        .init(
          label: .init(name: "kind", value: kind), value: .count(Int64(counts[kind] ?? 0)))
      })
  }
}

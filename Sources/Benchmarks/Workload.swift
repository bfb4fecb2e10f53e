/// Something that the tool does, measured.
protocol Workload: Sendable {
  var name: String { get }
  /// A one-line description for choosing.
  var abstract: String { get }
  /// Whether it needs ten million records.
  var isLarge: Bool { get }

  /// Runs it once, after making what it needs, and checks the result.
  ///
  /// - Throws: ``BenchmarkError`` if the result is wrong.
  func run(on bench: Workbench) throws -> [Sample]
}

extension Workload {
  var isLarge: Bool { false }
}

/// All workloads, in the order of the table.
enum Workloads {
  static let all: [any Workload] = [
    ImportWorkload(size: .hundredThousand),
    ImportWorkload(size: .million),
    ImportWorkload(size: .million, form: .gzip),
    ImportWorkload(size: .million, form: .array),
    ImportWorkload(size: .million, form: .pretty),
    ImportWorkload(size: .hundredThousand, form: .log),
    ImportWorkload(size: .hundredThousand, form: .har),
    ImportWorkload(size: .tenMillion),
    ReimportWorkload(size: .million, isRenamed: false),
    ReimportWorkload(size: .million, isRenamed: true),
    NightWorkload(size: .million),
    NightWorkload(size: .tenMillion),
    RepriceWorkload(size: .million),
    RepriceWorkload(size: .tenMillion),
    ReconcileWorkload(size: .million),
    ReconcileWorkload(size: .tenMillion),
    ReportWorkload(size: .million),
    ReportWorkload(size: .tenMillion),
    FileReportWorkload(size: .hundredThousand),
    FileReportWorkload(size: .million),
    FileReportWorkload(size: .million, form: .gzip),
    QuoteWorkload(),
    StartUpWorkload(),
  ]
}

// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Debug builds optimize the modules that loop over bytes and numbers, for the tests: those of one
/// forecast everywhere take 2 s of processor time instead of 27.
let optimized = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

// A catalog is one thing to the package manager, which embeds files alone.
let manualArticles = [
  "Account", "Accounts", "Budgets", "Claims", "Configuration", "Currencies", "Decisions", "Errors",
  "ExitStatuses", "Exports", "Fetching", "Forecasts", "Input", "Installation", "Ledger",
  "Nightly", "Options", "Performance", "Periods", "PriceChanges", "Queries", "RateCards",
  "Reconciliation", "Reports", "Tags", "Units", "UsageLines", "piledger",
]

let package = Package(
  name: "piledger",
  products: [
    .executable(name: "piledger", targets: ["piledger"]),
    // Tests preload it into the tool.
    .library(name: "FaultyDisk", type: .dynamic, targets: ["FaultyDisk"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .executableTarget(
      name: "piledger",
      dependencies: [
        "Application", "Domain", "Budgets", "Exports", "Files", "Forecasting", "Intake", "PiAPI",
        "RateCards", "Reconciliation", "Reduction", "Ledger", "Rendering", "Reports",
        "SpendForecasting", "Traffic", argumentParser,
      ],
      resources: manualArticles.map { .embedInCode("piledger.docc/\($0).md") },
      swiftSettings: strict),
    .target(
      name: "Application",
      dependencies: [
        "Domain", "Budgets", "Files", "Holidays", "Intake", "PiAPI", "RateCards",
        "Reconciliation", "Ledger", "Rendering", "Reports", "SpendForecasting", "Traffic", yams,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks",
      // The command itself is what is measured: a build of the benchmarks builds it too.
      dependencies: ["piledger", "Domain", "CZlib", "Reports", "Traffic", argumentParser],
      swiftSettings: strict),
    .target(
      name: "Exports", dependencies: ["Domain", "RateCards", "Reconciliation", "Rendering"],
      swiftSettings: strict),
    .target(
      name: "Rendering",
      dependencies: [
        "Domain", "Budgets", "CXlsx", "Files", "Forecasting", "RateCards", "Reconciliation",
        "Reports", "SpendForecasting",
      ],
      swiftSettings: strict),
    .target(
      name: "Reports",
      dependencies: [
        "Domain", "Budgets", "Forecasting", "RateCards", "Reconciliation", "SpendForecasting",
      ],
      swiftSettings: strict),
    .target(
      name: "Budgets",
      dependencies: ["Domain", "Forecasting", "Reconciliation", "SpendForecasting"],
      swiftSettings: strict),
    .target(
      name: "SpendForecasting",
      dependencies: ["Domain", "Forecasting", "RateCards", "Reconciliation"],
      swiftSettings: strict),
    .target(
      name: "Ledger",
      dependencies: [
        "Domain", "CPrefetch", "Files", "Intake", "RateCards", "Reconciliation", "Queries",
        grdb, sqlite,
      ],
      swiftSettings: strict),
    .target(
      name: "Queries", path: "queries",
      resources: [
        .embedInCode("schema"), .embedInCode("migrations"), .embedInCode("views"),
        .embedInCode("questions"), .embedInCode("statements"),
      ],
      swiftSettings: strict),
    .target(
      name: "Reconciliation", dependencies: ["Domain", "Files", "RateCards"],
      swiftSettings: strict),
    .target(name: "Reduction", dependencies: ["Domain", "RateCards"], swiftSettings: strict),
    .target(
      name: "PiAPI", dependencies: ["Domain", "CZlib", "Files"], swiftSettings: strict),
    .target(
      name: "Intake", dependencies: ["Domain", "CArchive", "CIsal", "Files"],
      swiftSettings: optimized),
    .target(
      name: "RateCards", dependencies: ["Domain", "Files", yams],
      resources: [.embedInCode("BuiltIn")], swiftSettings: optimized),
    .target(name: "Forecasting", dependencies: ["Domain"], swiftSettings: optimized),
    .target(name: "Holidays", dependencies: ["Domain"], swiftSettings: optimized),
    .target(name: "Domain", swiftSettings: optimized),
    .target(name: "Files", dependencies: ["CCrypto"], swiftSettings: strict),
    .target(name: "Traffic", dependencies: ["Domain"], swiftSettings: strict),
    .systemLibrary(name: "CPrefetch"),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CIsal", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(
      name: "CXlsx", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

    .target(
      name: "TestSupport", dependencies: ["CZlib", "Traffic"], path: "Tests/Support",
      swiftSettings: strict),
    .testTarget(
      name: "DomainTests", dependencies: ["Domain", "TestSupport", "Traffic"],
      path: "Tests/Domain",
      swiftSettings: strict),
    .testTarget(
      name: "FilesTests", dependencies: ["Files", "TestSupport"], path: "Tests/Files",
      swiftSettings: strict),
    .testTarget(
      name: "ForecastingTests", dependencies: ["Forecasting", "Domain", "TestSupport"],
      path: "Tests/Forecasting", swiftSettings: strict),
    .testTarget(
      name: "HolidaysTests", dependencies: ["Holidays", "Domain"], path: "Tests/Holidays",
      swiftSettings: strict),
    .testTarget(
      name: "TrafficTests", dependencies: ["Traffic", "Domain"], path: "Tests/Traffic",
      swiftSettings: strict),
    .testTarget(
      name: "IntakeTests",
      dependencies: ["Intake", "Domain", "CZlib", "Files", "TestSupport", "Traffic"],
      path: "Tests/Intake", swiftSettings: strict),
    .testTarget(
      name: "RateCardsTests", dependencies: ["RateCards", "Domain", "TestSupport", "Traffic"],
      path: "Tests/RateCards", swiftSettings: strict),
    .testTarget(
      name: "ReconciliationTests",
      dependencies: ["Reconciliation", "RateCards", "Domain", "TestSupport", "Traffic"],
      path: "Tests/Reconciliation", swiftSettings: strict),
    .testTarget(
      name: "ReductionTests", dependencies: ["Reduction", "RateCards", "Domain", "TestSupport"],
      path: "Tests/Reduction", swiftSettings: strict),
    .testTarget(
      name: "BudgetsTests",
      dependencies: [
        "Budgets", "Forecasting", "SpendForecasting", "Reconciliation", "RateCards", "Domain",
        "Traffic",
      ],
      path: "Tests/Budgets", swiftSettings: strict),
    .testTarget(
      name: "SpendForecastingTests",
      dependencies: [
        "SpendForecasting", "Reports", "Budgets", "Forecasting", "Reconciliation", "RateCards",
        "Domain",
      ],
      path: "Tests/SpendForecasting", swiftSettings: strict),
    .testTarget(
      name: "QueriesTests", dependencies: ["Queries", grdb], path: "Tests/Queries",
      swiftSettings: strict),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "Ledger", "Intake", "Queries", "RateCards", "Reconciliation", "Domain", "TestSupport",
        "Traffic", grdb,
      ],
      path: "Tests/Ledger", swiftSettings: strict),
    .target(
      name: "ReportSamples",
      dependencies: [
        "Reports", "Budgets", "Ledger", "Intake", "Reconciliation", "RateCards", "Domain",
        "TestSupport",
      ],
      path: "Tests/Samples", swiftSettings: strict),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Rendering", "Budgets", "Ledger", "Intake", "Reconciliation", "RateCards",
        "Domain", "ReportSamples", "TestSupport", "Traffic",
      ],
      path: "Tests/Reports", swiftSettings: strict),
    .testTarget(
      name: "RenderingTests",
      dependencies: [
        "Rendering", "Ledger", "Reports", "Budgets", "Forecasting", "SpendForecasting",
        "Reconciliation", "Domain", "ReportSamples", "TestSupport", "Traffic",
      ],
      path: "Tests/Rendering", swiftSettings: strict),
    .testTarget(
      name: "ExportsTests",
      dependencies: [
        "Exports", "Rendering", "Ledger", "Reconciliation", "RateCards", "Domain", "ReportSamples",
        "TestSupport",
      ],
      path: "Tests/Exports", swiftSettings: strict),
    .testTarget(
      name: "ApplicationTests",
      dependencies: ["Application", "Domain", "Ledger", "Reconciliation", "TestSupport"],
      path: "Tests/Application", swiftSettings: strict),
    .testTarget(
      name: "HouseTests", dependencies: ["TestSupport"], path: "Tests/House",
      swiftSettings: strict),
    .testTarget(
      name: "PiAPITests",
      dependencies: ["PiAPI", "Domain", "Files", "Intake", "TestSupport", "Traffic"],
      path: "Tests/PiAPI", swiftSettings: strict),
    .executableTarget(
      name: "Fuzzing",
      dependencies: [
        "Application", "Domain", "Forecasting", "Holidays", "Intake", "RateCards", "Reports",
        "TestSupport", "Traffic", argumentParser,
      ],
      path: "Tests/Fuzzing", swiftSettings: optimized),
    .executableTarget(
      name: "StandInServer", dependencies: ["TestSupport", flyingFox],
      path: "Tests/StandInServer", swiftSettings: strict),
    .target(name: "FaultyDisk", path: "Tests/FaultyDisk"),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "piledger", "Fuzzing", "StandInServer", "Domain", "TestSupport", "Traffic", grdb,
      ],
      path: "Tests/Commands", exclude: ["Oracle/oracle.py", "Scale/engines"], swiftSettings: strict),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: ["Benchmarks", "Domain", "Intake", "TestSupport", "Traffic"],
      path: "Tests/Benchmarks", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

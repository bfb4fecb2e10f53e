import TestSupport
import Testing

/// Each module knows those before it alone: the table is the plan of the house, to which the sources
/// and the manifest keep.
@Suite struct ModuleImportsTests {
  /// The modules of this package, from the ground up, with all that each may import.
  private static let table: KeyValuePairs<String, Set<String>> = [
    "Domain": [],
    "Files": ["CCrypto"],
    "Forecasting": ["Domain"],
    "Holidays": ["Domain"],
    "RateCards": ["Domain", "Files", "Yams"],
    "Reconciliation": ["Domain", "Files", "RateCards"],
    "Reduction": ["Domain", "RateCards"],
    "Intake": ["Domain", "Files", "CArchive", "CIsal"],
    "PiAPI": ["Domain", "Files", "CZlib"],
    "SpendForecasting": ["Domain", "Forecasting", "RateCards", "Reconciliation"],
    "Budgets": ["Domain", "Forecasting", "Reconciliation", "SpendForecasting"],
    "Ledger": [
      "Domain", "CPrefetch", "Files", "GRDB", "GRDBSQLite", "Intake", "Queries", "RateCards",
      "Reconciliation",
    ],
    // Reports are values made of values: they know no storage and no format.
    "Reports": [
      "Domain", "Budgets", "Forecasting", "RateCards", "Reconciliation", "SpendForecasting",
    ],
    "Rendering": [
      "Domain", "Budgets", "CXlsx", "Files", "Forecasting", "RateCards", "Reconciliation",
      "Reports",
      "SpendForecasting",
    ],
    "Exports": ["Domain", "RateCards", "Reconciliation", "Rendering"],
    "Traffic": ["Domain"],
    // Use cases know no command line.
    "Application": [
      "Domain", "Budgets", "Files", "Holidays", "Intake", "Ledger", "PiAPI", "RateCards",
      "Reconciliation", "Rendering", "Reports", "SpendForecasting", "Traffic", "Yams",
    ],
    "piledger": [
      "Application", "ArgumentParser", "Domain", "Budgets", "Exports", "Files", "Forecasting",
      "Intake", "Ledger", "PiAPI", "RateCards", "Reconciliation", "Reduction", "Rendering",
      "Reports", "SpendForecasting", "Traffic",
    ],
    "Benchmarks": ["ArgumentParser", "CZlib", "Domain", "Reports", "Traffic", "piledger"],
  ]
  /// What comes with Swift and the system.
  private static let system: Set<String> = [
    "Dispatch", "Foundation", "FoundationNetworking", "Glibc", "Synchronization",
  ]
  /// What comes from outside, or is C: no module of Swift sources in this package.
  private static let others: Set<String> = [
    "ArgumentParser", "CArchive", "CCrypto", "CIsal", "CPrefetch", "CXlsx", "CZlib", "GRDB",
    "GRDBSQLite",
    "Queries", "Yams",
  ]

  @Test(arguments: table.map(\.key))
  func `a module imports what the table lets it`(module: String) throws {
    let allowed = try #require(Self.table.first { $0.key == module }?.value)
    for path in TestFiles.names(under: "Sources/\(module)", ending: ".swift") {
      let imported = Self.imports(in: try TestFiles.text(path))
      let others = imported.subtracting(allowed).subtracting(Self.system).sorted()
      #expect(
        others.isEmpty,
        "\(path) imports \(others.joined(separator: ", ")), which \(module) must not know")
    }
  }

  @Test func `every module of the sources stands in the table`() throws {
    let modules = Set(
      TestFiles.names(under: "Sources", ending: ".swift").map { path in
        String(path.split(separator: "/")[1])
      })
    #expect(modules.symmetricDifference(Self.table.map(\.key)).sorted() == [])
  }

  @Test func `no module knows one that stands after it`() {
    var known = Self.others
    for (module, allowed) in Self.table {
      let later = allowed.subtracting(known).sorted()
      #expect(later.isEmpty, "\(module) stands before \(later.joined(separator: ", "))")
      known.insert(module)
    }
  }

  @Test(arguments: table.map(\.key))
  func `the manifest gives a module what the table lets it import`(module: String) throws {
    let allowed = try #require(Self.table.first { $0.key == module }?.value)
    let given = try #require(Self.dependencies(of: module, in: TestFiles.text("Package.swift")))
    let difference = given.symmetricDifference(allowed).sorted()
    #expect(
      difference.isEmpty,
      "table and Package.swift differ on \(module): \(difference.joined(separator: ", "))")
  }

  private static func imports(in source: String) -> Set<String> {
    let words: Set<Substring> = ["package", "public", "@testable", "@preconcurrency"]
    return Set(
      source.split(separator: "\n").compactMap { line in
        let parts = line.split(separator: " ").drop { words.contains($0) }
        guard parts.first == "import", parts.count == 2 else { return nil }
        return parts.last.map(String.init)
      })
  }

  /// What a target depends on; nil where the manifest has no such target.
  private static func dependencies(of module: String, in manifest: String) -> Set<String>? {
    let targets = manifest.split(separator: "arget(")
    let target = targets.first {
      $0.drop(while: \.isWhitespace).hasPrefix("name: \"\(module)\"")
    }
    guard let target else { return nil }
    guard let start = target.firstRange(of: "dependencies: [")?.upperBound,
      let end = target[start...].firstIndex(of: "]")
    else { return [] }
    // Products of other packages have names of their own in the manifest.
    let products = [
      "argumentParser": "ArgumentParser", "grdb": "GRDB", "sqlite": "GRDBSQLite", "yams": "Yams",
    ]
    return Set(
      target[start..<end].split { ", \n\"".contains($0) }.filter { !$0.hasPrefix("//") }
        .map { products[String($0)] ?? String($0) })
  }
}

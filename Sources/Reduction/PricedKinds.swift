package import Domain
package import RateCards

/// What the prices of each model and task type of a card depend on, as tables that a query can look
/// things up in.
package struct PricedKinds: Sendable {
  /// What a price reads, and the moments at which it may change, in nanoseconds since 1970.
  package struct Rule: Hashable, Sendable {
    package let fieldNames: [String]
    package let boundaries: [Int64]

    init(_ dependencies: Pricer.Dependencies) {
      fieldNames = dependencies.sortedFieldNames
      boundaries = dependencies.boundaries.map(\.nanoseconds)
    }
  }

  /// A model and task type that the card names, by key.
  package struct Kind: Hashable, Sendable {
    package let model: String
    package let taskType: String
    package let rule: Int
  }

  /// Names that the card describes by patterns, all of which a task's have to match.
  package struct PatternKind: Sendable {
    package let patterns: [NamePair]
    package let rule: Int
  }

  /// Failed tasks that a penalty rule of the card counts.
  package struct Penalty: Hashable, Sendable {
    package let names: NamePair
    /// Nil for any error.
    package let errorCode: Int?
  }

  /// Patterns that overlap in more ways than this would make a query that nobody can run.
  private static let patternLimit = 1_000

  /// By number; the first is that of names without a price.
  package private(set) var rules: [Rule]
  package private(set) var kinds: [Kind] = []
  /// The ones with most patterns first: of these only one has to be tried.
  package private(set) var patternKinds: [PatternKind] = []
  package let penalties: [Penalty]

  /// - Throws: ``ReductionError`` if too many patterns of the card overlap.
  package init(card: RateCard) throws(ReductionError) {
    let pricer = Pricer(card: card)
    rules = [Rule(pricer.dependencies(of: []))]
    penalties = PricedKinds.penalties(of: card)
    let groups = card.layers.flatMap(\.groups)
    let pairs = groups.flatMap { group in NamePair.all(of: group).map { ($0, group) } }
    let exact = Set(pairs.map(\.0).filter(\.isExact))
    for pair in exact.sorted() {
      let (model, taskType) = (pair.model.text, pair.taskType.text)
      let rule = number(of: Rule(pricer.dependencies(model: model, taskType: taskType)))
      kinds.append(
        Kind(model: ProviderName.key(model), taskType: ProviderName.key(taskType), rule: rule))
    }
    let patterns = Dictionary(grouping: pairs.filter { !$0.0.isExact }, by: \.0)
    for names in try PricedKinds.combinations(of: patterns.keys.sorted()) {
      let found = names.flatMap { name in (patterns[name] ?? []).map(\.1) }
      patternKinds.append(
        PatternKind(patterns: names, rule: number(of: Rule(pricer.dependencies(of: found)))))
    }
  }

  private mutating func number(of rule: Rule) -> Int {
    if let known = rules.firstIndex(of: rule) { return known }
    rules.append(rule)
    return rules.count - 1
  }

  /// The sets of patterns that one name may match, the largest first.
  private static func combinations(of pairs: [NamePair]) throws(ReductionError) -> [[NamePair]] {
    var sets: [[NamePair]] = [[]]
    for pair in pairs {
      sets += sets.filter { $0.allSatisfy(pair.overlaps) }.map { $0 + [pair] }
      guard sets.count <= patternLimit else { throw ReductionError.overlappingPatterns }
    }
    return sets.filter { !$0.isEmpty }.enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }

  /// Rules that refund everything count nothing, so no order of tasks matters to them.
  private static func penalties(of card: RateCard) -> [Penalty] {
    var seen: Set<Penalty> = []
    return card.layers.flatMap(\.penalties).filter { !$0.isRefund }.flatMap { rule in
      rule.models.flatMap { model in
        rule.taskTypes.map { taskType in
          Penalty(names: NamePair(model: model, taskType: taskType), errorCode: rule.errorCode)
        }
      }
    }.filter { seen.insert($0).inserted }
  }
}

/// A pattern for the model and one for the task type.
package struct NamePair: Hashable, Sendable, Comparable {
  package let model: NamePattern
  package let taskType: NamePattern

  package var isExact: Bool { model.isExact && taskType.isExact }

  static func all(of group: RateGroup) -> [NamePair] {
    group.models.flatMap { model in
      group.taskTypes.map { NamePair(model: model, taskType: $0) }
    }
  }

  func overlaps(_ other: NamePair) -> Bool {
    model.overlaps(other.model) && taskType.overlaps(other.taskType)
  }

  package static func < (left: NamePair, right: NamePair) -> Bool {
    (left.model.text, left.taskType.text) < (right.model.text, right.taskType.text)
  }
}

/// Why no query can be made.
package enum ReductionError: Error, Hashable, CustomStringConvertible {
  case overlappingPatterns
  /// Lines tell other fields of a model and task type than the query reads.
  case otherFields(batch: String, model: String, taskType: String)

  package var description: String {
    switch self {
    case .overlappingPatterns:
      "too many patterns of models and task types in the rate card overlap"
    case .otherFields(let batch, let model, let taskType):
      "the lines of batch \(VisibleText.line(batch, limit: 80)) were made with a rate card that reads other "
        + "fields of \(VisibleText.line("\(model)/\(taskType)", limit: 80)); run the query of piledger "
        + "scale sql again, and import its lines"
    }
  }
}

import Domain

/// A rate card before it is read: its name and its files.
package struct CardSource: Sendable {
  package let name: String
  package let files: [CardFile]

  package init(name: String, files: [CardFile]) {
    (self.name, self.files) = (name, files)
  }

  /// A user's card: a YAML file, or a folder of them.
  package init(path: String) throws(CardError) {
    self.init(name: path, files: try CardFile.files(at: path))
  }
}

extension RateCard {
  /// Reads layered cards, uppermost first.
  ///
  /// - Throws: ``CardError``, which names file, line and field; in that case no part of the card is
  ///   used.
  package init(reading sources: [CardSource]) throws(CardError) {
    var contents: [CardContent] = []
    for (layer, source) in sources.enumerated() {
      contents.append(try CardContent(source, layer: layer))
    }
    let resolver = DraftResolver(drafts: contents.flatMap(\.drafts))
    var layers: [Layer] = []
    for (content, source) in zip(contents, sources) {
      var groups: [RateGroup] = []
      for draft in content.drafts {
        groups.append(try GroupReader(try resolver.resolved(draft), card: source.name).group())
      }
      layers.append(
        Layer(
          name: source.name, fingerprint: CardFile.fingerprint(of: source.files),
          groups: groups, penalties: content.penalties, rules: content.rules,
          agreements: content.agreements,
          unpublished: content.unpublished,
          examples: content.examples, waivers: content.waivers))
    }
    self.init(layers: layers)
    try CardConditions(layers: layers).prove()
  }
}

/// The entries of one card's files.
private struct CardContent {
  private static let evidenceFields: Set<String> = ["source", "checked", "certainty", "seen"]

  var drafts: [GroupDraft] = []
  var penalties: [PenaltyRule] = []
  var unpublished: [UnpublishedPrice] = []
  var examples: [PriceExample] = []
  var waivers: [PriceWaiver] = []
  var agreements: [Agreement] = []
  var rules: SettlementRules?

  init(_ source: CardSource, layer: Int) throws(CardError) {
    for file in source.files {
      let root = try file.root()
      if root.isList {
        try add(rates: root, layer: layer, family: "", evidence: [:])
        continue
      }
      let known = CardContent.evidenceFields.union([
        "family", "rates", "penalties", "unpublished", "examples",
        "agreements", "rules", "waivers",
      ])
      let members = try root.members(known)
      let evidence = members.filter { CardContent.evidenceFields.contains($0.key) }
      let family = try members["family"]?.text() ?? ""
      if let rates = members["rates"] {
        try add(rates: rates, layer: layer, family: family, evidence: evidence)
      }
      if let rules = members["penalties"] {
        penalties += try PenaltyReader(card: source.name, evidence: evidence).penalties(rules)
      }
      if let entries = members["unpublished"] {
        unpublished += try UnpublishedPrice.entries(entries, card: source.name, family: family)
      }
      if let node = members["rules"] { rules = try SettlementRules(node) }
      if let entries = members["agreements"] {
        agreements += try Agreement.agreements(entries, card: source.name)
      }
      if let entries = members["waivers"] {
        waivers += try PriceWaiver.waivers(entries, card: source.name)
      }
      if let entries = members["examples"] {
        examples += try PriceExample.examples(entries, card: source.name)
      }
    }
  }

  private mutating func add(
    rates: CardNode, layer: Int, family: String, evidence: [String: CardNode]
  ) throws(CardError) {
    for element in try rates.elements() {
      drafts.append(
        try GroupDraft(element.asEntry, layer: layer, family: family, evidence: evidence))
    }
  }
}

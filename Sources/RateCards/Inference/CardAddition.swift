package import Domain
import Yams

/// A price of a SKU to be written into a user's card, leaving everything else in it alone.
package struct CardAddition: Sendable {
  package let sku: SKU
  /// What a lot costs from ``from`` on, with multiplier, markups and agreements.
  package let usd: Ratio
  package let from: Instant
  /// Where the price comes from.
  package let source: String
  package let checked: CalendarDay

  package init(sku: SKU, usd: Ratio, from: Instant, source: String, checked: CalendarDay) {
    (self.sku, self.usd, self.from) = (sku, usd, from)
    (self.source, self.checked) = (source, checked)
  }

  /// The text of a card's file with the price in it.
  ///
  /// An entry for just the SKU gets another price, which ends the previous one; otherwise an entry
  /// is added. Before it is returned, the new card is read and must produce the price.
  ///
  /// - Parameters:
  ///   - name: the file to change, as its card names it; it need not exist.
  ///   - sources: the cards, the uppermost first.
  ///   - layer: the number of the card that the file belongs to.
  /// - Returns: the entire file.
  /// - Throws: ``CardAdditionError``, and nothing may be written.
  package func text(
    inFile name: String, of sources: [CardSource], layer: Int
  ) throws(CardAdditionError) -> String {
    let card = try CardAddition.read(sources)
    guard
      let entry = RateEntry(
        of: sku, prices: [(usd, from)], source: source, checked: checked, certainty: .high,
        card: card)
    else { throw .notWritable(sku) }
    let file = sources[layer].files.first { $0.name == name } ?? CardFile(name: name, bytes: [])
    let own = card.rates(fitting: sku, inLayer: layer)
    let extended = own.first { isExtensible($0.group) && $0.rate.place.file == name }?.group
    if let other = own.first(where: { isInTheWay($0.rate, of: $0.group, extended, card) }) {
      throw .pricedAlready(sku, by: other.rate)
    }
    let old = CardText(file, entry: entry)
    if let extended, old.lacksList(extended) { throw .withoutList(sku, at: extended.place) }
    guard let text = old.text(extending: extended) else { throw .notAppendable(file: name) }
    try prove(text, inFile: name, of: sources, layer: layer)
    return text
  }

  /// Whether a group prices no other model or task type and adds nothing on top of its prices, so
  /// that one more price changes nothing else.
  private func isExtensible(_ group: RateGroup) -> Bool {
    group.models.map(\.text) == [sku.model] && group.taskTypes.map(\.text) == [sku.taskType]
      && group.rates.allSatisfy { rate in
        rate.conditions.count == sku.fields.count && rate.multiplier == nil
      } && group.markups.isEmpty
  }

  /// Whether a rate of the user's card prevents adding the price: it applies at the same time in
  /// another entry, begins at the same moment, has an explicit end, or has the price already.
  private func isInTheWay(
    _ rate: Rate, of group: RateGroup, _ extended: RateGroup?, _ card: RateCard
  ) -> Bool {
    guard rate.period.overlaps(EffectivePeriod(from: from, until: nil)) else { return false }
    guard group == extended, rate.published.from != from else { return true }
    return rate.period.contains(from)
      && (rate.published.until != nil || card.formula(of: sku, at: from)?.lotUSD == usd)
  }

  private func prove(
    _ text: String, inFile name: String, of sources: [CardSource], layer: Int
  ) throws(CardAdditionError) {
    var sources = sources
    let changed = CardFile(name: name, bytes: Array(text.utf8))
    let others = sources[layer].files.filter { $0.name != name }
    sources[layer] = CardSource(
      name: sources[layer].name, files: (others + [changed]).sorted { $0.name < $1.name })
    let card = try CardAddition.read(sources)
    guard card.formula(of: sku, at: from)?.lotUSD == usd else { throw .notAppendable(file: name) }
  }

  /// The card of these sources; a file without content counts as missing.
  package static func read(_ sources: [CardSource]) throws(CardAdditionError) -> RateCard {
    let nonempty = sources.map { source in
      CardSource(name: source.name, files: source.files.filter { !CardText.isEmpty($0) })
    }
    do throws(CardError) {
      return try RateCard(reading: nonempty)
    } catch {
      throw .card(error)
    }
  }
}

/// Why a price was not written into a card.
package enum CardAdditionError: Error, CustomStringConvertible {
  case card(CardError)
  /// No rate of the card matches the SKU, its price has several measures, or its name is a pattern.
  case notWritable(SKU)
  case pricedAlready(SKU, by: Rate)
  /// The entry of the SKU has one price, `usd`, or that of another entry, and no list.
  case withoutList(SKU, at: CardPlace)
  case notAppendable(file: String)

  package var description: String {
    switch self {
    case .card(let error): error.description
    case .notWritable(let sku):
      "no rate can be written for \(sku): expected a SKU that a rate of the card prices by one "
        + "measure"
    case .pricedAlready(let sku, let rate):
      "\(rate.place): \(sku) is already priced there, \(rate.priceText), in force \(rate.period); "
        + "give that rate an end (until: DAY) or remove it"
    case .withoutList(let sku, let place):
      "\(place): \(sku) has one price there, and another can only follow in a list; write prices: "
        + "with the price under it, such as - usd: 0.05, or name another file with -o"
    case .notAppendable(let file):
      "\(file): a rate cannot be added without changing what is there: expected rates as a list with "
        + "a line for each field; name another file with -o"
    }
  }
}

/// The lines of a card file, into which a rate is inserted.
private struct CardText {
  private let file: CardFile
  private let entry: RateEntry
  private var lines: [String]
  private let lineEnd: String

  init(_ file: CardFile, entry: RateEntry) {
    (self.file, self.entry) = (file, entry)
    lines = CardText.lines(of: file)
    lineEnd = file.bytes.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
  }

  private static func lines(of file: CardFile) -> [String] {
    var lines = String(decoding: file.bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The text with the entry added, or with its prices added to a group's entry; nil if neither is
  /// possible without changing existing content.
  func text(extending group: RateGroup?) -> String? {
    guard let changed = group.map(extending) ?? appending() else { return nil }
    return changed.map { $0 + lineEnd }.joined()
  }

  /// Whether a file holds nothing but comments and empty lines.
  static func isEmpty(_ file: CardFile) -> Bool {
    lines(of: file).allSatisfy { isBlank($0) || isComment($0) }
  }

  private func appending() -> [String]? {
    let element = { (indent: Int) in RateEntry.element(entry.lines, indent: indent) }
    guard !CardText.isEmpty(file) else { return lines + ["rates:"] + element(2) }
    guard let root = try? file.root() else { return nil }
    guard !root.isList else { return inserting(after: root) { element($0) } }
    guard let members = try? root.anyMembers() else { return nil }
    if let rates = members.first(where: { $0.name == "rates" })?.value {
      if (try? rates.elements().isEmpty) == true { return fillingEmptyList(rates, element(2)) }
      return inserting(after: rates) { element($0) }
    }
    return isBlock(root) ? lines + ["rates:"] + element(2) : nil
  }

  /// Whether the entry of a group, with a line for each field, has no list of prices.
  func lacksList(_ group: RateGroup) -> Bool {
    guard let node = node(of: group), isBlock(node) else { return false }
    return prices(of: node) == nil
  }

  private func node(of group: RateGroup) -> CardNode? {
    guard let root = try? file.root() else { return nil }
    let rates =
      root.isList ? root : (try? root.anyMembers())?.first { $0.name == "rates" }?.value
    return (try? rates?.elements())?.first { $0.line == group.place.line }
  }

  private func prices(of node: CardNode) -> CardNode? {
    (try? node.anyMembers())?.first { $0.name == "prices" }?.value
  }

  private func extending(_ group: RateGroup) -> [String]? {
    guard let prices = node(of: group).flatMap(prices) else { return nil }
    return inserting(after: prices) { indent in
      entry.pricesWithEvidence.flatMap { RateEntry.element($0, indent: indent) }
    }
  }

  /// The lines with an element appended to a list whose dashes are aligned.
  private func inserting(
    after list: CardNode, _ element: (_ indent: Int) -> [String]
  ) -> [String]? {
    guard isBlock(list), let last = (try? list.elements())?.last else { return nil }
    var start = last.line - 1
    // The dash may be on a line by itself, above the element.
    while start > 0, start < lines.count, !CardText.hasDash(lines[start]) { start -= 1 }
    guard lines.indices.contains(start), CardText.hasDash(lines[start]) else { return nil }
    let indent = CardText.indent(of: lines[start])
    var end = start
    for index in lines.indices.dropFirst(start + 1) where !CardText.isBlank(lines[index]) {
      // Anything indented further belongs to the element, be it a comment or a long text.
      guard CardText.indent(of: lines[index]) > indent else {
        if CardText.isComment(lines[index]) { continue }
        break
      }
      end = index
    }
    return Array(lines[...end]) + element(indent) + Array(lines[(end + 1)...])
  }

  /// `rates: []`, optionally followed by a comment.
  private func fillingEmptyList(_ rates: CardNode, _ element: [String]) -> [String]? {
    let index = rates.line - 1
    guard lines.indices.contains(index), lines[index].hasPrefix("rates:"),
      case let rest = lines[index].dropFirst("rates:".count).drop(while: { $0 == " " }),
      rest.hasPrefix("[]")
    else { return nil }
    let first = "rates:" + rest.dropFirst(2)
    return Array(lines[..<index]) + [first] + element + Array(lines[(index + 1)...])
  }

  private func isBlock(_ node: CardNode) -> Bool {
    switch node.node {
    case .sequence(let sequence): sequence.style != .flow
    case .mapping(let mapping): mapping.style != .flow
    default: false
    }
  }

  private static func indent(of line: String) -> Int { line.prefix { $0 == " " }.count }
  private static func hasDash(_ line: String) -> Bool { line.drop { $0 == " " }.hasPrefix("-") }
  private static func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }
  private static func isComment(_ line: String) -> Bool {
    line.drop { $0 == " " }.hasPrefix("#")
  }
}

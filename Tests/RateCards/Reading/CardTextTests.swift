import Domain
import RateCards
import Testing

/// A card is read as text, so that numbers stay as they were written.
@Suite struct CardTextTests {
  @Test func `a version keeps its decimals`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("prices:\n  - { when: { version: 2.60 }, usd: 1 }"))
    let charge = try pricer.poster(["version": "2.6"])
    #expect(charge.sku.fields == [Request.Field("version", .word("2.60"))])
    #expect(charge.formula?.rate == "studio/poster version=2.60")
  }

  @Test(arguments: [
    ("0.1", "0.1"), ("0.10", "0.1"), ("0.3", "0.3"), ("0.028", "0.028"), ("1e-7", "0.0000001"),
    ("0.000000000001", "0.000000000001"), ("999999.999999999999", "999999.999999999999"),
    ("1000000", "1000000"), ("3", "3"),
  ])
  func `a price is exactly what was written`(_ written: String, _ read: String) throws {
    let formula = try TestCard.pricer(TestCard.poster("usd: \(written)")).poster().formula
    #expect(formula?.lines.map(\.usd.description) == [read])
  }

  @Test func `a price of many decimals is exact in the product`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("quantity: posters\nusd: 0.000000000001"))
    let charge = try pricer.poster(["posters": .number(100_000)])
    #expect(charge.expected == Points(1))
    #expect(try pricer.poster(["posters": .number(49_999)]).expected == Points(0))
  }

  @Test(arguments: ["true", "\"true\"", "True"])
  func `words such as true are the words of a request`(_ written: String) throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("prices:\n  - { when: { colour: \(written) }, usd: 1 }"))
    #expect(try pricer.poster(["colour": true]).expected == Points(10_000_000))
  }

  @Test func `defaults are flags, numbers and words`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        defaults: { colour: false, size: 2.0, paper: matt }
        prices:
          - { when: { colour: false, size: 2, paper: Matt }, usd: 1 }
        """))
    #expect(try pricer.poster().expected == Points(10_000_000))
    #expect(try pricer.poster(["paper": "gloss"]).expected == nil)
  }

  @Test func `a card may be a list of rates or a mapping of sections`() throws {
    let list = try TestCard.card(TestCard.poster("usd: 1"))
    let mapping = try TestCard.card(
      """
      family: Posters
      source: the studio's list
      checked: 2026-05-01
      certainty: medium
      seen: [2026-03-01, 2026-05-01]
      rates:
        - { model: studio, task_type: poster, unit: image, usd: 1 }
        - { model: studio, task_type: banner, unit: image, usd: 2, source: a letter }
      """)
    #expect(list.layers.flatMap(\.groups).map(\.family) == [""])
    let groups = mapping.layers.flatMap(\.groups)
    #expect(groups.map(\.family) == ["Posters", "Posters"])
    #expect(groups.flatMap(\.rates).map(\.evidence.source) == ["the studio's list", "a letter"])
    #expect(groups.flatMap(\.rates).map(\.evidence.certainty) == [.medium, .medium])
    #expect(
      groups.flatMap(\.rates).compactMap(\.evidence.firstSeen?.description)
        == ["2026-03-01", "2026-03-01"])
  }

  @Test func `the fingerprint is the SHA-256 of the files and moves with every byte`() throws {
    let file = CardFile(name: "a.yaml", bytes: Array("- poster".utf8))
    #expect(
      CardFile.fingerprint(of: [file])
        == "d6b1266bd0a87f7cc55b0473091a7c2d0b02ae0e7478a8b982f7374df11a7b80")
    let two = [
      CardFile(name: "a.yaml", bytes: Array("a: 1\n".utf8)),
      CardFile(name: "b.yaml", bytes: Array("b: 2\n".utf8)),
    ]
    #expect(
      CardFile.fingerprint(of: two)
        == "b24ab0689784b07d93b2bc829b659d63ced15823544f2415c242609410376e9a")
    #expect(CardFile.fingerprint(of: two) != CardFile.fingerprint(of: two.reversed()))
  }

  @Test func `the fingerprint of a card is stable and moves with a price or a comment`() throws {
    let text = TestCard.poster("usd: 1")
    let first = try TestCard.card(text).fingerprint
    #expect(first.count == 16)
    #expect(try TestCard.card(text).fingerprint == first)
    #expect(try TestCard.card(text + "# new\n").fingerprint != first)
    #expect(try TestCard.card(TestCard.poster("usd: 2")).fingerprint != first)
    #expect(RateCard.fingerprint(of: [TestCard.source(text)]) == first)
  }
}

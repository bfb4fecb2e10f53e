import Domain
import RateCards
import Testing

@Suite struct RateSearchTests {
  private static let sizes = TestCard.poster(
    """
    prices:
      - { when: { size: A3, colour: false }, usd: 1 }
      - { when: { size: A3, colour: true }, usd: 2 }
      - { when: { size: A4, colour: false }, usd: 0.5 }
    """)

  @Test func `the closest rate and the condition that fails explain why there is no price`()
    throws
  {
    let pricer = try TestCard.pricer(Self.sizes)
    #expect(
      try pricer.poster(["size": "A5", "colour": false]).unpricedReason
        == "nearest is studio/poster size=A3 colour=false: size is A5, a rate exists for A3, A4")
    #expect(
      try pricer.poster(["size": "A3"]).unpricedReason
        == "nearest is studio/poster size=A3 colour=false: "
        + "colour is not given, a rate exists for false, true; send colour")
  }

  @Test func `a value that no rate accepts is the reason, not one that another rate accepts`()
    throws
  {
    // The length is wrong; the version is that of other rates, which nobody asked for.
    #expect(
      try BuiltIn.pricer.charge(
        "kling", "omni_video_generation",
        ["version": "o1", "duration": 7, "resolution": "720p", "enable_audio": false]
      ).unpricedReason
        == "nearest is kling/omni_video_generation version=o1 resolution=720p duration=5: "
        + "duration is 7, a rate exists for 5, 10")
    #expect(
      try BuiltIn.pricer.charge(
        "kling", "omni_video_generation", ["version": "o1", "resolution": "4K", "duration": 7]
      ).unpricedReason
        == "nearest is kling/omni_video_generation version=o1 resolution=720p duration=5: "
        + "resolution is 4K, a rate exists for 720p, 1080p; "
        + "duration is 7, a rate exists for 5, 10")
  }

  @Test func `equally near rates are listed, at most three of them`() throws {
    #expect(
      try TestCard.pricer(Self.sizes).poster(["size": "A4", "colour": true]).unpricedReason
        == "nearest are studio/poster size=A3 colour=true (size is A4, a rate exists for A3), "
        + "studio/poster size=A4 colour=false (colour is true, a rate exists for false)")
    let many = (1...5).map { "  - { when: { option\($0): true }, usd: 1 }" }
    let pricer = try TestCard.pricer(
      TestCard.poster("prices:\n" + many.joined(separator: "\n")))
    let reason = try #require(try pricer.poster().unpricedReason)
    #expect(
      reason.hasPrefix(
        "nearest are studio/poster option1=true (option1 is not given, a rate exists for true; "
          + "send option1), studio/poster option2=true ("))
    #expect(reason.hasSuffix("; send option3), 2 more"))
  }

  @Test func `tasks whose texts only differ in their length share a reason`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(#"prices: [{ when: { caption.length: "<= 40" }, usd: 1 }]"#))
    for length in [41, 5_000] as [Int64] {
      #expect(
        try pricer.poster(["caption.length": .number(length)]).unpricedReason
          == "nearest is studio/poster caption.length<=40: caption.length is another number, "
          + "a rate exists for <=40")
    }
  }

  @Test func `a computed field that is missing names the fields it is computed from`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        fields: { area: width * height }
        prices: [{ when: { area: "<= 4" }, usd: 1 }]
        """))
    #expect(
      try pricer.poster(["width": 2]).unpricedReason
        == "nearest is studio/poster area<=4: area is not given, a rate exists for <=4; "
        + "send height")
  }

  @Test func `an unknown model is named`() throws {
    let pricer = try TestCard.pricer(Self.sizes)
    #expect(
      try pricer.charge("atelier", "poster").unpricedReason == "no rate for model atelier")
  }

  @Test func `an unknown task type of a known model lists those that are known`() throws {
    let pricer = try TestCard.pricer(
      """
      - { model: studio, task_type: [poster, flyer], aliases: leaflet, unit: image, usd: 1 }
      - { model: studio, task_type: banner, unit: image, usd: 1 }
      - { model: atelier, task_type: statue, unit: piece, usd: 1 }
      """)
    #expect(
      try pricer.charge("studio", "statue").unpricedReason
        == "no rate for task type statue of studio: "
        + "its task types are banner, flyer, leaflet, poster")
    #expect(try pricer.charge("studio", "leaflet").expected == Points(10_000_000))
  }

  @Test func `an unpriced task has no proof and no amount`() throws {
    let charge = try TestCard.pricer(Self.sizes).poster()
    #expect(charge.expected == nil)
    #expect(charge.lotPrice == nil)
    #expect(charge.formula == nil)
    #expect(charge.alternatives.isEmpty)
    #expect(charge.sku == SKU(model: "studio", taskType: "poster"))
  }

  @Test func `the most conditions win, wherever they are`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        prices:
          - { when: { size: A3 }, usd: 2 }
          - { when: { size: A3, colour: true }, usd: 3 }
          - { usd: 1 }
        """))
    #expect(try pricer.poster(["size": "A3", "colour": true]).expected == Points(30_000_000))
    #expect(try pricer.poster(["size": "A3", "colour": false]).expected == Points(20_000_000))
    #expect(try pricer.poster(["size": "A4", "colour": true]).expected == Points(10_000_000))
  }

  @Test func `the most conditions win over the entries of a card too`() throws {
    let pricer = try TestCard.pricer(
      """
      - { model: studio, task_type: poster, unit: image, usd: 1 }
      - model: studio
        task_type: poster
        unit: image
        prices: [{ when: { size: A3 }, usd: 2 }]
      """)
    #expect(try pricer.poster(["size": "A3"]).expected == Points(20_000_000))
    #expect(try pricer.poster().expected == Points(10_000_000))
  }

  @Test func `an exact name wins over a pattern before it`() throws {
    let pricer = try TestCard.pricer(
      """
      - { model: "stud*", task_type: "*", unit: image, usd: 4 }
      - { model: "studio*", task_type: poster, unit: image, usd: 3 }
      - { model: studio, task_type: poster, unit: image, usd: 2 }
      """)
    #expect(try pricer.poster().expected == Points(20_000_000))
    #expect(try pricer.charge("studio-2", "poster").expected == Points(40_000_000))
    #expect(try pricer.charge("studio", "flyer").expected == Points(40_000_000))
    #expect(
      try pricer.charge("stage", "poster").unpricedReason == "no rate for model stage")
  }

  @Test func `names of models and task types are compared without their case`() throws {
    let pricer = try TestCard.pricer(Self.sizes)
    #expect(try pricer.charge("Studio", "POSTER ") == pricer.charge("studio", "poster"))
    #expect(try pricer.charge("Stage", "poster").unpricedReason == "no rate for model stage")
  }

  @Test func `the SKU has the card's spelling and its order of the fields`() throws {
    let charge = try TestCard.pricer(Self.sizes).poster(["colour": "FALSE", "size": "a3"])
    #expect(charge.sku.description == "studio/poster size=A3 colour=false")
    #expect(charge.formula?.rate == "studio/poster size=A3 colour=false")
  }

  @Test func `a missing quantity names the fields that would provide it`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("quantity: [frames, width * height]\nusd: 1"))
    #expect(
      try pricer.poster(["width": 3]).unpricedReason
        == "the number of images is not known: the request lacks frames or height")
    #expect(try pricer.poster(["width": 3, "height": 2]).expected == Points(60_000_000))
    #expect(try pricer.poster(["frames": 5, "width": 3]).expected == Points(50_000_000))
  }

  @Test func `an unknown quantity among several measures leaves no price`() throws {
    let pricer = try TestCard.pricer(
      """
      - model: studio
        task_type: poster
        measures:
          sheet: { unit: sheet }
          drop: { unit: drop, quantity: { unknown: any } }
        usd: { sheet: 1, drop: 2 }
      """)
    #expect(
      try pricer.poster().unpricedReason == "the number of drops is not in the response")
  }

  @Test func `a price's dependencies are known, so that equal tasks are priced once`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        quantity: [outputs, width * height]
        fields: { area: width * height }
        prices:
          - { when: { area: "<= 4" }, usd: 1, seen: 2026-01-01 }
          - { when: { area: "<= 4" }, usd: 2, from: 2026-03-01T12:00:00Z }
        """))
    let found = pricer.dependencies(model: "studio", taskType: "poster")
    let names: Set = ["area", "outputs", "width", "height"]
    #expect(found.fieldNames == names.union(names.map { "\($0).only" }))
    #expect(found.readsOutputs)
    let from = try moment("2026-03-01T12:00:00Z")
    #expect(found.boundaries == [from])
    #expect(pricer.dependencies(model: "atelier", taskType: "poster").fieldNames.isEmpty)
  }
}

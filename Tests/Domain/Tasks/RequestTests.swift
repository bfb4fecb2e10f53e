import Domain
import Testing

@Suite struct RequestTests {
  private static func number(_ whole: Int64) -> FieldValue { .number(ExactDecimal(whole)) }

  @Test func `fields are sorted by name`() {
    let request = Request(
      model: "kling", taskType: "video_generation",
      fields: [
        Request.Field("version", .word("3.0")), Request.Field("duration", Self.number(5)),
        Request.Field("mode", .word("std")), Request.Field("multi_shots.count", Self.number(2)),
        Request.Field("multi_shots.duration.sum", Self.number(5)),
      ])
    #expect(
      request.fields.map(\.name) == [
        "duration", "mode", "multi_shots.count", "multi_shots.duration.sum", "version",
      ])
  }

  @Test func `of a name given twice the last one wins`() {
    let request = Request(
      model: "seedream", taskType: "seedream-5-lite",
      fields: [
        Request.Field("size", .word("2K")), Request.Field("n", Self.number(1)),
        Request.Field("size", .word("3K")),
      ])
    #expect(request.fields.map(\.name) == ["n", "size"])
    #expect(request["size"] == .word("3K"))
  }

  @Test func `the order of the fields does not matter`() {
    let fields = [
      Request.Field("size", .word("2K")), Request.Field("n", Self.number(1)),
      Request.Field("loop", .flag(false)),
    ]
    let request = Request(model: "m", taskType: "t", fields: fields)
    #expect(request == Request(model: "m", taskType: "t", fields: fields.reversed()))
  }

  @Test(arguments: 0...9)
  func `every field is found by its name, and no other`(count: Int) {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"].prefix(count)
    let request = Request(
      model: "m", taskType: "t", fields: names.map { Request.Field($0, .word("is \($0)")) })
    for name in names { #expect(request[name] == .word("is \(name)")) }
    for name in ["", "0", "aa", "e.count", "z"] { #expect(request[name] == nil) }
  }

  @Test(
    arguments: [
      (Request.Field("prompt.length", .number(ExactDecimal(42))), true),
      (Request.Field("seed", .number(ExactDecimal(-1))), true),
      (Request.Field("lyrics_seed", .number(ExactDecimal(7))), true),
      (Request.Field("usage.prompt_tokens", .number(ExactDecimal(19))), true),
      (Request.Field("logs.reference_seconds", .number(ExactDecimal(10))), true),
      (Request.Field("track", .number(ExactDecimal(100_000))), true),
      (Request.Field("offset", .number(ExactDecimal(-100_000 - 1))), true),
      (Request.Field("width", .number(ExactDecimal(99_999))), false),
      (Request.Field("duration", .number(ExactDecimal(5))), false),
      (Request.Field("image_urls.count", .number(ExactDecimal(3))), false),
      (Request.Field("size", .word("2K")), false),
      (Request.Field("seed", .word("fixed")), false),
      (Request.Field("loop", .flag(true)), false),
    ] as [(Request.Field, Bool)])
  func `lengths, seeds, tokens, billed seconds and large numbers vary from task to task`(
    field: Request.Field, isVarying: Bool
  ) {
    #expect(field.isVarying == isVarying)
  }

  @Test func `the request with more fields is the fuller one`() {
    let bare = Request(model: "kling", taskType: "video_generation", fields: [])
    let full = Request(
      model: "kling", taskType: "video_generation", fields: [Request.Field("mode", .word("std"))])
    #expect(full.isFuller(than: bare))
    #expect(!bare.isFuller(than: full))
    #expect(!full.isFuller(than: full))
  }

  @Test func `of two counts of tokens the greater one tells more`() {
    let requests = [9, 15].map { count in
      Request(
        model: "m", taskType: "chat_completion",
        fields: [Request.Field("usage.output_tokens", Self.number(count))])
    }
    #expect(requests[1].isFuller(than: requests[0]))
    #expect(!requests[0].isFuller(than: requests[1]))
  }

  @Test(
    arguments: [
      (.word("std"), .word("pro")), (.number(ExactDecimal(5)), .number(ExactDecimal(10))),
      (.number(ExactDecimal(5)), .word("5")), (.flag(true), .word("true")),
    ] as [(FieldValue, FieldValue)])
  func `of two requests that differ exactly one is preferred`(first: FieldValue, second: FieldValue)
  {
    let requests = [first, second].map {
      Request(model: "veo", taskType: "veo3", fields: [Request.Field("duration", $0)])
    }
    let preferences = [
      requests[0].isFuller(than: requests[1]), requests[1].isFuller(than: requests[0]),
    ]
    #expect(preferences.count { $0 } == 1)
  }
}

@Suite struct FieldValueTests {
  @Test(
    arguments: [
      (.number(ExactDecimal(8)), "8"), (.word("8"), "8"), (.word("8s"), "8"),
      (.word("2.5s"), "2.5"), (.word("2.60"), "2.6"), (.word("2K"), nil), (.word("s"), nil),
      (.word("8ss"), nil), (.word("16:9"), nil), (.flag(true), nil),
    ] as [(FieldValue, String?)])
  func `numbers, numbers as text and seconds as text are numbers`(
    value: FieldValue, number: String?
  ) {
    #expect(value.numeric?.description == number)
  }

  @Test func `a value is shown as it was written`() {
    #expect(FieldValue.flag(true).text == "true")
    #expect(FieldValue.flag(false).text == "false")
    #expect(FieldValue.number(ExactDecimal(12)).text == "12")
    #expect(FieldValue.word("16:9").text == "16:9")
  }
}

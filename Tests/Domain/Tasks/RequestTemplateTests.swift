import Domain
import TestSupport
import Testing
import Traffic

@Suite struct RequestTemplateTests {
  private static let request = Request(
    model: "kling", taskType: "video_generation",
    fields: [
      Request.Field("seed", .number(ExactDecimal(-7))),
      Request.Field("n", .number(ExactDecimal(2))),
      Request.Field("prompt.length", .number(ExactDecimal(37))),
      Request.Field("mode", .word("pro")),
      Request.Field("frames", .number(ExactDecimal(100_000))), Request.Field("sound", .flag(true)),
    ])

  @Test func `a template has what requests share, and the names of what differs`() {
    let template = Self.request.template
    #expect(template.model == "kling")
    #expect(template.taskType == "video_generation")
    #expect(template.sharedFields.map(\.name) == ["mode", "n", "sound"])
    #expect(template.varyingNames == ["frames", "prompt.length", "seed"])
    #expect(Self.request.varyingValues == "100000,37,-7")
  }

  @Test func `a request without varying fields has no values`() {
    let request = Request(model: "flux", taskType: "txt2img", fields: [])
    #expect(request.varyingValues == "")
    #expect(request.template.request(varyingValues: "") == request)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `a template with its values is the request again`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let names = ["seed", "n", "prompt.length", "size", "usage.tokens", "a.b", "frames"]
    for _ in 0..<50 {
      let fields = names.filter { _ in Bool.random(using: &random) }.map { name in
        let number = Int64.random(in: -200_000...200_000, using: &random)
        return Request.Field(
          name, number % 5 == 0 ? .word("w\(number)") : .number(ExactDecimal(number)))
      }
      let request = Request(model: "m", taskType: "t", fields: fields)
      #expect(request.template.request(varyingValues: request.varyingValues) == request)
    }
  }

  @Test func `requests that differ in varying fields alone have one template`() {
    let other = Self.request.template.request(varyingValues: "200000,1,8")
    #expect(other != Self.request)
    #expect(other.template == Self.request.template)
  }
}

@Suite struct ObservedStateTests {
  @Test func `a state is what is observed besides the request and the times`() {
    let usage = Usage(type: "llm", frozen: .zero, consume: Points(280_000))
    let observation = Observation(
      id: TaskID("a"), account: "studio",
      request: Request(model: "m", taskType: "t", fields: []), status: .failed, isOwnAccount: true,
      usage: usage, createdAt: Instant(seconds: 5), outputCount: 3, errorCode: 10_000)
    #expect(
      observation.observedState
        == ObservedState(
          account: "studio", status: .failed, isOwnAccount: true, outputCount: 3,
          errorCode: 10_000, usage: usage))
  }
}

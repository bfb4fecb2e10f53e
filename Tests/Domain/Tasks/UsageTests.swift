import Domain
import Testing

@Suite struct UsageTests {
  @Test(
    arguments: [
      ("llm", .points), ("point", .points), ("quota", .points), ("", .points), (" LLM ", .points),
      ("mj", .midjourneyQuota), ("MJ", .midjourneyQuota), ("credit", .unknown),
      ("points", .unknown),
      ("usd", .unknown),
    ] as [(String, UsageUnit)])
  func `only the types that are known to be points are money`(type: String, unit: UsageUnit) {
    let usage = Usage(type: type, frozen: .zero, consume: Points(8))
    #expect(usage.unit == unit)
    #expect(usage.bookedPoints == (unit == .points ? Points(8) : nil))
  }

  @Test func `what is booked in another unit is named, and zero is zero in every unit`() {
    let mj = Usage(type: "MJ", frozen: Points(14), consume: Points(8))
    #expect(mj.otherUnitText == "8 of a Midjourney quota (usage type mj)")
    let credit = Usage(type: "credit", frozen: .zero, consume: Points(3))
    #expect(credit.otherUnitText == "3 in an unknown unit (usage type credit)")
    let none = Usage(type: "mj", frozen: Points(14), consume: .zero)
    #expect(none.bookedPoints == .zero)
    #expect(none.otherUnitText == nil)
  }
}

import Domain
import RateCards
import Testing

/// Prices by the length of a file that is not in the response, by started seconds.
@Suite struct KlingMediaPriceTests {
  /// A booked amount with the length that it stands for, nil where it stands for none.
  struct Booking: Sendable, CustomTestStringConvertible {
    let name: String
    let taskType: String
    var fields: [String: Value] = [:]
    let billed: Int64
    let units: Int64?

    var testDescription: String { name }
  }

  static let bookings = [
    Booking(
      name: "8.766 s were booked as 9", taskType: "motion_control", fields: ["mode": "std"],
      billed: 5_850_000, units: 9),
    Booking(
      name: "ninety seconds", taskType: "motion_control", fields: ["mode": "std"],
      billed: 58_500_000, units: 90),
    Booking(
      name: "one second", taskType: "motion_control", fields: ["mode": "std"], billed: 650_000,
      units: 1),
    Booking(
      name: "one point too many", taskType: "motion_control", fields: ["mode": "std"],
      billed: 5_850_001, units: nil),
    Booking(
      name: "half a second is not booked", taskType: "motion_control", fields: ["mode": "std"],
      billed: 325_000, units: nil),
    Booking(
      name: "nothing is no length", taskType: "motion_control", fields: ["mode": "std"], billed: 0,
      units: nil),
    Booking(
      name: "professional motion", taskType: "motion_control", fields: ["mode": "pro"],
      billed: 9_360_000, units: 9),
    Booking(
      name: "an avatar of ten seconds", taskType: "avatar", fields: ["mode": "std"],
      billed: 5_200_000, units: 10),
    Booking(
      name: "a professional avatar", taskType: "avatar", fields: ["mode": "pro"],
      billed: 5_200_000, units: 2),
    Booking(
      name: "lip sync counts five seconds at a time", taskType: "lip_sync", billed: 3_000_000,
      units: 15),
    Booking(
      name: "lip sync has no price for one second", taskType: "lip_sync", billed: 200_000,
      units: nil),
  ]

  @Test(arguments: KlingMediaPriceTests.bookings)
  func `the booked points reveal the started seconds of the file`(_ booking: Booking) throws {
    let charge = try BuiltIn.pricer.charge("kling", booking.taskType, booking.fields)
    let lot = try #require(charge.lotPrice)
    #expect(lot.impliedUnits(billed: Points(booking.billed)) == booking.units.map { Ratio($0) })
    #expect(charge.expected == nil, "an unknown length has no expected price")
  }

  static let cases: [PriceCase] = [
    PriceCase("an effect is a standard one", "kling", "effects", points: 2_600_000),
    PriceCase(
      "an effect in professional mode", "kling", "effects", ["professional_mode": true],
      points: 4_600_000),
    PriceCase(
      "four variations of a sound are one generation", "kling", "sound", outputs: 4,
      points: 700_000),
    PriceCase("a try-on", "kling", "ai_try_on", points: 700_000),
    PriceCase("four try-ons", "kling", "ai_try_on", ["batch_size": 4], points: 2_800_000),
  ]

  @Test(arguments: KlingMediaPriceTests.cases)
  func `effects, sounds and try-ons are priced per piece`(_ item: PriceCase) throws {
    #expect(try item.builtInCharge.expected?.count == item.points)
  }

  @Test func `both ends of an unconfirmed range are alternatives for an effect`() throws {
    let charge = try BuiltIn.pricer.charge("kling", "effects")
    #expect(charge.alternatives.map(\.points) == [Points(2_000_000), Points(3_000_000)])
  }
}

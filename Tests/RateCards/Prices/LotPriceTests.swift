import Domain
import RateCards
import Testing

/// Prices per unit of something that is not in the response: megapixels, frames, seconds.
@Suite struct LotPriceTests {
  /// A product with the price of one unit and a booked amount.
  struct Booking: Sendable, CustomTestStringConvertible {
    let name: String
    let model: String
    let taskType: String
    let lot: Int64
    let billed: Int64
    let units: Int64?

    var testDescription: String { name }
  }

  static let bookings = [
    Booking(
      name: "three started megapixels", model: "Qubico/image-toolkit", taskType: "segment",
      lot: 100_000, billed: 300_000, units: 3),
    Booking(
      name: "a part of a megapixel is not booked", model: "Qubico/image-toolkit",
      taskType: "segment", lot: 100_000, billed: 150_000, units: nil),
    Booking(
      name: "150 frames", model: "Qubico/video-toolkit", taskType: "face-swap", lot: 40_000,
      billed: 6_000_000, units: 150),
    Booking(
      name: "600 frames are the limit", model: "Qubico/video-toolkit", taskType: "face-swap",
      lot: 40_000, billed: 24_000_000, units: 600),
    Booking(
      name: "601 frames are too many", model: "Qubico/video-toolkit", taskType: "face-swap",
      lot: 40_000, billed: 24_040_000, units: nil),
    Booking(
      name: "60 enlarged frames", model: "Qubico/video-toolkit", taskType: "upscale", lot: 3_000,
      billed: 180_000, units: 60),
    Booking(
      name: "the booked clip without background", model: "Qubico/video-toolkit",
      taskType: "background-remove", lot: 4_000, billed: 280_000, units: 70),
    Booking(
      name: "OmniHuman", model: "omni-human", taskType: "omni-human-1.5", lot: 1_300_000,
      billed: 13_000_000, units: 10),
    Booking(
      name: "watermark of Seedance", model: "seedance", taskType: "remove-watermark", lot: 20_000,
      billed: 500_000, units: 25),
    Booking(
      name: "watermark of Sora", model: "sora2", taskType: "remove-watermark", lot: 30_000,
      billed: 120_000, units: 4),
    Booking(
      name: "30 seconds of sound are the limit", model: "Qubico/mmaudio", taskType: "video2audio",
      lot: 5_000, billed: 150_000, units: 30),
    Booking(
      name: "31 seconds of sound are too many", model: "Qubico/mmaudio", taskType: "video2audio",
      lot: 5_000, billed: 155_000, units: nil),
  ]

  @Test(arguments: LotPriceTests.bookings)
  func `the booked points are a whole number of units or of none`(_ booking: Booking) throws {
    let charge = try BuiltIn.pricer.charge(booking.model, booking.taskType)
    let lot = try #require(charge.lotPrice)
    #expect(lot.lot == Ratio(booking.lot))
    #expect(lot.impliedUnits(billed: Points(booking.billed)) == booking.units.map { Ratio($0) })
  }

  @Test(arguments: [Int64.min, -1, 0])
  func `zero and negative amounts are no number of units`(_ billed: Int64) throws {
    let pricer = try TestCard.pricer(TestCard.poster("quantity: { unknown: any }\nusd: 1"))
    let lot = try #require(try pricer.poster().lotPrice)
    #expect(lot.impliedUnits(billed: Points(billed)) == nil)
  }

  @Test func `the largest booking there can be is answered, not trapped`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("quantity: { unknown: any }\nusd: 0.0000003"))
    let lot = try #require(try pricer.poster().lotPrice)
    #expect(lot.impliedUnits(billed: Points(.max)) == nil, "2^63 - 1 is no multiple of 3")
    #expect(lot.impliedUnits(billed: Points(9_223_372_036_854_775_806)) != nil)
  }

  @Test func `a surcharge is booked once besides the units`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster(
        """
        quantity: { unknown: [1, 10] }
        usd: 1
        surcharges:
          - { unit: frame, usd: 0.5, quantity: frames, beyond: 1 }
        """))
    let lot = try #require(try pricer.poster(["frames": 3]).lotPrice)
    #expect(lot.once == Ratio(10_000_000))
    #expect(lot.impliedUnits(billed: Points(30_000_000)) == Ratio(2))
    #expect(lot.impliedUnits(billed: Points(10_000_000)) == nil)
  }

  @Test(arguments: [Int64(10_000_000), 20_000_000, 40_000_000, 60_000_000, 110_000_000])
  func `below the minimum and beyond the limits there is no number of units`(
    _ billed: Int64
  ) throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("quantity: { unknown: [1, 3] }\nusd: 1\nminimum: 5"))
    let lot = try #require(try pricer.poster().lotPrice)
    #expect(lot.impliedUnits(billed: Points(billed)) == nil)
    #expect(lot.impliedUnits(billed: Points(50_000_000)) != nil, "one to three units cost 5 USD")
  }

  @Test func `units below a point are found through the rounding`() throws {
    let pricer = try TestCard.pricer(
      TestCard.poster("quantity: { unknown: any }\nusd: 0.00000025"))
    let lot = try #require(try pricer.poster().lotPrice)
    #expect(lot.impliedUnits(billed: Points(5)) == Ratio(2))
    #expect(lot.impliedUnits(billed: Points(8)) == Ratio(3), "7.5 points are booked as 8")
    #expect(lot.impliedUnits(billed: Points(7)) == nil)
  }

  @Test func `if started lots are not billed in full, every whole number of units is consistent`()
    throws
  {
    let pricer = try TestCard.pricer(
      TestCard.poster("per: 5\nquantity: { unknown: any }\nusd: 1"))
    let lot = try #require(try pricer.poster().lotPrice)
    #expect(lot.impliedUnits(billed: Points(10_000_000)) == Ratio(5))
    #expect(lot.impliedUnits(billed: Points(14_000_000)) == Ratio(7))
  }
}

import Domain
import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct CursorTimeTests {
  private static func time(_ value: String) -> Int64? {
    scanned(Array(value.utf8)) { cursor throws(UnusualValue) in try cursor.time() }?.found
  }

  /// The time of a text as the general parser reads it; nil if it is not one.
  private static func careful(_ text: String) -> Int64? {
    Timestamp(text).map { $0.instant?.nanoseconds ?? ObservationRow.unknown }
  }

  @Test(arguments: [
    "2026-05-04T10:00:00Z", "2026-05-04T10:00:00.1Z", "2026-05-04T10:00:00.123456789Z",
    "2024-02-29T23:59:59.999999999Z", "1970-01-01T00:00:00Z", "2261-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z", "",
  ])
  func `a time of the usual form is read as by the general parser`(text: String) {
    let time = Self.time("\"\(text)\"")
    #expect(time != nil)
    #expect(time == Self.careful(text))
  }

  @Test func `null is no time`() {
    #expect(Self.time("null") == ObservationRow.unknown)
  }

  @Test(arguments: [
    #""2026-05-04T10:00:00+00:00""#, #""2026-05-04T10:00:60Z""#, #""2026-02-29T10:00:00Z""#,
    #""1969-12-31T23:59:59Z""#, #""2262-01-01T00:00:00Z""#, #""2026-05-04T10:00:00.1234567890Z""#,
    #""2026-05-04T10:00:00.Z""#, #""2026-05-04T24:00:00Z""#, #""2026-5-4T10:00:00Z""#, #""Z""#,
    "12", "true", #""2026-05-04T10:00:0\u0030Z""#, "nul",
  ])
  func `any other time is left to the general parser`(value: String) {
    #expect(Self.time(value) == nil)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `any time that is read equals the general parser's`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var read = 0
    for _ in 0..<500 {
      let text = Self.randomTime(using: &random)
      guard let time = Self.time("\"\(text)\"") else { continue }
      read += 1
      #expect(time == Self.careful(text), "\(text)")
    }
    #expect(read > 100)
  }

  private static func randomTime(using random: inout SeededRandom) -> String {
    let years = [0, 1, 2, 1969, 1970, 2024, 2026, 2100, 2261, 2262, 9999]
    let parts = [
      years.randomElement(using: &random) ?? 2026, Int.random(in: 0...13, using: &random),
      Int.random(in: 0...32, using: &random), Int.random(in: 0...24, using: &random),
      Int.random(in: 0...60, using: &random), Int.random(in: 0...60, using: &random),
    ]
    let digits = parts.map { ($0 < 10 ? "0" : "") + String($0) }
    let year = String(repeating: "0", count: max(0, 4 - digits[0].count)) + digits[0]
    var text = "\(year)-\(digits[1])-\(digits[2])T\(digits[3]):\(digits[4]):\(digits[5])"
    let decimals = Int.random(in: 0...10, using: &random)
    if decimals > 0 {
      text += "."
      for _ in 0..<decimals { text += String(Int.random(in: 0...9, using: &random)) }
    }
    var bytes = Array("\(text)Z".utf8)
    if Int.random(in: 0...4, using: &random) == 0 {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
        in: 0x2A...0x5A, using: &random)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct CursorNumberTests {
  private static func number(_ text: String) -> Scanned<JSONCursor.PassedNumber>? {
    scanned(Array("\(text),".utf8)) { cursor throws(UnusualValue) in
      let number = try cursor.number()
      try cursor.expect(UInt8(ascii: ","))
      return number
    }
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("7", 7), ("-1", -1), ("280000", 280_000),
      ("999999999999999999", 999_999_999_999_999_999),
      ("-999999999999999999", -999_999_999_999_999_999),
    ] as [(String, Int64)])
  func `a whole number is read with its value`(text: String, value: Int64) {
    #expect(Self.number(text)?.found.whole == value)
  }

  @Test(arguments: [
    "1.0", "1e3", "-0.5", "1E+2", "1e-2", "1000000000000000000", "18446744073709551616", "0e0",
    "123456789012345678901234567890",
  ])
  func `a number of another form is skipped without a value`(text: String) {
    #expect(Self.number(text) != nil)
    #expect(Self.number(text)?.found.whole == nil)
  }

  @Test(arguments: [
    "", "-", "+1", ".5", "1.", "1.e2", "1e", "1e+", "01", "-01", "00", "0x1", "1_0", "--1", "1-",
    "Infinity", "NaN", "1.2.3", "1e2e3", "0.", "-.1", "e1",
  ])
  func `what is not a JSON number is refused`(text: String) {
    #expect(Self.number(text) == nil)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `numbers are recognized as by the general parser`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let letters = Array("0123456789-+.eE")
    for _ in 0..<1000 {
      let count = Int.random(in: 1...7, using: &random)
      let text = String((0..<count).map { _ in letters.randomElement(using: &random) ?? "0" })
      let careful = (try? json("[\(text)]")) != nil
      #expect((Self.number(text) != nil) == careful, "\(text)")
    }
  }
}

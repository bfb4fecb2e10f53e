import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct ByteInternerTests {
  @Test func `the same bytes keep their number while the table grows`() {
    var interner = ByteInterner()
    let texts = (0..<5000).map { Array("text \($0)".utf8) }
    for text in texts {
      text.withUnsafeBufferPointer { interner.add($0, hash: ByteInterner.hash($0)) }
    }
    let numbers = texts.map { text in
      text.withUnsafeBufferPointer { interner.number(of: $0, hash: ByteInterner.hash($0)) }
    }
    #expect(numbers == (0..<5000).map { $0 })
    #expect(interner.count == 5000)
    #expect(interner.sizeBytes == texts.reduce(0) { $0 + $1.count })
  }

  @Test func `new bytes have no number`() {
    var interner = ByteInterner()
    let known = Array("known".utf8)
    known.withUnsafeBufferPointer { interner.add($0, hash: ByteInterner.hash($0)) }
    for text in ["", "k", "knowN", "known ", "unknown"] {
      let number = Array(text.utf8).withUnsafeBufferPointer {
        interner.number(of: $0, hash: ByteInterner.hash($0))
      }
      #expect(number == nil)
    }
  }

  @Test func `bytes with equal hashes are distinguished, whatever their length`() {
    var interner = ByteInterner()
    let texts = ["", "a", "b", "12345678", "12345679", "123456789012", "123456789013", "ab"]
      .map { Array($0.utf8) }
    for text in texts { text.withUnsafeBufferPointer { interner.add($0, hash: 7) } }
    for (number, text) in texts.enumerated() {
      let found = text.withUnsafeBufferPointer { interner.number(of: $0, hash: 7) }
      #expect(found == number)
    }
    let other = [UInt8(ascii: "c")].withUnsafeBufferPointer { interner.number(of: $0, hash: 7) }
    #expect(other == nil)
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `bytes that differ in one place have different hashes`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for count in 1...40 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      var changed = bytes
      changed[Int.random(in: 0..<count, using: &random)] ^= 1
      let hash = bytes.withUnsafeBufferPointer { ByteInterner.hash($0) }
      let changedHash = changed.withUnsafeBufferPointer { ByteInterner.hash($0) }
      #expect(hash != changedHash)
    }
  }
}

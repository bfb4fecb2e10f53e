import Domain
import TestSupport
import Testing

@Suite struct JSONParserPropertyTests {
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `the parser accepts exactly what Foundation accepts`(seed: UInt64) {
    var documents = RandomJSON(seed: seed)
    var (accepted, refused) = (0, 0)
    var different: [String] = []
    for _ in 0..<200 {
      let bytes = documents.damagedDocument()
      guard FoundationJSON.isDefinedForBoth(bytes) else { continue }
      let isAccepted = Self.isDocument(bytes)
      if isAccepted { accepted += 1 } else { refused += 1 }
      if isAccepted != FoundationJSON.isDocument(bytes) {
        different.append(String(decoding: bytes, as: UTF8.self))
      }
    }
    #expect(different.isEmpty)
    #expect(accepted > 10)
    #expect(refused > 10)
  }

  @Test(arguments: 101...110 as ClosedRange<UInt64>)
  func `a document that follows RFC 8259 is accepted`(seed: UInt64) {
    var documents = RandomJSON(seed: seed)
    for _ in 0..<200 {
      let document = documents.document()
      #expect(Self.isDocument(Array(document.utf8)), "\(document)")
    }
  }

  @Test(arguments: 111...120 as ClosedRange<UInt64>)
  func `an error is inside the bytes, and only an incomplete value at their end`(seed: UInt64) {
    var documents = RandomJSON(seed: seed)
    for _ in 0..<200 {
      let bytes = documents.damagedDocument() + [0x0A]
      do {
        _ = try json(bytes)
      } catch let error as JSONSyntaxError {
        #expect(error.isIncomplete == (error.position == bytes.count))
        #expect((0...bytes.count).contains(error.position))
      } catch {
        Issue.record(error)
      }
    }
  }

  private static func isDocument(_ bytes: [UInt8]) -> Bool {
    let text = bytes + [0x0A]
    return text.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(buffer, at: 0)
      guard (try? parser.value()) != nil else { return false }
      return text[parser.position...].allSatisfy { [0x20, 0x0A, 0x0D, 0x09].contains($0) }
    }
  }
}

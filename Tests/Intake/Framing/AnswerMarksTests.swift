import Testing

@testable import Intake

@Suite struct AnswerMarksTests {
  @Test(arguments: AnswerMarks.texts)
  func `a mark is found wherever it stands in a text of any length`(mark: String) {
    for before in 0..<40 {
      for after in [0, 1, 15, 16, 17, 40] {
        let bytes = Array(
          (String(repeating: "k", count: before) + mark + String(repeating: ",", count: after)).utf8
        )
        let found = bytes.withUnsafeBufferPointer { AnswerMarks.firstIndex(in: $0, 0..<$0.count) }
        #expect(found == before, "\(before) before, \(after) behind")
      }
    }
  }

  @Test(arguments: AnswerMarks.texts)
  func `a part of a mark, or one that reaches beyond the range, is none`(mark: String) {
    let bytes = Array("xxxxxxxxxxxxxxxxxxxx\(mark)xxxxxxxxxxxxxxxxxxxx".utf8)
    bytes.withUnsafeBufferPointer { bytes in
      #expect(AnswerMarks.firstIndex(in: bytes, 0..<20 + mark.utf8.count - 1) == nil)
      #expect(AnswerMarks.firstIndex(in: bytes, 21..<bytes.count) == nil)
    }
  }

  @Test func `no mark is longer than the limit`() {
    #expect(AnswerMarks.texts.map(\.utf8.count).max() == AnswerMarks.lengthLimitBytes)
  }
}

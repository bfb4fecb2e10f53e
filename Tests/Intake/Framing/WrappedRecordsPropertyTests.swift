import Domain
import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct WrappedRecordsPropertyTests {
  /// What a ledger gets of a text, whatever the lines on which it stands.
  private struct Content: Equatable {
    var tasks: [ReadTask]
    var others: [IntakeRecord] = []
    var rejections: [String] = []

    init(_ source: ReadSource) {
      tasks = source.tasks.map { $0.moved(toLine: 1) }
      for item in source.others {
        switch item {
        case .record(let record, _): others.append(record)
        case .rejection(let rejection), .waiting(let rejection): rejections.append(rejection.reason)
        }
      }
    }
  }

  private static func content(of text: String) throws -> Content {
    let bytes = Array(text.utf8)
    let careful = ReadSource.carefully(bytes)
    #expect(try ReadSource.inBatches(bytes) == careful)
    return Content(careful)
  }

  private static let otherRecords = [
    #"{"page":1,"size":2,"total":2,"data":[{"id":1,"task_id":"x","usage":3},{"id":2,"usage":"7"}]}"#,
    #"{"code":200,"data":{"equivalent_in_usd":12.5,"name":"a"},"message":"success"}"#,
    #"{"id":"c-1","object":"chat.completion","created":1777803331,"model":"m","choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":1,"total_tokens":3}}"#,
  ]

  @Test(arguments: Wrapper.all.map(\.name))
  func `a record gives the same in every wrapper as alone`(name: String) throws {
    let wrapper = try #require(Wrapper.all.first { $0.name == name })
    let traffic = MonthOfTraffic(seed: 17).records.prefix(40)
    for record in traffic + Self.otherRecords {
      #expect(try Self.content(of: wrapper.text(record)) == Self.content(of: record))
    }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `a record gives the same in two wrappers, one in the other, as alone`(seed: UInt64) throws {
    var tasks = RandomTasks(seed: seed, oddPercent: Int(seed % 3) * 2)
    let inner = Wrapper.all.filter(\.isJSON)
    for _ in 0..<25 {
      let record = tasks.document()
      let alone = try Self.content(of: record)
      guard alone.tasks.count == 1 else { continue }
      let (first, second) = (
        inner[tasks.number(0, inner.count - 1)], Wrapper.all[tasks.number(0, Wrapper.all.count - 1)]
      )
      // Bytes in bytes are not looked for.
      guard !(first.isBinary && second.isBinary) else { continue }
      let wrapped = try Self.content(of: second.text(first.text(record)))
      #expect(wrapped == alone, "\(first.name) in \(second.name): \(record)")
    }
  }

  @Test func `one record may hold many answers, and one of them twice counts once`() throws {
    let records = MonthOfTraffic(seed: 3).records.prefix(6).map { $0 }
    let many = "{\"items\":[\(records.joined(separator: ","))]}"
    #expect(try Self.content(of: many) == Self.content(of: records.joined(separator: "\n")))
    let twice = "{\"body\":\(records[0]),\"rawBody\":\(JSONText.quoted(records[0]))}"
    #expect(try Self.content(of: twice) == Self.content(of: records[0]))
  }

  @Test(arguments: [2, 5])
  func `a record of another program that is longer than is held is entered`(megabytes: Int) throws {
    let answers = MonthOfTraffic(seed: 9).records
    let count = megabytes << 20 / (answers[0].utf8.count * 2)
    let entries = (0..<count).map { number in
      let body = JSONText.quoted(answers[number % answers.count])
      return #"{"request":{"url":"x"},"response":{"content":{"text":\#(body)}}}"#
    }
    let har = #"{"log":{"version":"1.2","entries":[\#(entries.joined(separator: ","))]}}"#
    let expected = (0..<count).map { answers[$0 % answers.count] }.joined(separator: "\n")
    for chunkSizeBytes in [1 << 16, 1 << 20] {
      let found = try ReadSource.inBatches(Array(har.utf8), chunkSizeBytes: chunkSizeBytes)
      #expect(Content(found) == Content(ReadSource.carefully(Array(expected.utf8))))
    }
  }
}

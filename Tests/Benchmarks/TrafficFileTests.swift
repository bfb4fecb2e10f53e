import Domain
import Foundation
import Intake
import TestSupport
import Testing
import Traffic

@testable import Benchmarks

@Suite struct TrafficFileTests {
  private static let plan = AccountTraffic.Plan(
    seed: 3, records: 2000, firstDay: CalendarDay(number: 20_454), days: 2)

  private static func bytes(_ form: TrafficForm) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let count = try TrafficFile.write(plan, as: form, to: folder.path("file"))
    #expect(form == .requests || count.records == plan.records)
    let source = ContentSource(try FileSource(path: folder.path("file")))
    var bytes: [UInt8] = []
    while true {
      let chunk = try source.nextChunk()
      guard !chunk.isEmpty else { return bytes }
      bytes += chunk
    }
  }

  @Test func `a compressed file holds the bytes of the plain one`() throws {
    let plain = try TrafficFileTests.bytes(.ndjson)
    #expect(plain == (try TrafficFileTests.bytes(.gzip)))
    #expect(plain.count(where: { $0 == UInt8(ascii: "\n") }) == TrafficFileTests.plan.records)
  }

  @Test func `an array holds the records of the lines`() throws {
    let array = try JSONSerialization.jsonObject(with: Data(TrafficFileTests.bytes(.array)))
    let lines = try TrafficFileTests.bytes(.ndjson).split(separator: UInt8(ascii: "\n"))
    let records = try lines.map { try JSONSerialization.jsonObject(with: Data($0)) }
    #expect(array as? NSArray == records as NSArray)
  }

  @Test func `indented records are the records of the lines`() throws {
    let blank: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\n")]
    let pretty = try TrafficFileTests.bytes(.pretty)
    let plain = try TrafficFileTests.bytes(.ndjson)
    #expect(pretty.count > plain.count)
    #expect(pretty.filter { !blank.contains($0) } == plain.filter { !blank.contains($0) })
  }

  @Test(arguments: [TrafficForm.log, .har])
  func `a log and what a browser records hold the records of the lines`(form: TrafficForm) throws {
    func ids(_ form: TrafficForm) throws -> [String] {
      var reader = RecordReader(MemorySource(try TrafficFileTests.bytes(form)))
      var ids: [String] = []
      while let item = reader.next() {
        guard case .record(.task(let task), _) = item else { continue }
        ids.append(task.id.text)
      }
      return ids
    }
    let found = try ids(form)
    #expect(found.count == TrafficFileTests.plan.records)
    #expect(found == (try ids(.ndjson)))
  }
}

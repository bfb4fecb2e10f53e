import Domain
import Foundation
import TestSupport
import Testing
import Traffic

@testable import Intake

@Suite struct BatchReaderPropertyTests {
  /// Where the records of one input differ between both ways; nil if they don't.
  private static func difference(in input: [UInt8], chunkSizeBytes: Int = 1 << 20) throws -> String?
  {
    let (fast, careful) = (
      try ReadSource.inBatches(input, chunkSizeBytes: chunkSizeBytes), ReadSource.carefully(input)
    )
    guard fast != careful else { return nil }
    let pairs = zip(fast.tasks, careful.tasks).first { $0 != $1 }
    let others = zip(fast.others, careful.others).first { $0 != $1 }
    return """
      \(fast.tasks.count) and \(careful.tasks.count) tasks, \(fast.others.count) and \
      \(careful.others.count) others, \(pairs.map { "\($0)" } ?? ""), \(others.map { "\($0)" } ?? "")
      \(String(decoding: input, as: UTF8.self))
      """
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `batches give the same as the general parser, record by record`(seed: UInt64) throws {
    var tasks = RandomTasks(seed: seed, oddPercent: Int(seed % 4) * 4)
    for _ in 0..<30 {
      let difference = try Self.difference(in: Array(tasks.document().utf8))
      #expect(difference == nil)
    }
  }

  @Test(arguments: 101...130 as ClosedRange<UInt64>)
  func `batches give the same as the general parser on long inputs`(seed: UInt64) throws {
    var tasks = RandomTasks(seed: seed, oddPercent: Int(seed % 3) * 3)
    var input: [UInt8] = []
    for _ in 0..<300 { input += Array("\(tasks.document())\n".utf8) }
    let difference = try Self.difference(in: input)
    #expect(difference == nil)
  }

  @Test(arguments: 201...240 as ClosedRange<UInt64>)
  func `batches give the same as the general parser on damaged bytes`(seed: UInt64) throws {
    var tasks = RandomTasks(seed: seed, oddPercent: 2)
    for _ in 0..<60 {
      var input = Array(tasks.document().utf8)
      tasks.damage(&input)
      input += Array("\n\(tasks.document())\n".utf8)
      let difference = try Self.difference(in: input)
      #expect(difference == nil)
    }
  }

  @Test(arguments: 301...330 as ClosedRange<UInt64>)
  func `what is no JSON for Foundation is none for the parser`(seed: UInt64) throws {
    var tasks = RandomTasks(seed: seed, oddPercent: 2)
    var (accepted, refused) = (0, 0)
    for _ in 0..<60 {
      var input = Array(tasks.document().utf8)
      if tasks.number(0, 3) > 0 { tasks.damage(&input) }
      guard FoundationJSON.isDefinedForBoth(input) else { continue }
      let isAccepted = (try? JSONValue(input)) != nil
      if isAccepted { accepted += 1 } else { refused += 1 }
      let isEqual = isAccepted == FoundationJSON.isDocument(input)
      #expect(isEqual, "\(String(decoding: input, as: UTF8.self))")
    }
    #expect(accepted > 10)
    #expect(refused > 10)
  }
}

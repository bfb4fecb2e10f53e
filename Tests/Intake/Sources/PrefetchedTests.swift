import Foundation
import Synchronization
import Testing

@testable import Intake

@Suite struct PrefetchedTests {
  private struct Broken: Error, Equatable {}

  /// Returns the numbers below a limit, then ends or fails, and counts its calls.
  private final class Numbers: Sendable {
    let asked = Mutex(0)
    let limit: Int
    let fails: Bool

    init(limit: Int, fails: Bool = false) {
      (self.limit, self.fails) = (limit, fails)
    }

    func next() throws(Broken) -> Int? {
      let number = asked.withLock { asked in
        asked += 1
        return asked - 1
      }
      if number < limit { return number }
      if fails { throw Broken() }
      return nil
    }
  }

  private static func prefetched(
    _ numbers: Numbers, capacity: Int
  ) -> Prefetched<Int, Broken> {
    Prefetched(capacity: capacity) { () throws(Broken) -> Int? in try numbers.next() }
  }

  private static func waitUntil(_ condition: () -> Bool) -> Bool {
    for _ in 0..<5000 {
      if condition() { return true }
      Thread.sleep(forTimeInterval: 0.001)
    }
    return false
  }

  @Test(arguments: [1, 2, 100])
  func `all elements come in order, then nothing`(capacity: Int) throws {
    let source = Self.prefetched(Numbers(limit: 1000), capacity: capacity)
    var found: [Int] = []
    while let number = try source.next() { found.append(number) }
    #expect(found == Array(0..<1000))
    let end = try source.next()
    #expect(end == nil)
  }

  @Test(arguments: [0, 1, 5])
  func `a failure comes after the last element, once`(limit: Int) throws {
    let source = Self.prefetched(Numbers(limit: limit, fails: true), capacity: 2)
    for number in 0..<limit { #expect(try source.next() == number) }
    #expect(throws: Broken.self) { try source.next() }
    let end = try source.next()
    #expect(end == nil)
  }

  @Test(arguments: [1, 2, 7])
  func `the producer is never more than its capacity ahead`(capacity: Int) throws {
    let numbers = Numbers(limit: .max)
    let source = Self.prefetched(numbers, capacity: capacity)
    for taken in 1...20 {
      _ = try source.next()
      let isAhead = Self.waitUntil { numbers.asked.withLock { $0 } == taken + capacity }
      #expect(isAhead)
    }
    Thread.sleep(forTimeInterval: 0.01)
    #expect(numbers.asked.withLock { $0 } == 20 + capacity)
  }

  @Test(arguments: [0, 1, 10])
  func `the thread ends and releases its producer when it is dropped early`(taken: Int) throws {
    weak var producer: Numbers?
    func takeSome() throws {
      let numbers = Numbers(limit: .max)
      producer = numbers
      let source = Self.prefetched(numbers, capacity: 2)
      for number in 0..<taken { #expect(try source.next() == number) }
    }
    try takeSome()
    #expect(Self.waitUntil { producer == nil })
  }

  @Test func `an ended producer is released`() throws {
    weak var producer: Numbers?
    func takeAll() throws -> Prefetched<Int, Broken> {
      let numbers = Numbers(limit: 3)
      producer = numbers
      let source = Self.prefetched(numbers, capacity: 2)
      while try source.next() != nil {}
      return source
    }
    let source = try takeAll()
    #expect(Self.waitUntil { producer == nil })
    let end = try source.next()
    #expect(end == nil)
  }
}

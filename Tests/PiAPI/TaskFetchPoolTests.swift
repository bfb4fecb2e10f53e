import Domain
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import PiAPI

/// Workers ask, one receives.
@Suite struct TaskFetchPoolTests {
  /// Answers every task after a moment, and counts what is under way.
  private final class Provider: Sendable {
    struct State {
      var underWay = 0
      var mostUnderWay = 0
      var asked: [String] = []
    }

    let state = Mutex(State())

    func answer(from url: URL) -> Answer {
      state.withLock { state in
        state.underWay += 1
        state.mostUnderWay = max(state.mostUnderWay, state.underWay)
        state.asked.append(url.lastPathComponent)
      }
      usleep(2000)
      state.withLock { $0.underWay -= 1 }
      let task = TaskText.task { $0.taskID = url.lastPathComponent }
      return Answer(body: Array(task.envelope.utf8))
    }
  }

  private struct Line: Transport {
    let provider: Provider

    func answer(from url: URL) throws(AnswerFault) -> Answer { provider.answer(from: url) }
  }

  private static func ids(_ count: Int) throws -> [AskableID] {
    try (0..<count).map { try #require(AskableID(TaskID("task-\($0)"))) }
  }

  private static func fetch(_ provider: Provider) throws -> TaskFetch {
    TaskFetch(
      baseURL: try #require(BaseURL("https://api.example")),
      policy: RetryPolicy(attemptLimit: 2, baseMilliseconds: 1), now: { Instant(seconds: 0) },
      makeTransport: { Line(provider: provider) })
  }

  @Test(arguments: [1, 4, 9])
  func `each task is asked for once, and never more at once than allowed`(atOnce: Int) throws {
    let provider = Provider()
    let speed = TaskFetch.Speed(atOnce: atOnce, perSecond: 1000)
    var received: [String] = []
    let unasked = try Self.fetch(provider).run(try Self.ids(60), speed: speed) { event in
      guard case .answered(let answer) = event else { return }
      received.append(answer.value.id.text)
    }
    #expect(unasked == 0)
    let expected = try Self.ids(60).map(\.taskID.text)
    #expect(received.sorted() == expected.sorted())
    let state = provider.state.withLock { $0 }
    #expect(state.asked.sorted() == expected.sorted())
    #expect(state.mostUnderWay <= atOnce)
  }

  @Test func `the rate is kept`() throws {
    let start = ContinuousClock.now
    _ = try Self.fetch(Provider()).run(
      try Self.ids(30), speed: TaskFetch.Speed(atOnce: 4, perSecond: 100)
    ) { _ in }
    // The first four come at once, the others at intervals of 10 ms.
    #expect(ContinuousClock.now - start >= .milliseconds(260))
  }

  private struct DiskFull: Error {}

  @Test func `a receiver that fails ends the run`() throws {
    let provider = Provider()
    var received = 0
    #expect(throws: DiskFull.self) {
      _ = try Self.fetch(provider).run(
        try Self.ids(500), speed: TaskFetch.Speed(atOnce: 4, perSecond: 1000)
      ) { _ in
        received += 1
        if received == 3 { throw DiskFull() }
      }
    }
    #expect(received == 3)
    usleep(100_000)
    #expect(provider.state.withLock { $0.asked.count } < 40)
  }
}

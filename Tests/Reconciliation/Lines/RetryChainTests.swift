import Domain
import Reconciliation
import TestSupport
import Testing
import Traffic

@Suite struct RetryChainTests {
  /// A task that is created in a second and ends ten seconds later.
  private static func task(
    _ second: Int64, _ status: TaskStatus = .failed, account: String? = "a", values: String = "37",
    billed: Int64 = 0, end: Int64? = nil
  ) -> RetryTask {
    RetryTask(
      key: RetryTask.Key(requestID: 1, varyingValues: values, account: account),
      id: TaskID("task \(second) \(status) \(values) \(account ?? "")"), model: "studio",
      taskType: "poster", createdAt: Instant(seconds: second),
      endedAt: Instant(seconds: end ?? second + 10), status: status, billed: Points(billed))
  }

  private static func lengths(_ tasks: RetryTask...) -> [Int] {
    RetryChain.chains(among: tasks.reversed()).map(\.tasks.count)
  }

  @Test func `the same request within an hour after a failure is a retry`() {
    #expect(Self.lengths(Self.task(0), Self.task(3610, .completed)) == [2])
    #expect(Self.lengths(Self.task(0), Self.task(3611, .completed)) == [])
    #expect(Self.lengths(Self.task(0), Self.task(9, .completed)) == [])
    #expect(Self.lengths(Self.task(0), Self.task(10, .completed)) == [2])
    #expect(Self.lengths(Self.task(0, .completed), Self.task(20, .completed)) == [])
    #expect(Self.lengths(Self.task(0, .cancelled), Self.task(20), Self.task(40)) == [3])
    #expect(Self.lengths(Self.task(0), Self.task(20, .completed), Self.task(40)) == [2])
  }

  @Test func `another account or another varying value is another request`() {
    #expect(Self.lengths(Self.task(0), Self.task(20, .completed, account: nil)) == [])
    #expect(Self.lengths(Self.task(0), Self.task(20, .completed, values: "38")) == [])
  }

  @Test func `of two failures the one that ended first is retried first`() throws {
    let chains = RetryChain.chains(among: [
      Self.task(0, end: 30), Self.task(1, end: 20), Self.task(40, .completed, billed: 7),
    ])
    #expect(chains.map { $0.tasks.map(\.createdAt.seconds) } == [[1, 40]])
    #expect(chains.map(\.isDelivered) == [true])
  }

  @Test func `a chain costs what its tasks cost together`() {
    let chain = RetryChain.chains(among: [
      Self.task(0, billed: 3), Self.task(20, billed: 4), Self.task(40, .completed, billed: 50),
    ])
    #expect(chain.map(\.billed) == [Points(57)])
    #expect(chain.map(\.billedFailures) == [Points(7)])
  }

  @Test(arguments: 0..<40)
  func `no task is in two chains, and all but the last of each failed`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let tasks = (0..<80).map { number in
      Self.task(
        Int64(number) * 250 + Int64.random(in: 0..<250, using: &random),
        Bool.random(using: &random) ? .failed : .completed,
        values: String(Int.random(in: 0...2, using: &random)))
    }
    let chains = RetryChain.chains(among: tasks)
    let ids = chains.flatMap { $0.tasks.map(\.id) }
    #expect(Set(ids).count == ids.count, "seed \(seed)")
    for chain in chains {
      #expect(chain.tasks.count > 1, "seed \(seed)")
      #expect(chain.tasks.dropLast().allSatisfy { $0.status.isWithoutResult }, "seed \(seed)")
      for (one, next) in zip(chain.tasks, chain.tasks.dropFirst()) {
        let wait = next.createdAt.seconds(since: one.endedAt)
        #expect((0...3600).contains(wait), "seed \(seed)")
      }
    }
    #expect(chains == RetryChain.chains(among: tasks.shuffled(using: &random)), "seed \(seed)")
  }
}

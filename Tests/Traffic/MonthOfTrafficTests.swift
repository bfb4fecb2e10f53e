import Domain
import Foundation
import Testing

@testable import Traffic

@Suite struct MonthOfTrafficTests {
  /// A JSON value of a text.
  private static func object(_ text: some StringProtocol) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return try #require(object?["data"] as? [String: Any])
  }

  @Test(arguments: [1, 2, 20_260_301] as [UInt64])
  func `the balances come to what tasks, the top-up and the planted charge took`(
    seed: UInt64
  ) throws {
    let month = MonthOfTraffic(seed: seed)
    let balances = try month.accountFiles.filter { $0.name.hasSuffix("-account.json") }.map {
      try #require(try Self.object($0.text)["wallet"] as? [String: Any])["point_remain"] as? Int64
    }.compactMap(\.self)
    #expect(balances.count == MonthOfTraffic.days + 1)
    let billed = month.tasks.map(\.billed.count).reduce(0, +)
    let unlogged = Int64(MonthOfTraffic.unloggedTaskCount) * 280_000
    let first = try #require(balances.first)
    let last = try #require(balances.last)
    #expect(last == first - billed - unlogged + 1_000_000_000 - 5_000_000, "seed \(seed)")
  }

  @Test func `the history has one row for each task, logged or not, newest first`() throws {
    let month = MonthOfTraffic(seed: 1)
    let history = try #require(month.accountFiles.first)
    let rows = try history.text.split(separator: "\n").flatMap { line in
      try #require(try Self.object(line)["data"] as? [[String: Any]])
    }
    let ids = rows.compactMap { $0["task_id"] as? String }
    #expect(ids.count == month.taskCount + MonthOfTraffic.unloggedTaskCount)
    #expect(Set(ids).isSuperset(of: month.tasks.map(\.taskID)))
    #expect(Set(ids).count == ids.count)
    let times = rows.compactMap { $0["created_at"] as? String }
    #expect(times == times.sorted().reversed())
    let usages = Dictionary(
      uniqueKeysWithValues: zip(ids, rows.compactMap { $0["usage"] as? Int64 }))
    for task in month.tasks { #expect(usages[task.taskID] == task.billed.count) }
  }

  @Test func `the refund comes after the grace period, in the night after the bill's`() throws {
    let refunded = MonthOfTraffic(seed: 1).tasks.filter { $0.refundedAt != nil }
    #expect(refunded.count == 1)
    let task = try #require(refunded.first)
    let refundedAt = try #require(task.refundedAt)
    #expect(refundedAt.seconds(since: task.endedAt) > 24 * 3600)
    #expect(refundedAt.day == task.endedAt.day + 1)
    #expect(task.webhook.contains("\"consume\":0"))
    #expect(task.webhookBeforeRefund.contains("\"consume\":\(task.points.count)"))
  }
}

import Domain
import Testing

@Suite struct LatestStateTests {
  @Test func `an ended state beats a running one, however late that was delivered`() {
    let ended = seen(.completed, llm(280_000), endedAt: 1_009)
    let running = seen(.processing, llm(280_000), deliveredAt: 9_999)
    #expect(record(ended, running).state.status == .completed)
    #expect(record(running, ended).state.status == .completed)
    #expect(record(running, ended).isSettled)
  }

  @Test func `of two ends the later one wins`() {
    let completed = seen(.completed, endedAt: 1_009, deliveredAt: 9_999) { $0.outputCount = 4 }
    let failed = seen(.failed, endedAt: 1_010) { $0.errorCode = 10_000 }
    for state in [record(completed, failed).state, record(failed, completed).state] {
      #expect(state.status == .failed)
      #expect(state.errorCode == 10_000)
      #expect(state.outputCount == nil)
    }
  }

  @Test func `of two deliveries of one end the later one wins`() {
    let first = seen(.completed, endedAt: 1_009, deliveredAt: 1_010) { $0.outputCount = 1 }
    let second = seen(.completed, endedAt: 1_009, deliveredAt: 1_015) { $0.outputCount = 2 }
    #expect(record(first, second).state.outputCount == 2)
    #expect(record(second, first).state.outputCount == 2)
  }

  @Test func `of two running states the later delivery wins`() {
    let pending = seen(.pending, deliveredAt: 1_001)
    let processing = seen(.processing, deliveredAt: 1_002)
    #expect(record(pending, processing).state.status == .processing)
    #expect(record(processing, pending).state.status == .processing)
  }

  @Test func `of two states of one moment the more advanced one wins`() {
    #expect(record(seen(.processing), seen(.pending)).state.status == .processing)
    #expect(
      record(seen(.failed, endedAt: 1_009), seen(.completed, endedAt: 1_009)).state.status
        == .completed)
  }

  @Test func `an older webhook after a newer one changes nothing`() {
    let newer = seen(.completed, llm(280_000), endedAt: 1_009, deliveredAt: 1_015) {
      $0.outputCount = 1
    }
    let older = seen(.processing, llm(280_000), deliveredAt: 1_005)
    #expect(record(newer, older) == record(newer))
    #expect(record(newer, newer, older, newer) == record(newer))
  }

  @Test func `a task on the user's own account stays so by its latest state`() {
    let ours = seen(.completed, endedAt: 1_009) { $0.isOwnAccount = true }
    #expect(record(seen(.pending), ours).state.isOwnAccount)
  }
}

@Suite struct MergedFactsTests {
  private static let size = Request.Field("size", .word("2K"))
  private static let count = Request.Field("n", .number(ExactDecimal(2)))

  @Test func `a task was created at the earliest time that is known`() {
    let late = seen(.completed, endedAt: 1_009) { $0.createdAt = Instant(seconds: 1_001) }
    let undated = seen(.completed, endedAt: 1_010) { $0.createdAt = nil }
    #expect(record(late, seen(.pending), undated).createdAt == Instant(seconds: 1_000))
    #expect(record(undated, late).createdAt == Instant(seconds: 1_001))
    #expect(record(undated).createdAt == nil)
  }

  @Test func `the fuller request wins, whoever shows it`() {
    let created = seen(.pending) {
      $0.request = Request(
        model: "seedream", taskType: "seedream-5-lite", fields: [Self.size, Self.count])
    }
    let bare = seen(.completed, endedAt: 1_009)
    #expect(record(created, bare).request.fields == [Self.count, Self.size])
    #expect(record(bare, created).request.fields == [Self.count, Self.size])
  }

  @Test func `an account that any answer names is kept`() {
    let named = seen(.pending) { $0.account = "studio" }
    #expect(record(named, seen(.completed, endedAt: 1_009)).account == "studio")
    #expect(record(seen(.completed, endedAt: 1_009), named).account == "studio")
  }

  @Test func `usage is kept from an older answer when the newest has none`() {
    let created = seen(.pending, llm(280_000))
    let ended = seen(.completed, endedAt: 1_009)
    #expect(record(created, ended).usage?.usage == llm(280_000))
    #expect(record(ended, created).usage?.usage == llm(280_000))
    #expect(record(ended, created).state.status == .completed)
  }

  @Test func `the newest usage replaces an older one`() {
    let created = seen(.pending, point(frozen: 7_500_000, consume: 0))
    let ended = seen(
      .completed, point(frozen: 7_500_000, consume: 7_500_000), endedAt: 1_009)
    #expect(record(ended, created).usage?.usage.consume == Points(7_500_000))
  }
}

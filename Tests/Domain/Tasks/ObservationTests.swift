import Domain
import Testing

@Suite struct ObservationTests {
  @Test func `a record was made after the latest moment that it names`() {
    let observation = seen(.completed, endedAt: 1_009, deliveredAt: 1_012) {
      $0.startedAt = Instant(seconds: 1_001)
    }
    #expect(observation.seenAt == Instant(seconds: 1_012))
    #expect(seen(.completed, endedAt: 1_009).seenAt == Instant(seconds: 1_009))
    #expect(seen(.pending).seenAt == Instant(seconds: 1_000))
  }

  @Test func `a record without times has no moment`() {
    #expect(seen(.pending) { $0.createdAt = nil }.seenAt == nil)
  }
}

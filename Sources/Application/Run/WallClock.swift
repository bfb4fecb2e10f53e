import Domain
import Foundation

/// The system's clock, or the moment that a test against a stand-in for the provider sets.
struct WallClock: Sendable {
  /// Counts only where the provider is on this machine, so that no real answer gets a false time.
  static let testVariable = "PILEDGER_TEST_NOW"

  private let testMoment: Instant?

  init() throws(Failure) {
    let text = ProcessInfo.processInfo.environment[WallClock.testVariable] ?? ""
    testMoment = Timestamp(text)?.instant
    guard testMoment != nil || text.isEmpty else {
      throw Failure(.configuration, "\(WallClock.testVariable): expected an RFC 3339 time")
    }
  }

  var isReal: Bool { testMoment == nil }

  /// The current time in nanoseconds, precise enough to name answers by.
  func now() -> Instant {
    if let testMoment { return testMoment }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(
      nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }
}

extension Instant {
  /// The first whole second that is not earlier.
  var roundedUpToSecond: Instant {
    let second = Instant(seconds: seconds)
    return second < self ? second.adding(seconds: 1) : self
  }
}

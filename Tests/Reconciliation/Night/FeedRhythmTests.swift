import Domain
import Reconciliation
import Testing

/// When silence is news, given the days on which tasks came before.
@Suite struct FeedRhythmTests {
  /// A Monday.
  private static let start = CalendarDay(number: 20_458)

  private static func days(_ count: Int, where isActive: (Int) -> Bool) -> [CalendarDay] {
    (0..<count).filter(isActive).map { start + $0 }
  }

  /// The first silent day after the last one with tasks at whose end silence is news, counted from 1.
  private static func patience(_ days: [CalendarDay]) -> Int? {
    guard let rhythm = FeedRhythm(days) else { return nil }
    return (1...200).first { rhythm.isNews(silenceThrough: rhythm.lastDay + $0) }
  }

  @Test(arguments: [
    ("x", 2),
    // The last of 84 days is a Sunday, so that the last one with tasks is a Friday.
    ("xxxxx..", 4), (".....xx", 13), ("..x....", 21), ("x..", 21),
    ("xxxxxxxxxxxxxxxxxxxxx.......", 14),
  ])
  func `how soon silence is news follows from the days with tasks so far`(
    pattern: String, patience: Int
  ) {
    let marks = Array(pattern)
    #expect(Self.patience(Self.days(84) { marks[$0 % marks.count] == "x" }) == patience)
  }

  @Test(arguments: [0, 1, 5, 13])
  func `too few days have no rhythm`(count: Int) {
    #expect(FeedRhythm(Self.days(count) { _ in true }) == nil)
  }

  @Test func `what lies more than eight weeks back does not count`() {
    let slow = Self.days(84) { $0 % 7 == 0 }
    let daily = (84..<140).map { Self.start + $0 }
    #expect(Self.patience(slow + daily) == 2)
  }

  @Test func `a pause like an earlier one is no news until it is about twice as long`() throws {
    let days = Self.days(56) { !(20..<26).contains($0) }
    let patience = try #require(Self.patience(days))
    #expect((7...14).contains(patience))
  }

  /// Ways in which accounts work.
  enum Account: CaseIterable {
    case regular, weekdays, weekends, weekly, mostly, sparse, growing

    /// The chance of tasks on a day of the week, from Monday on, of some week.
    func chance(onWeekday day: Int, inWeek week: Int) -> Double {
      switch self {
      case .regular: 1
      case .weekdays: day < 5 ? 1 : 0
      case .weekends: day < 5 ? 0 : 1
      case .weekly: day == 3 ? 1 : 0
      case .mostly: day < 5 ? 0.97 : 0.3
      case .sparse: 0.25
      case .growing: min(1, 0.2 + Double(week) / 20)
      }
    }

    var isRandom: Bool { [.mostly, .sparse, .growing].contains(self) }
  }

  @Test(arguments: Account.allCases)
  func `an account that works as usual is no news, and one that stops is`(
    account: Account
  ) throws {
    var falseAlarms = 0
    let years = 12
    for seed in 1...UInt64(years) {
      var numbers = SeededDays(seed: seed)
      let days = Self.days(364) {
        numbers.uniform() < account.chance(onWeekday: $0 % 7, inWeek: $0 / 7)
      }
      for (place, next) in days.enumerated().dropFirst() {
        let rhythm = FeedRhythm(Array(days[..<place]))
        if rhythm?.isNews(silenceThrough: next + -1) == true { falseAlarms += 1 }
      }
      let patience = try #require(Self.patience(days), "\(account), seed \(seed)")
      let last = try #require(days.last)
      let recent = days.filter { $0 > last + -56 }.count
      // Two weeks, or ten expected days with tasks.
      let missed = Double(patience * recent) / 56
      #expect(patience <= 14 || missed <= 10, "\(account), seed \(seed)")
    }
    // An account that works at random may rest for this long once in several years.
    #expect(
      falseAlarms <= (account.isRandom ? 3 : 0), "\(account): \(falseAlarms) in \(years) years")
  }
}

/// Numbers of a generator with a fixed seed.
private struct SeededDays {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  /// From 0 up to but excluding 1.
  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 40) / Double(1 << 24)
  }
}

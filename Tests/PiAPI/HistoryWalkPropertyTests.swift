import Domain
import Testing

@testable import PiAPI

/// Numbers determined by a seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct HistoryWalkPropertyTests {
  /// Rows that come and go between requests, newest first.
  private struct ChangingHistory {
    var random: SeededNumbers
    var rows: [Int]
    var nextRow: Int
    let percentChanging: Int
    /// Rows that existed throughout.
    var lasting: Set<Int>

    init(seed: UInt64) {
      random = SeededNumbers(state: seed)
      let count = Int.random(in: 0...60, using: &random)
      rows = Array((0..<count).reversed())
      nextRow = count
      lasting = Set(rows)
      percentChanging = Int.random(in: 0...60, using: &random)
    }

    mutating func change() {
      guard Int.random(in: 0..<100, using: &random) < percentChanging else { return }
      if rows.isEmpty || Bool.random(using: &random) {
        for _ in 0..<Int.random(in: 1...12, using: &random) {
          rows.insert(nextRow, at: 0)
          nextRow += 1
        }
      } else {
        lasting.remove(rows.remove(at: Int.random(in: 0..<rows.count, using: &random)))
      }
    }

    func page(_ number: Int) -> [Int] { Array(rows.dropFirst((number - 1) * 10).prefix(10)) }
  }

  @Test(arguments: 0..<500 as Range<UInt64>)
  func `a walk that says complete has every row that existed throughout`(seed: UInt64) {
    var history = ChangingHistory(seed: seed)
    var walk = HistoryWalk(window: HistoryWindow(since: nil, until: Instant(seconds: 0)))
    var seen: Set<Int> = []
    var requests = 0
    while walk.end == nil, requests < 1000 {
      let rows = history.page(walk.page)
      seen.formUnion(rows)
      walk.take(
        HistoryAnswer(
          total: history.rows.count, sizeRows: 10,
          rows: rows.map { HistoryAnswer.RowKey("\($0)") }))
      history.change()
      requests += 1
    }
    #expect(walk.end != nil)
    #expect(walk.rowCount == seen.count)
    if walk.end == .complete { #expect(history.lasting.subtracting(seen).isEmpty) }
    if history.percentChanging == 0 { #expect(walk.end == .complete) }
  }
}

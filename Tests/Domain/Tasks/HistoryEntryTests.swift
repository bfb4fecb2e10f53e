import Domain
import TestSupport
import Testing
import Traffic

@Suite struct HistoryEntryTests {
  private static func entry(_ change: (inout HistoryEntry) -> Void = { _ in }) -> HistoryEntry {
    var entry = HistoryEntry(
      entryID: "4711", taskID: "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", account: "12",
      apiKeyID: "3", model: "seedream", action: "create", status: "processing",
      serviceMode: "public",
      usageType: "llm", usage: ExactDecimal(280_000), createdAt: Instant(seconds: 1_000),
      updatedAt: Instant(seconds: 2_000))
    change(&entry)
    return entry
  }

  @Test func `the later update replaces the earlier, not the reverse`() {
    let earlier = Self.entry { $0.status = "processing" }
    let later = Self.entry {
      $0.status = "finished"
      $0.updatedAt = Instant(seconds: 2_001)
    }
    #expect(later.replaces(earlier))
    #expect(!earlier.replaces(later))
  }

  @Test func `an update without a time is the earliest`() {
    let undated = Self.entry {
      $0.status = "zzz"
      $0.updatedAt = nil
    }
    #expect(Self.entry().replaces(undated))
    #expect(!undated.replaces(Self.entry()))
  }

  @Test func `of one moment the row of an ended task replaces that of a running one`() {
    let running = Self.entry {
      $0.status = "processing"
      $0.usage = ExactDecimal(999_999)
    }
    let ended = Self.entry { $0.status = "failed" }
    #expect(ended.replaces(running))
    #expect(!running.replaces(ended))
  }

  @Test func `a deleted row replaces what was before its deletion, and what has its time`() {
    let deleted = Self.entry { $0.deletedAt = Instant(seconds: 2_010) }
    #expect(deleted.replaces(Self.entry()))
    #expect(deleted.replaces(Self.entry { $0.updatedAt = Instant(seconds: 2_010) }))
    #expect(!deleted.replaces(Self.entry { $0.updatedAt = Instant(seconds: 2_011) }))
  }

  @Test func `the same row again replaces nothing`() {
    #expect(!Self.entry().replaces(Self.entry()))
  }

  static let changes: [HistoryEntry] = [
    entry { $0.status = "finished" }, entry { $0.usage = ExactDecimal(0) },
    entry { $0.usage = nil }, entry { $0.taskID = nil }, entry { $0.apiKeyID = "4" },
    entry { $0.account = nil }, entry { $0.account = "13" }, entry { $0.model = "mj" },
    entry { $0.action = "refund" }, entry { $0.serviceMode = "private" },
    entry { $0.usageType = "point" }, entry { $0.createdAt = nil },
    entry { $0.deletedAt = Instant(seconds: 1_500) },
  ]

  @Test(arguments: HistoryEntryTests.changes)
  func `of two rows updated at one moment that differ anywhere, exactly one stays`(
    other: HistoryEntry
  ) {
    let entry = Self.entry()
    #expect(entry.replaces(other) != other.replaces(entry))
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `the row that stays is the same whatever the order of import`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let rows = (0..<12).map { _ in
      Self.entry {
        $0.status = ["processing", "finished", "failed"].randomElement(using: &random) ?? ""
        $0.usage = ExactDecimal(Int64.random(in: 0...2, using: &random))
        $0.updatedAt = Instant(seconds: Int64.random(in: 1...3, using: &random))
      }
    }
    let kept = Self.kept(of: rows)
    for _ in 0..<20 {
      let shuffled = rows.shuffled(using: &random)
      #expect(Self.kept(of: shuffled) == kept)
    }
  }

  private static func kept(of rows: [HistoryEntry]) -> HistoryEntry? {
    rows.dropFirst().reduce(rows.first) { kept, row in
      kept.map { row.replaces($0) ? row : $0 }
    }
  }
}

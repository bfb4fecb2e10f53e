import Domain
import Ledger
import RateCards
import TestSupport
import Testing

/// A closed month keeps its figures by tag too.
@Suite struct TaggedClosedMonthTests {
  private static let later = "2026-06-10T08:00:00Z"

  private static func close(_ scenario: TagScenario) throws {
    let day = try #require(CalendarDay("2026-05-17"))
    try scenario.ledger.opened(.readWrite).close(
      monthOf: day, at: try moment("2026-06-02T08:00:00Z"))
  }

  private static func tagged() throws -> TagScenario {
    let scenario = try TagScenario()
    try scenario.importing(TagScenario.task(1).envelope, tags: ["project": "ads"])
    try scenario.importing(TagScenario.task(2).envelope, from: "b.ndjson")
    try close(scenario)
    return scenario
  }

  private static let may = ["2026-05-04 matched 1 project=ads", "2026-05-04 matched 1"]

  @Test func `another card leaves the tagged figures, and the change counts where it was found`()
    throws
  {
    let scenario = try Self.tagged()
    let pricer = try SmallCard(imageUSD: "0.03").pricer
    try scenario.ledger.opened(.readWrite).usePricer(pricer, asOf: try moment(Self.later))
    try scenario.ledger.opened(.readWrite).advance(asOf: try moment(Self.later))
    #expect(try scenario.rows(in: "2026-05", asOf: Self.later) == Self.may)
    #expect(
      try scenario.rows(in: "2026-06", asOf: Self.later) == [
        "2026-06-10 matched -1 of 2026-05-04 project=ads", "2026-06-10 matched -1 of 2026-05-04",
        "2026-06-10 undercharged 1 of 2026-05-04 project=ads",
        "2026-06-10 undercharged 1 of 2026-05-04",
      ])
    #expect(try scenario.isConsistent(asOf: Self.later))
    // The previous card undoes it all.
    try scenario.ledger.opened(.readWrite).usePricer(
      try SmallCard().pricer, asOf: try moment(Self.later))
    try scenario.ledger.opened(.readWrite).advance(asOf: try moment(Self.later))
    #expect(try scenario.rows(in: "2026-05", asOf: Self.later) == Self.may)
    #expect(try scenario.rows(in: "2026-06", asOf: Self.later) == [])
    #expect(try scenario.isConsistent(asOf: Self.later))
  }

  @Test func `a tag that comes after the close moves spend on the day it comes`() throws {
    let scenario = try Self.tagged()
    try scenario.tagging([(2, "project=web")], asOf: Self.later)
    #expect(try scenario.rows(in: "2026-05", asOf: Self.later) == Self.may)
    #expect(
      try scenario.rows(in: "2026-06", asOf: Self.later) == [
        "2026-06-10 matched 1 of 2026-05-04 project=web", "2026-06-10 matched -1 of 2026-05-04",
      ])
    #expect(try scenario.isConsistent(asOf: Self.later))
  }

  @Test func `a reopened month absorbs the changes of its tags`() throws {
    let scenario = try Self.tagged()
    try scenario.tagging([(2, "project=web")], asOf: Self.later)
    let day = try #require(CalendarDay("2026-05-17"))
    try scenario.ledger.opened(.readWrite).reopen(
      monthOf: day, at: try moment(Self.later), reason: "tags")
    #expect(
      try scenario.rows(in: "2026-05", asOf: Self.later)
        == ["2026-05-04 matched 1 project=ads", "2026-05-04 matched 1 project=web"])
    #expect(try scenario.rows(in: "2026-06", asOf: Self.later) == [])
    #expect(try scenario.isConsistent(asOf: Self.later))
  }
}

import Domain
import ReportSamples
import Reports
import Testing

@Suite struct AnomalyTests {
  private static func names(_ anomalies: [Anomaly]) -> [String] {
    anomalies.map { "\($0.subject.name) \($0.measure.rawValue)" }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `ordinary nights stay calm`(seed: UInt64) throws {
    let anomalies = try AnomalySamples.anomalies(
      in: AnomalySamples.history(models: 6, seed: seed))
    #expect(Self.names(anomalies) == [])
  }

  @Test func `more tasks are one flag, which includes spend and the total`() throws {
    let anomalies = try AnomalySamples.burst(models: 3, burstsIn: 1..<2)
    #expect(Self.names(anomalies) == ["model model1 tasks"])
    let flag = try #require(anomalies.first)
    #expect(flag.observed == 200 && flag.knownDays == 69)
    #expect(flag.consequences.contains { $0.hasPrefix("model model1: spend 20.00 USD") })
    #expect(flag.consequences.contains { $0.hasPrefix("total: ") })
  }

  @Test func `a costlier task is a price flag`() throws {
    let anomalies = try AnomalySamples.anomalies(
      in: AnomalySamples.history(models: 2) { model, day in
        day == AnomalySamples.lastDay && model == 0 ? (18, 5_000_000, 0) : nil
      })
    #expect(Self.names(anomalies) == ["model model0 mean_price"])
  }

  @Test func `many failures are a separate flag`() throws {
    let anomalies = try AnomalySamples.anomalies(
      in: AnomalySamples.history(models: 2) { model, day in
        day == AnomalySamples.lastDay && model == 1 ? (20, 1_000_000, 12) : nil
      })
    #expect(Self.names(anomalies).contains("model model1 failure_rate"))
    #expect(!Self.names(anomalies).contains("total failure_rate"))
  }

  @Test func `a partially known day is not judged`() throws {
    let history = AnomalySamples.history(models: 1)
    let detector = AnomalyDetector(
      of: AnomalySamples.lastDay + 1, history: history, keys: nil,
      pricer: try AnomalySamples.pricer(), isLedgersCard: true)
    #expect(detector?.anomalies() == nil)
  }
}

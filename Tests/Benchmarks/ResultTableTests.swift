import Testing

@testable import Benchmarks

@Suite struct ResultTableTests {
  private static func usage(_ wall: Double, cpu: Double = 1, peak: Int = 1 << 20) -> ProcessUsage {
    ProcessUsage(wallSeconds: wall, cpuSeconds: cpu, peakBytes: peak)
  }

  @Test func `the table has its columns aligned`() {
    var list = MeasurementList()
    list.add(
      [
        Sample(
          usage: ResultTableTests.usage(1.25), records: 1_000_000, inputBytes: 1_100_000_000,
          ledgerBytesPerTask: 79.6)
      ], of: "import-1m")
    list.add([Sample(step: "daily", usage: ResultTableTests.usage(0.0123))], of: "report-10m")
    #expect(
      ResultTable.text(list.measurements) == """
        | workload         | records/s | MB/s | wall s |     min–max | cpu s | peak MiB | ledger B/task |
        | ---------------- | --------: | ---: | -----: | ----------: | ----: | -------: | ------------: |
        | import-1m        |   800,000 |  880 |  1.250 | 1.250–1.250 | 1.000 |        1 |            80 |
        | report-10m daily |           |      |  0.012 | 0.012–0.012 | 1.000 |        1 |               |

        """)
  }

  @Test func `runs of a step come together, as a median and the largest peak`() {
    var list = MeasurementList()
    for (wall, peak) in [(3.0, 5), (1.0, 9), (2.0, 7)] {
      list.add(
        [Sample(step: "import", usage: ResultTableTests.usage(wall, peak: peak), records: 10)],
        of: "night-1m")
    }
    #expect(list.measurements.count == 1)
    let measurement = list.measurements[0]
    #expect(measurement.name == "night-1m import")
    #expect(measurement.wallSeconds == 2)
    #expect(measurement.shortestSeconds == 1)
    #expect(measurement.longestSeconds == 3)
    #expect(measurement.peakBytes == 9)
    #expect(measurement.recordsPerSecond == 5)
  }

  @Test(
    arguments: [([], 0), ([4], 4), ([3, 1, 2], 2), ([4, 1, 3, 2], 2.5)] as [([Double], Double)])
  func `the median is the middle value`(values: [Double], median: Double) {
    #expect(Measurement.median(values) == median)
  }

  @Test func `steps together take the sum of their times and the largest of their peaks`() {
    let sum =
      ResultTableTests.usage(1, cpu: 2, peak: 9) + ResultTableTests.usage(3, cpu: 4, peak: 5)
    #expect(sum == ResultTableTests.usage(4, cpu: 6, peak: 9))
  }
}

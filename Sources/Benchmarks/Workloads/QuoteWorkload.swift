import Traffic

/// The price of ten thousand requests that have not been sent.
struct QuoteWorkload: Workload {
  private static let records = 10_000

  let name = "quote-10k"
  let abstract = "quote 10k requests"

  func run(on bench: Workbench) throws -> [Sample] {
    let requests = try bench.traffic.requests(QuoteWorkload.records)
    let outcome = try bench.run(
      ["quote", "--format", "csv", requests.path], on: try bench.newLedger(),
      asOf: requests.plan.end)
    let lines = try outcome.output().count { $0 == UInt8(ascii: "\n") } - 1
    guard lines == requests.plan.records else {
      throw BenchmarkError("quote: expected \(requests.plan.records) prices, found \(lines)")
    }
    return [
      Sample(
        usage: outcome.usage, records: requests.plan.records, inputBytes: requests.sizeBytes)
    ]
  }
}

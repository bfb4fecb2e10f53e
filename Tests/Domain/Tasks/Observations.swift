import Domain
import TestSupport
import Traffic

/// An observation of one Seedream task, created at second 1,000.
func seen(
  _ status: TaskStatus, _ usage: Usage? = nil, endedAt: Int64? = nil, deliveredAt: Int64? = nil,
  _ change: (inout Observation) -> Void = { _ in }
) -> Observation {
  var observation = Observation(
    id: TaskID("7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70"),
    request: Request(model: "seedream", taskType: "seedream-5-lite", fields: []),
    status: status, usage: usage, createdAt: Instant(seconds: 1_000),
    endedAt: endedAt.map { Instant(seconds: $0) },
    deliveredAt: deliveredAt.map { Instant(seconds: $0) })
  change(&observation)
  return observation
}

/// Usage of type `llm`, which books at creation.
func llm(_ consume: Int64) -> Usage {
  Usage(type: "llm", frozen: .zero, consume: Points(consume))
}

/// Usage of type `point`, which freezes at creation and books at the end.
func point(frozen: Int64, consume: Int64) -> Usage {
  Usage(type: "point", frozen: Points(frozen), consume: Points(consume))
}

/// The record of observations in order of arrival.
func record(_ first: Observation, _ others: Observation...) -> TaskRecord {
  others.reduce(TaskRecord(first)) { merged($0, TaskRecord($1)) }
}

/// Two records of one task as one.
func merged(_ left: TaskRecord, _ right: TaskRecord) -> TaskRecord {
  var record = left
  record.merge(right)
  return record
}

/// Generates random observations of one task from few values, so that many of them coincide.
struct RandomObservations {
  var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  mutating func next() -> Observation {
    var observation = seen(pick([.staged, .pending, .processing, .completed, .failed, .cancelled]))
    if pick([true, false, false, false]) { observation.status = .other(pick(["queued", "held"])) }
    observation.account = pick([nil, "alpha", "beta"])
    observation.request = request()
    observation.isOwnAccount = pick([false, false, true])
    observation.usage = pick([nil, llm(0), llm(280_000), llm(420_000), usage(), usage()])
    observation.createdAt = moment()
    observation.startedAt = moment()
    observation.endedAt = moment()
    observation.deliveredAt = moment()
    observation.outputCount = pick([nil, 0, 1, 4])
    observation.errorCode = pick([nil, nil, 10_000, 10_003])
    return observation
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func moment() -> Instant? {
    let seconds: Int64? = pick([nil, 10, 20, 30])
    return seconds.map { Instant(seconds: $0) }
  }

  private mutating func usage() -> Usage {
    let (frozen, consume): (Int64, Int64) = (pick([0, 280_000]), pick([0, 280_000]))
    return Usage(
      type: pick(["llm", "point"]), frozen: Points(frozen), consume: Points(consume))
  }

  private mutating func request() -> Request {
    let size = Request.Field("size", .word(pick(["2K", "3K"])))
    let number: Int64 = pick([1, 2])
    let count = Request.Field("n", .number(ExactDecimal(number)))
    let values: [FieldValue] = [.number(ExactDecimal(9)), .number(ExactDecimal(15)), .word("-")]
    let tokens = Request.Field("usage.tokens", pick(values))
    let seconds = Request.Field("logs.reference_seconds", pick(values))
    return Request(
      model: pick(["seedream", "seedream", "seedance"]), taskType: "seedream-5-lite",
      fields: pick([
        [], [size], [count], [size, count], [tokens], [size, tokens], [size, seconds],
        [size, count, seconds],
      ]))
  }
}

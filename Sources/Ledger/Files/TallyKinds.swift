/// Tasks of one kind that are being counted: those of one day and one span of prices, since the last
/// change of either.
struct TallyKind {
  let isCountable: Bool
  private let hasEnded: Bool
  private(set) var day = StoredTask.undated
  private(set) var outcomeID: Int64 = 0
  /// The moments of creation, in nanoseconds since 1970, for which the day and the outcome hold.
  private var spanStart: Int64 = 0
  private var spanEnd: Int64 = 0
  var counted = CountedTasks()
  /// The outcome of each span of prices that was met, by the span's start.
  var outcomeIDs: [Int64: Int64] = [:]

  init(isCountable: Bool, hasEnded: Bool) {
    (self.isCountable, self.hasEnded) = (isCountable, hasEnded)
  }

  @inline(__always)
  func isWithinSpan(_ createdAt: Int64) -> Bool { createdAt >= spanStart && createdAt < spanEnd }

  mutating func start(day: Int64, outcomeID: Int64, span: Range<Int64>) {
    (self.day, self.outcomeID) = (day, outcomeID)
    (spanStart, spanEnd) = (span.lowerBound, span.upperBound)
  }

  /// Counts a task within the span.
  @inline(__always)
  mutating func count(createdAt: Int64, endedAt: Int64) {
    counted.tasks += 1
    // An end that is not known is before every creation.
    guard hasEnded, endedAt >= createdAt else { return }
    counted.waits += 1
    counted.waitSeconds += (endedAt - createdAt) / 1_000_000_000
  }
}

/// The kinds of tasks by the class of their request and their state, in memory of their own since
/// every task looks one up.
struct TallyKinds {
  private var kinds: [TallyKind] = []
  private var numbers = KindNumbers()

  var count: Int { kinds.count }

  subscript(number: Int) -> TallyKind {
    @inline(__always) _read { yield kinds[number] }
    @inline(__always) _modify { yield &kinds[number] }
  }

  @inline(__always)
  mutating func number(requestClass: UInt32, state: UInt32) -> Int? {
    numbers.number(requestClass: requestClass, state: state)
  }

  mutating func add(_ kind: TallyKind, requestClass: UInt32, state: UInt32) -> Int {
    kinds.append(kind)
    return numbers.add(requestClass: requestClass, state: state)
  }
}

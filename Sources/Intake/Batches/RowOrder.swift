/// The order in which a ledger keeps the rows of a batch: by accounting day and id, those of one task
/// as they were read.
///
/// Both halves of an id are signed there. Rows are distributed by the first bits of their ids,
/// then by their days, and only those of one bucket are compared: a batch has few days, and most ids
/// are random.
struct RowOrder {
  /// What a row is sorted by; rows with equal keys are told apart by the rest of them.
  private struct Key {
    let day: Int64
    /// The first half of the id, as a signed number.
    let idHigh: Int64
    let index: Int

    /// The first bits of the id, 0 for those of the least number.
    var bucket: Int { Int(truncatingIfNeeded: UInt64(bitPattern: idHigh ^ .min) >> 52) }

    static let bucketCount = 1 << 12

    func sharesBucket(with other: Key) -> Bool { day == other.day && bucket == other.bucket }
  }

  private var keys: [Key] = []

  init(_ rows: [ObservationRow], by day: (Int64) -> Int64) {
    keys.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      keys.append(
        Key(day: day(row.createdAt), idHigh: Int64(bitPattern: row.idHigh), index: index))
    }
    distribute(into: Key.bucketCount) { $0.bucket }
    distributeByDays()
    rows.withUnsafeBufferPointer { sortBuckets($0) }
  }

  /// The accounting days of the rows in order.
  var days: [Int64] { keys.map(\.day) }

  /// The rows in order.
  func sorted(_ rows: [ObservationRow]) -> [ObservationRow] {
    rows.withUnsafeBufferPointer { rows in keys.map { rows[$0.index] } }
  }

  private mutating func distributeByDays() {
    let days = Set(keys.lazy.map(\.day)).sorted()
    guard days.count > 1 else { return }
    let ranks = Dictionary(uniqueKeysWithValues: zip(days, 0...))
    // Rows of one day often follow one another.
    var (last, rank) = (days[0], 0)
    distribute(into: days.count) { key in
      if key.day != last { (last, rank) = (key.day, ranks[key.day] ?? 0) }
      return rank
    }
  }

  /// Puts the keys into the order of their buckets; those of one bucket keep theirs.
  private mutating func distribute(into count: Int, bucket: (Key) -> Int) {
    let buckets = keys.map(bucket)
    var next = [Int](repeating: 0, count: count + 1)
    for bucket in buckets { next[bucket + 1] += 1 }
    for bucket in 0..<count { next[bucket + 1] += next[bucket] }
    keys = [Key](unsafeUninitializedCapacity: keys.count) { distributed, distributedCount in
      for (key, bucket) in zip(keys, buckets) {
        distributed.initializeElement(at: next[bucket], to: key)
        next[bucket] += 1
      }
      distributedCount = keys.count
    }
  }

  private mutating func sortBuckets(_ rows: UnsafeBufferPointer<ObservationRow>) {
    keys.withUnsafeMutableBufferPointer { keys in
      var start = 0
      while start < keys.count {
        var end = start + 1
        while end < keys.count, keys[end].sharesBucket(with: keys[start]) { end += 1 }
        if end - start > 1 {
          var together = UnsafeMutableBufferPointer(rebasing: keys[start..<end])
          together.sort { RowOrder.isOrdered($0, $1, rows) }
        }
        start = end
      }
    }
  }

  private static func isOrdered(
    _ left: Key, _ right: Key, _ rows: UnsafeBufferPointer<ObservationRow>
  ) -> Bool {
    if left.idHigh != right.idHigh { return left.idHigh < right.idHigh }
    let (leftLow, rightLow) = (
      Int64(bitPattern: rows[left.index].idLow), Int64(bitPattern: rows[right.index].idLow)
    )
    return leftLow == rightLow ? left.index < right.index : leftLow < rightLow
  }
}

extension RecordBatch {
  /// Whether the rows are in the order of a ledger's key.
  package var isSorted: Bool { days.count == rows.count }

  /// Puts the rows into the order in which a ledger keeps them.
  ///
  /// The thread that reads does it, since the one that writes has more to do.
  ///
  /// - Parameter day: The accounting day of a moment in nanoseconds since 1970, and of
  ///   ``ObservationRow/unknown``.
  package mutating func sortRows(by day: (Int64) -> Int64) {
    let order = RowOrder(rows, by: day)
    days = order.days
    rows = order.sorted(rows)
  }
}

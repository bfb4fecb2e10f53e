extension RecordBatch {
  /// What a row is sorted by; equal keys are told apart by the rows themselves.
  private struct Key {
    let day: Int64
    /// The first half of the id, as a signed number.
    let idHigh: Int64
    let index: Int
  }

  /// Whether the rows are in the order of a ledger's key.
  package var isSorted: Bool { days.count == rows.count }

  /// Puts the rows into the order in which a ledger keeps them: by accounting day and id, those of
  /// one task as they were read.
  ///
  /// Both halves of an id are signed there.
  /// The thread that reads does it, since the one that writes has more to do.
  ///
  /// - Parameter day: The accounting day of a moment in nanoseconds since 1970, and of
  ///   ``ObservationRow/unknown``.
  package mutating func sortRows(by day: (Int64) -> Int64) {
    var keys: [Key] = []
    keys.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      keys.append(
        Key(day: day(row.createdAt), idHigh: Int64(bitPattern: row.idHigh), index: index))
    }
    rows.withUnsafeBufferPointer { rows in
      keys.sort { left, right in
        if left.day != right.day { return left.day < right.day }
        if left.idHigh != right.idHigh { return left.idHigh < right.idHigh }
        let (leftLow, rightLow) = (
          Int64(bitPattern: rows[left.index].idLow), Int64(bitPattern: rows[right.index].idLow)
        )
        return leftLow == rightLow ? left.index < right.index : leftLow < rightLow
      }
    }
    rows = keys.map { rows[$0.index] }
    days = keys.map(\.day)
  }
}

import Domain

/// A record of a source, or a rejection.
package enum IntakeItem: Hashable, Sendable {
  case record(IntakeRecord, Place)
  case rejection(Rejection)
  /// The incomplete record at the end of the source, whose rest may still be being written.
  case waiting(Rejection)

  /// The number of records that it counts for: each row of a page counts, an incomplete record does
  /// not yet.
  var recordCount: Int {
    switch self {
    case .record(.historyPage(let page), _): page.entries.count
    case .record, .rejection: 1
    case .waiting: 0
    }
  }

  /// The item to use when not waiting for the rest.
  package var overdue: IntakeItem {
    if case .waiting(let rejection) = self { .rejection(rejection) } else { self }
  }
}

/// Reads the records of one source, plain or gzip, in order, each through the general parser.
///
/// It is the reference for ``BatchReader``, which yields the same records as rows.
package struct RecordReader {
  private var values: ValueReader
  private var isEnded = false
  /// What the last value contained besides its record, still to be returned.
  private var pending: ArraySlice<IntakeItem> = []

  package init(_ source: any ByteSource) {
    self.init(source, valueLimitBytes: ValueReader.defaultValueLimitBytes)
  }

  init(_ source: any ByteSource, valueLimitBytes: Int) {
    values = ValueReader(GzipSource(source), valueLimitBytes: valueLimitBytes)
  }

  /// The next record or rejection; nil at the end.
  ///
  /// A source that fails, such as damaged gzip, ends with a rejection that says so.
  package mutating func next() -> IntakeItem? {
    if let item = pending.popFirst() { return item }
    guard !isEnded else { return nil }
    do throws(SourceError) {
      guard let framed = try values.next() else { return nil }
      pending = values.items(of: framed)[...]
      return pending.popFirst()
    } catch {
      isEnded = true
      return .rejection(values.rejectionOfUnread(error))
    }
  }
}

extension ValueReader {
  /// What the value read last turns out to be: a record, followed by the unreadable rows of a page,
  /// or a rejection.
  func items(of framed: FramedValue) -> [IntakeItem] {
    switch framed {
    case .rejection(let rejection): return [.rejection(rejection)]
    case .waiting(let rejection): return [.waiting(rejection)]
    case .value(let value, let place):
      do throws(RecordError) {
        let record = try IntakeRecord(value)
        guard case .historyPage(let page) = record else { return [.record(record, place)] }
        let rows = page.unreadableRows.map { row in
          IntakeItem.rejection(
            Rejection(
              place: place, reason: row.reason, value: row.value,
              text: Array(row.value.canonicalText.utf8)))
        }
        return [.record(record, place)] + rows
      } catch {
        return [
          .rejection(
            Rejection(
              place: place, reason: error.description, value: value, text: textOfLastValue()))
        ]
      }
    }
  }

  /// What was read of the value in which the source failed.
  func rejectionOfUnread(_ error: SourceError) -> Rejection {
    Rejection(place: unread.place, reason: error.description, text: unread.text)
  }
}

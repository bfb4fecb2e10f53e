import Domain

/// A record of a source, or what could not be read as one.
package enum IntakeItem: Hashable, Sendable {
  case record(IntakeRecord, Place)
  case rejection(Rejection)
  /// The half of a record with which the source ends, whose rest may still be written.
  case waiting(Rejection)

  /// The records that it counts for: rows of a page count each, and half a record not yet.
  var recordCount: Int {
    switch self {
    case .record(.historyPage(let page), _): page.entries.count
    case .record, .rejection: 1
    case .waiting: 0
    }
  }

  /// The item where no rest is waited for.
  package var overdue: IntakeItem {
    if case .waiting(let rejection) = self { .rejection(rejection) } else { self }
  }
}

/// Reads the records of one source, plain or gzip, in its order, each through the careful parser.
///
/// It is the measure of ``BatchReader``, which gives the same records as rows.
package struct RecordReader {
  private var values: ValueReader
  private var isEnded = false
  /// What the last value held beside its record, still to be given.
  private var pending: ArraySlice<IntakeItem> = []

  package init(_ source: any ByteSource) {
    self.init(source, valueLimitBytes: ValueReader.defaultValueLimitBytes)
  }

  init(_ source: any ByteSource, valueLimitBytes: Int) {
    values = ValueReader(GzipSource(source), valueLimitBytes: valueLimitBytes)
  }

  /// The next record or rejection; nil at the end.
  ///
  /// A source that cannot be read on, such as damaged gzip, ends with a rejection that says so.
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
  /// What the value that was read last turns out to be: a record, with the rows of a page that
  /// cannot be read behind it, or a rejection.
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

  /// What was read of the value in which the source broke off.
  func rejectionOfUnread(_ error: SourceError) -> Rejection {
    Rejection(place: unread.place, reason: error.description, text: unread.text)
  }
}

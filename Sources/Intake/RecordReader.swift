/// A record of a source, or what could not be read as one.
package enum IntakeItem: Hashable, Sendable {
  case record(IntakeRecord, Place)
  case rejection(Rejection)
}

/// Reads the records of one source, plain or gzip, in its order.
package struct RecordReader {
  private var values: ValueReader
  private var isEnded = false
  /// Rows of the last page that could not be read, still to be given.
  private var pending: [Rejection] = []

  package init(_ source: any ByteSource) {
    values = ValueReader(GzipSource(source))
  }

  /// The next record or rejection; nil at the end.
  ///
  /// A source that cannot be read on, such as damaged gzip, ends with a rejection that says so.
  package mutating func next() -> IntakeItem? {
    if !pending.isEmpty { return .rejection(pending.removeFirst()) }
    guard !isEnded else { return nil }
    do throws(SourceError) {
      switch try values.next() {
      case nil: return nil
      case .rejection(let rejection): return .rejection(rejection)
      case .value(let value, let place):
        return item(value, at: place)
      }
    } catch {
      isEnded = true
      let unread = values.unread
      return .rejection(
        Rejection(place: unread.place, reason: error.description, text: unread.text))
    }
  }

  private mutating func item(_ value: JSONValue, at place: Place) -> IntakeItem {
    do throws(RecordError) {
      let record = try IntakeRecord(value)
      if case .historyPage(let page) = record {
        pending = page.unreadableRows.map {
          Rejection(place: place, reason: $0.reason, text: Array($0.text.utf8))
        }
      }
      return .record(record, place)
    } catch {
      return .rejection(
        Rejection(place: place, reason: error.description, text: values.textOfLastValue()))
    }
  }
}

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

  var isRecord: Bool {
    if case .record = self { true } else { false }
  }

  /// The item to use when not waiting for the rest.
  package var overdue: IntakeItem {
    if case .waiting(let rejection) = self { .rejection(rejection) } else { self }
  }

  /// The same item at another place.
  func moved(to place: Place) -> IntakeItem {
    switch self {
    case .record(let record, _): .record(record, place)
    case .rejection(let rejection): .rejection(rejection.moved(to: place))
    case .waiting(let rejection): .waiting(rejection.moved(to: place))
    }
  }
}

/// Reads the records of one source in order, each through the general parser.
///
/// It is the reference for ``BatchReader``, which yields the same records as rows.
package struct RecordReader {
  private var answers: AnswerReader
  private var isEnded = false

  package init(_ source: any ByteSource) {
    self.init(source, valueLimitBytes: AnswerReader.defaultValueLimitBytes)
  }

  init(_ source: any ByteSource, valueLimitBytes: Int) {
    answers = AnswerReader(ContentSource(source), valueLimitBytes: valueLimitBytes)
  }

  /// The lines so far that hold text but no record.
  var passedLines: Int { answers.lines.passed }

  /// The next record or rejection; nil at the end.
  ///
  /// A source that fails, such as damaged gzip, ends with a rejection that says so.
  package mutating func next() -> IntakeItem? {
    guard !isEnded else { return nil }
    do throws(SourceError) {
      return try answers.next()
    } catch {
      isEnded = true
      return .rejection(answers.rejectionOfUnread(error))
    }
  }
}

extension AnswerReader {
  /// What was read of the value in which the source failed.
  func rejectionOfUnread(_ error: SourceError) -> Rejection {
    Rejection(place: unread.place, reason: error.description, text: unread.text)
  }
}

/// What was found in a part of an input.
struct PartReading: Sendable {
  /// What could not be read as a record, with its line and the reason.
  private(set) var rejections: [(line: Int, reason: String)] = []
  private(set) var rejectionCount = 0
  /// Records that were found, those that could not be read among them.
  private(set) var recordCount = 0
  /// Halves of records with which files end.
  private(set) var waitingCount = 0
  /// Lines of the part.
  private(set) var lineCount = 0
  /// Whether it ended within a value or an array.
  private(set) var isCutOff = false
  /// What the system said where the part could not be read to its end.
  private(set) var unread: UnreadFile?

  /// Reads a part's tasks into a table.
  static func reading(
    _ part: InputPart, into table: ObservationTable, rejectionLimit: Int
  ) -> PartReading {
    var reading = PartReading()
    let source: any ByteSource
    do throws(SourceError) {
      source = try part.source()
    } catch {
      reading.unread = UnreadFile(part.name, error)
      return reading
    }
    let reader = BatchReader(source, of: part)
    while let batch = reader.next() {
      table.add(batch)
      if let file = batch.unreadFiles.first { reading.unread = file }
      reading.recordCount += batch.rows.count
      for (item, _) in batch.otherItems { reading.add(item, rejectionLimit: rejectionLimit) }
    }
    (reading.lineCount, reading.isCutOff) = (reader.endedLineCount, reader.isCutOff)
    return reading
  }

  private mutating func add(_ item: IntakeItem, rejectionLimit: Int) {
    recordCount += item.recordCount
    switch item {
    case .waiting: waitingCount += 1
    case .rejection(let rejection):
      rejectionCount += 1
      guard rejections.count < rejectionLimit else { return }
      rejections.append((rejection.place.line, rejection.message))
    case .record: break
    }
  }
}

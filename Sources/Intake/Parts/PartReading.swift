/// What was found in a part of an input.
struct PartReading: Sendable {
  /// What could not be read as a record, with its line and the reason.
  private(set) var rejections: [(line: Int, reason: String)] = []
  private(set) var rejectionCount = 0
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
      for case (.rejection(let rejection), _) in batch.otherItems {
        reading.rejectionCount += 1
        guard reading.rejections.count < rejectionLimit else { continue }
        reading.rejections.append((rejection.place.line, rejection.reason))
      }
    }
    (reading.lineCount, reading.isCutOff) = (reader.endedLineCount, reader.isCutOff)
    return reading
  }
}

/// What was found in a part of an input.
struct PartReading: Sendable {
  /// What could not be read as a record, with its line and the reason.
  private(set) var rejections: [(line: Int, reason: String)] = []
  private(set) var rejectionCount = 0
  /// Lines of the part.
  private(set) var lineCount = 0
  /// Whether it ended within a value or an array.
  private(set) var isCutOff = false

  /// Reads a part's tasks into a table.
  ///
  /// - Throws: ``SourceError`` for a file that cannot be opened.
  static func reading(
    _ part: InputPart, into table: ObservationTable, rejectionLimit: Int
  ) throws(SourceError) -> PartReading {
    var reading = PartReading()
    let reader = BatchReader(try part.source(), of: part)
    while let batch = try reader.next() {
      table.add(batch)
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

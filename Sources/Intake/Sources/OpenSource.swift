/// A source that is being read into batches.
struct OpenSource {
  let name: String
  /// Nil for bytes in memory.
  let file: FileSource?
  /// As it was before the first byte was read, so that a file that grows meanwhile is read again;
  /// nil for what is no regular file.
  let stamp: FileStamp?
  var values: ValueReader
  /// Whether a record of which half is there will not get its rest any more: the source has stood
  /// since it was read before, or never grows.
  let isRestOverdue: Bool
  /// Whether it could not be read to its end.
  var isBroken = false
  /// What the system said where it could not be read to its end; nil while its bytes came.
  var unread: UnreadFile?
  /// Records that were found, those that could not be read among them.
  var records = 0
  /// Whether it ends with half a record.
  var isWaiting = false
  private var toldBytes: Int64 = 0

  init(
    name: String, file: FileSource?, stamp: FileStamp?, values: ValueReader,
    isRestOverdue: Bool = false
  ) {
    self.name = name
    self.file = file
    self.stamp = stamp
    self.values = values
    self.isRestOverdue = isRestOverdue
  }

  /// Bytes read from the file that were not told before.
  mutating func untoldBytes() -> Int64 {
    guard let file else { return 0 }
    let bytes = file.sizeBytes - toldBytes
    toldBytes += bytes
    return bytes
  }

  /// What a later import recognises the source by, which is nothing for bytes in memory.
  ///
  /// A source that broke off has no stamp, so that it is read again.
  var finished: RecordBatch.FinishedSource? {
    file.map {
      RecordBatch.FinishedSource(
        name: name, sha256: $0.sha256, sizeBytes: $0.sizeBytes, stamp: isBroken ? nil : stamp,
        isRecognised: false,
        reading: RecordBatch.Reading(
          records: records, isWaiting: isWaiting, head: stamp == nil ? nil : values.window.head))
    }
  }
}

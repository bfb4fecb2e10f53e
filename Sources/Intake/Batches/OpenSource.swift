/// A source that is being read into batches.
struct OpenSource {
  let name: String
  /// Nil for bytes in memory.
  let file: FileSource?
  /// As it was before the first byte was read, so that a file that grows meanwhile is read again;
  /// nil for what is no regular file.
  let stamp: FileStamp?
  var values: ValueReader

  /// What a later import recognises the source by.
  ///
  /// A source that broke off has no stamp, so that it is read again.
  func finished(isWhole: Bool) -> RecordBatch.FinishedSource? {
    file.map {
      RecordBatch.FinishedSource(
        name: name, sha256: $0.sha256, sizeBytes: $0.sizeBytes, stamp: isWhole ? stamp : nil,
        isRecognised: false)
    }
  }
}

import Foundation

/// Opens the files of an input one after another, past those that were imported before.
struct SourceQueue {
  enum Step {
    case read(OpenSource)
    /// Its content was imported before, under whatever name.
    case recognised(RecordBatch.FinishedSource)
  }

  let known: KnownSources
  private(set) var entries: ArraySlice<InputFiles.Entry>

  init(_ entries: [InputFiles.Entry], known: KnownSources) {
    self.entries = entries[...]
    self.known = known
  }

  /// The next file that was not imported as it stands; nil at the end.
  mutating func next(scanner: TaskScanner) throws(SourceError) -> Step? {
    while let entry = entries.popFirst() {
      if entry.isStandardInput { return .read(standardInput(scanner)) }
      let file = try FileSource(path: entry.path)
      let stamp = file.stamp
      if let stamp {
        guard !known.isKnown(entry.name, stamp: stamp) else { continue }
        if let source = recognised(entry, stamp) { return .recognised(source) }
      }
      return .read(
        OpenSource(
          name: entry.name, file: file, stamp: stamp,
          values: ValueReader(GzipSource(file), scanner: scanner)))
    }
    return nil
  }

  /// It has no stamp, since the same descriptor may stand for any file, and at any place in it.
  private func standardInput(_ scanner: TaskScanner) -> OpenSource {
    let file = FileSource(descriptor: dup(STDIN_FILENO), name: "stdin")
    return OpenSource(
      name: "stdin", file: file, stamp: nil,
      values: ValueReader(GzipSource(file), scanner: scanner))
  }

  /// The content is hashed only where a source of the same size is known; a file that cannot be
  /// hashed is told when it is read.
  private func recognised(
    _ entry: InputFiles.Entry, _ stamp: FileStamp
  ) -> RecordBatch.FinishedSource? {
    guard known.hasSource(ofSizeBytes: stamp.sizeBytes),
      let file = try? FileSource(path: entry.path),
      (try? file.readToEnd()) != nil
    else { return nil }
    let (sha256, sizeBytes) = (file.sha256, file.sizeBytes)
    guard known.isKnown(sha256: sha256, sizeBytes: sizeBytes) else { return nil }
    return RecordBatch.FinishedSource(
      name: entry.name, sha256: sha256, sizeBytes: sizeBytes, stamp: stamp, isRecognised: true)
  }
}

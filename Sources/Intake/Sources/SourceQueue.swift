import Foundation

/// Opens the files of an input one after another, past those that were imported before.
struct SourceQueue {
  enum Step {
    case read(OpenSource)
    /// It was imported as it stands.
    case unchanged
    /// Its content was imported before, under whatever name.
    case recognised(RecordBatch.FinishedSource)
    /// It cannot be opened; the others are read.
    case unreadable(UnreadFile)
  }

  /// Shorter files are read before a thread would have started.
  private static let aheadSizeBytes: Int64 = 4 << 20

  let known: KnownSources
  private let isHashed: Bool
  private(set) var entries: ArraySlice<InputFiles.Entry>

  init(_ entries: [InputFiles.Entry], known: KnownSources, isHashed: Bool = true) {
    self.entries = entries[...]
    self.known = known
    self.isHashed = isHashed
  }

  /// What the next file turns out to be; nil at the end.
  mutating func next(scanner: TaskScanner) -> Step? {
    if let entry = entries.popFirst() {
      if entry.isStandardInput { return .read(standardInput(scanner)) }
      let file: FileSource
      do throws(SourceError) {
        file = try FileSource(path: entry.path, isHashed: isHashed)
      } catch {
        return .unreadable(UnreadFile(entry.name, error))
      }
      let stamp = file.stamp
      var isRestOverdue = !entry.canGrow
      if let stamp {
        switch state(of: entry, stamp) {
        case .unchanged: return .unchanged
        case .recognised(let source): return .recognised(source)
        case .overdue: isRestOverdue = true
        case .new: break
        }
      }
      return .read(
        OpenSource(
          name: entry.name, file: file, stamp: stamp,
          values: ValueReader(SourceQueue.content(of: file), scanner: scanner),
          isRestOverdue: isRestOverdue))
    }
    return nil
  }

  /// It has no stamp, since the same descriptor may stand for any file, and at any place in it.
  private func standardInput(_ scanner: TaskScanner) -> OpenSource {
    let file = FileSource(descriptor: dup(STDIN_FILENO), name: "stdin", isHashed: isHashed)
    return OpenSource(
      name: "stdin", file: file, stamp: nil,
      values: ValueReader(SourceQueue.content(of: file), scanner: scanner), isRestOverdue: true)
  }

  private enum FileState {
    case new
    case unchanged
    case recognised(RecordBatch.FinishedSource)
    /// It stands as it was when it ended with half a record.
    case overdue
  }

  private func state(of entry: InputFiles.Entry, _ stamp: FileStamp) -> FileState {
    if known.isKnown(entry.name, stamp: stamp) {
      return known.isWaiting(entry.name) ? .overdue : .unchanged
    }
    guard let source = recognised(entry, stamp) else { return .new }
    if known.isWaiting(entry.name, sha256: source.sha256) { return .overdue }
    // A copy of what is still being written is read, and waits under its own name.
    return known.isWaiting(sha256: source.sha256) ? .new : .recognised(source)
  }

  /// Gzip is decompressed ahead, and a long file read and hashed, on a thread of its own.
  private static func content(of file: FileSource) -> any ByteSource {
    let start: [UInt8]
    do throws(SourceError) {
      start = try GzipSource.start(of: file)
    } catch {
      return FailedSource(error)
    }
    let isLong = file.stamp.map { $0.sizeBytes > SourceQueue.aheadSizeBytes } ?? false
    guard isLong || GzipSource.isCompressed(start) else { return GzipSource(file, start: start) }
    return PrefetchingSource { GzipSource(file, start: start) }
  }

  /// The content is hashed only where a source of the same size is known; a file that cannot be
  /// hashed is told when it is read.
  private func recognised(
    _ entry: InputFiles.Entry, _ stamp: FileStamp
  ) -> RecordBatch.FinishedSource? {
    guard known.hasSource(ofSizeBytes: stamp.sizeBytes),
      let file = try? FileSource(path: entry.path), (try? file.readToEnd()) != nil
    else { return nil }
    let (sha256, sizeBytes) = (file.sha256, file.sizeBytes)
    guard known.isKnown(sha256: sha256, sizeBytes: sizeBytes) else { return nil }
    return RecordBatch.FinishedSource(
      name: entry.name, sha256: sha256, sizeBytes: sizeBytes, stamp: stamp, isRecognised: true)
  }
}

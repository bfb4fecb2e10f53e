import Foundation

/// Opens the files of an input one after another, skipping those that were imported before.
struct SourceQueue {
  enum Step {
    case read(OpenSource)
    /// It was imported in its current state.
    case unchanged
    /// Its content was imported before, under any name.
    case recognized(RecordBatch.FinishedSource)
    /// It cannot be opened, or it, or a part of the previous file, holds no text; other files are
    /// still read.
    case unreadable(UnreadFile)
  }

  /// Shorter files are read faster than a thread starts.
  private static let aheadSizeBytes: Int64 = 4 << 20

  let known: KnownSources
  private let isHashed: Bool
  private(set) var entries: ArraySlice<InputFiles.Entry>
  /// The file being read, and what its reader skips of it.
  private var opened: (entry: InputFiles.Entry, skipped: SkippedContent)?
  /// What was skipped of the last file and not returned yet.
  private var skipped: ArraySlice<UnreadFile> = []

  init(_ entries: [InputFiles.Entry], known: KnownSources, isHashed: Bool = true) {
    self.entries = entries[...]
    self.known = known
    self.isHashed = isHashed
  }

  /// The next file, once the last one has been read; nil at the end.
  mutating func next(scanner: TaskScanner) -> Step? {
    if let last = opened {
      skipped = last.skipped.files(in: last.entry.shownName, isNamed: last.entry.isNamed)[...]
      opened = nil
    }
    if let part = skipped.popFirst() { return .unreadable(part) }
    guard let entry = entries.popFirst() else { return nil }
    if entry.isStandardInput {
      let file = FileSource(descriptor: dup(STDIN_FILENO), name: "stdin", isHashed: isHashed)
      // It has no stamp, since the descriptor may refer to any file, at any offset.
      return open(entry, file, stamp: nil, isRestOverdue: true, scanner)
    }
    let file: FileSource
    do throws(SourceError) {
      file = try FileSource(path: entry.path, isHashed: isHashed)
    } catch {
      return .unreadable(UnreadFile(entry.name, error))
    }
    // What is no regular file is a stream, which does not grow after its end.
    guard let stamp = file.stamp else {
      return open(entry, file, stamp: nil, isRestOverdue: true, scanner)
    }
    var isRestOverdue = !entry.canGrow
    switch state(of: entry, stamp) {
    case .unchanged: return .unchanged
    case .recognized(let source): return .recognized(source)
    case .overdue: isRestOverdue = true
    case .new: break
    }
    return open(entry, file, stamp: stamp, isRestOverdue: isRestOverdue, scanner)
  }

  /// Opens a file whose content can be text.
  private mutating func open(
    _ entry: InputFiles.Entry, _ file: FileSource, stamp: FileStamp?, isRestOverdue: Bool,
    _ scanner: TaskScanner
  ) -> Step {
    let skipped = SkippedContent()
    let content: any ByteSource
    do throws(SourceError) {
      let start = try ContentStart(of: file)
      let kind = ContentKind(start.bytes)
      if let reason = kind.reasonAgainst(isNamed: entry.isNamed) {
        return .unreadable(
          UnreadFile(
            entry.shownName, reason: reason, sizeBytes: entry.isNamed ? nil : stamp?.sizeBytes,
            isSkipped: !entry.isNamed))
      }
      content = SourceQueue.content(of: file, start, kind, skipped)
    } catch {
      content = FailedSource(error)
    }
    opened = (entry, skipped)
    return .read(
      OpenSource(
        name: entry.shownName, file: file, stamp: stamp,
        answers: AnswerReader(content, scanner: scanner), isRestOverdue: isRestOverdue))
  }

  private enum FileState {
    case new
    case unchanged
    case recognized(RecordBatch.FinishedSource)
    /// It is unchanged since it ended in mid-record.
    case overdue
  }

  private func state(of entry: InputFiles.Entry, _ stamp: FileStamp) -> FileState {
    if known.isKnown(entry.name, stamp: stamp) {
      return known.isWaiting(entry.name) ? .overdue : .unchanged
    }
    guard let source = recognized(entry, stamp) else { return .new }
    if known.isWaiting(entry.name, sha256: source.sha256) { return .overdue }
    // A copy of a file that is still being written is read, and waits under its own name.
    return known.isWaiting(sha256: source.sha256) ? .new : .recognized(source)
  }

  /// Packed content is unpacked ahead, and long files are read and hashed, on a separate thread.
  private static func content(
    of file: FileSource, _ start: ContentStart, _ kind: ContentKind, _ skipped: SkippedContent
  ) -> any ByteSource {
    let isLong = file.stamp.map { $0.sizeBytes > SourceQueue.aheadSizeBytes } ?? false
    guard isLong || kind.isPacked else {
      return ContentSource(file, start: start, skipped: skipped)
    }
    return PrefetchingSource { ContentSource(file, start: start, skipped: skipped) }
  }

  /// The content is hashed only if a source of the same size is known; a file that cannot be hashed
  /// is reported when it is read.
  private func recognized(
    _ entry: InputFiles.Entry, _ stamp: FileStamp
  ) -> RecordBatch.FinishedSource? {
    guard known.hasSource(ofSizeBytes: stamp.sizeBytes),
      let file = try? FileSource(path: entry.path), (try? file.readToEnd()) != nil
    else { return nil }
    let (sha256, sizeBytes) = (file.sha256, file.sizeBytes)
    guard known.isKnown(sha256: sha256, sizeBytes: sizeBytes) else { return nil }
    return RecordBatch.FinishedSource(
      name: entry.name, sha256: sha256, sizeBytes: sizeBytes, stamp: stamp, isRecognized: true)
  }
}

extension InputFiles.Entry {
  /// The name of the source that it becomes.
  fileprivate var shownName: String { isStandardInput ? "stdin" : name }
}

/// A source that is being read into batches.
struct OpenSource {
  let name: String
  /// Nil for bytes in memory.
  let file: FileSource?
  /// Taken before the first byte was read, so that a file that grows meanwhile is read again; nil
  /// if it is not a regular file.
  let stamp: FileStamp?
  var answers: AnswerReader
  /// Whether an incomplete record will never be completed: the source has not changed since the
  /// last import, or cannot grow.
  let isRestOverdue: Bool
  /// Whether reading it failed.
  var isBroken = false
  /// The system's error if reading failed.
  var unread: UnreadFile?
  /// Records found, including unreadable ones.
  var records = 0
  /// Whether it ends in mid-record.
  var isWaiting = false
  private var reportedBytes: Int64 = 0

  init(
    name: String, file: FileSource?, stamp: FileStamp?, answers: AnswerReader,
    isRestOverdue: Bool = false
  ) {
    self.name = name
    self.file = file
    self.stamp = stamp
    self.answers = answers
    self.isRestOverdue = isRestOverdue
  }

  /// Bytes read from the file since the last call.
  mutating func unreportedBytes() -> Int64 {
    guard let file else { return 0 }
    let bytes = file.sizeBytes - reportedBytes
    reportedBytes += bytes
    return bytes
  }

  var lines: SourceLines {
    SourceLines(
      source: name, total: answers.window.lineCount, passed: answers.lines.passed,
      records: records, repairs: answers.repairs)
  }

  /// What later imports recognize the source by; nil for bytes in memory.
  ///
  /// A source that failed has no stamp, so that it is read again.
  var finished: RecordBatch.FinishedSource? {
    file.map {
      RecordBatch.FinishedSource(
        name: name, sha256: $0.sha256, sizeBytes: $0.sizeBytes, stamp: isBroken ? nil : stamp,
        isRecognized: false,
        reading: RecordBatch.Reading(
          records: records, isWaiting: isWaiting, head: stamp == nil ? nil : answers.window.head))
    }
  }
}

/// The fully imported sources, by which a file is recognized without reading it.
package struct KnownSources: Sendable {
  private var stamps: [String: FileStamp] = [:]
  private var hashes: [Int64: Set<String>] = [:]
  /// The SHA-256 of those that ended in mid-record, by name.
  private var waiting: [String: String] = [:]

  package init() {}

  package mutating func add(
    name: String, sha256: String, sizeBytes: Int64, stamp: FileStamp?, isWaiting: Bool = false
  ) {
    if let stamp { stamps[name] = stamp }
    waiting[name] = isWaiting ? sha256 : nil
    hashes[sizeBytes, default: []].insert(sha256)
  }

  /// Whether a file of this name was imported in its current state.
  func isKnown(_ name: String, stamp: FileStamp) -> Bool { stamps[name] == stamp }

  /// Whether the file of this name ended in mid-record when last read.
  func isWaiting(_ name: String) -> Bool { waiting[name] != nil }

  /// Whether it did so with this content.
  func isWaiting(_ name: String, sha256: String) -> Bool { waiting[name] == sha256 }

  /// Whether this content ended in mid-record, in any file.
  func isWaiting(sha256: String) -> Bool { waiting.values.contains(sha256) }

  /// Whether a source of this size was imported, so that comparing contents is worthwhile.
  func hasSource(ofSizeBytes size: Int64) -> Bool { size > 0 && hashes[size] != nil }

  func isKnown(sha256: String, sizeBytes: Int64) -> Bool {
    hashes[sizeBytes]?.contains(sha256) ?? false
  }
}

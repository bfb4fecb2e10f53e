import Synchronization

/// The text in another source, whatever that is packed in.
///
/// It may be compressed, in an archive, in UTF-16, or several of these inside one another; what is
/// not packed passes unchanged.
package final class ContentSource: ByteSource {
  /// How many layers are taken off.
  ///
  /// An archive may contain itself without end.
  private static let depthLimit = 5

  private let source: any ByteSource
  private let start: ContentStart?
  private let depth: Int
  private let name: String?
  private let skipped: SkippedContent?
  private var content: (any ByteSource)?
  /// Whether bytes may be left in the source when its content has ended.
  ///
  /// They are read, such as the table at the end of a zip archive, since a file's hash is that of all
  /// its bytes.
  private var isPacked = false

  /// The content of a source.
  package convenience init(_ source: any ByteSource) {
    self.init(source, start: nil)
  }

  /// The content of a source whose first bytes may have been read already.
  ///
  /// - Parameters:
  ///   - source: The source.
  ///   - start: Its first bytes; nil if it has not been read.
  ///   - name: Its name within the file, if the file is an archive.
  ///   - depth: The layers around it.
  ///   - skipped: Where parts are noted that hold no text; without it they are errors.
  init(
    _ source: any ByteSource, start: ContentStart?, named name: String? = nil, depth: Int = 0,
    skipped: SkippedContent? = nil
  ) {
    (self.source, self.start, self.depth) = (source, start, depth)
    (self.name, self.skipped) = (name, skipped)
  }

  package func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
    let content: any ByteSource
    if let known = self.content {
      content = known
    } else {
      let first = if let start { start } else { try ContentStart(of: source) }
      content = try recognized(first)
      self.content = content
    }
    let count = try content.read(into: buffer)
    if count == 0, isPacked { try source.readToEnd() }
    return count
  }

  private func recognized(_ first: ContentStart) throws(SourceError) -> any ByteSource {
    let start = first.bytes
    let source = first.failure.map(FailedSource.init) ?? source
    switch ContentKind(start) {
    case .text: return StartedSource(source, start: start)
    case .binary:
      // Who names a file wants it read.
      return depth == 0
        ? StartedSource(source, start: start) : try passOver(ContentKind.binaryReason)
    case .other(let reason): return try passOver(reason)
    case .unicode(let form):
      return try layered(isPacked: false) {
        UnicodeSource(StartedSource(source, start: start), form: form)
      }
    case .gzip: return try layered { GzipMembers(source, start: start) }
    case .compressed(let compression):
      return try layered { () throws(SourceError) in
        try CompressedSource(source, start: start, compression)
      }
    case .archive(let form):
      isPacked = true
      guard depth < ContentSource.depthLimit else { return try passOver(ContentSource.tooDeep) }
      return try ArchiveSource(
        source, start: start, form, within: name, depth: depth + 1, skipped: skipped)
    }
  }

  private static let tooDeep = "packed more than \(depthLimit) times"

  /// The content behind a layer.
  private func layered(
    isPacked: Bool = true, _ layer: () throws(SourceError) -> any ByteSource
  ) throws(SourceError) -> any ByteSource {
    self.isPacked = isPacked
    guard depth < ContentSource.depthLimit else { return try passOver(ContentSource.tooDeep) }
    return ContentSource(
      try layer(), start: nil, named: name, depth: depth + 1, skipped: skipped)
  }

  /// Notes that nothing is read of the source.
  private func passOver(_ reason: String) throws(SourceError) -> any ByteSource {
    guard let skipped, depth > 0 else { throw SourceError(reason) }
    skipped.note(SkippedContent.Part(name: name, reason: reason))
    return MemorySource([])
  }
}

/// The first bytes of a source, enough to recognize its content, or all if there are fewer.
struct ContentStart {
  private(set) var bytes: [UInt8] = []
  /// Why there are fewer.
  private(set) var failure: SourceError?

  /// Reads the first bytes of a source; throws if there are none.
  init(of source: any ByteSource) throws(SourceError) {
    do throws(SourceError) {
      while bytes.count < ContentKind.leastSizeBytes {
        let chunk = try source.nextChunk(limitBytes: GzipMembers.inputSizeBytes)
        if chunk.isEmpty { break }
        if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      }
    } catch {
      guard !bytes.isEmpty else { throw error }
      failure = error
    }
  }
}

/// The first bytes of a source, already read, and then the others.
private final class StartedSource: ByteSource {
  private let source: any ByteSource
  private let start: MemorySource
  private var isPastStart = false

  init(_ source: any ByteSource, start: [UInt8]) {
    self.source = source
    self.start = MemorySource(start)
  }

  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
    if !isPastStart {
      let count = try start.read(into: buffer)
      if count > 0 { return count }
      isPastStart = true
    }
    return try source.read(into: buffer)
  }
}

/// The parts of a file in which no text was found, noted by the thread that reads it.
final class SkippedContent: Sendable {
  struct Part: Hashable, Sendable {
    /// Its name within the archive; nil if it is all that the file holds.
    let name: String?
    let reason: String
  }

  /// More parts are counted alone.
  private static let limit = 10

  private let parts = Mutex<(listed: [Part], more: Int)>(([], 0))

  func note(_ part: Part) {
    parts.withLock {
      if $0.listed.count < SkippedContent.limit { $0.listed.append(part) } else { $0.more += 1 }
    }
  }

  /// What was skipped in a file.
  ///
  /// - Parameters:
  ///   - file: The file's name.
  ///   - isNamed: Whether the user named it.
  /// - Returns: the parts, as files in the file.
  func files(in file: String, isNamed: Bool) -> [UnreadFile] {
    let (listed, more) = parts.withLock { $0 }
    let rest =
      more == 0
      ? []
      : [
        UnreadFile(
          file, reason: "\(more) more \(more == 1 ? "entry" : "entries")", isSkipped: true)
      ]
    return listed.map { part in
      UnreadFile(
        part.name.map { "\(file)/\($0)" } ?? file, reason: part.reason,
        isSkipped: part.name != nil || !isNamed)
    } + rest
  }
}

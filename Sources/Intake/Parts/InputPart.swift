import Foundation

/// What one thread reads of an input: a whole file, or a span of a long one.
struct InputPart: Hashable, Sendable {
  let entry: InputFiles.Entry
  /// Nil for the whole file.
  let range: Range<Int64>?

  var name: String { entry.isStandardInput ? "stdin" : entry.path }

  /// Whether the part goes on where another ends.
  var isContinuation: Bool { (range?.lowerBound ?? 0) > 0 }

  func source() throws(SourceError) -> any ByteSource {
    if let range { return try FileRangeSource(path: entry.path, range: range) }
    let file =
      entry.isStandardInput
      ? FileSource(descriptor: dup(STDIN_FILENO), name: name, isHashed: false)
      : try FileSource(path: entry.path, isHashed: false)
    guard entry.isStandardInput || file.stamp.map({ $0.sizeBytes >= Self.leastSizeBytes }) ?? true
    else { return GzipSource(file) }
    return PrefetchingSource { GzipSource(file) }
  }

  /// Shorter spans are not worth a thread.
  static let leastSizeBytes: Int64 = 4 << 20
}

extension InputPart {
  private static let searchLimitBytes: Int64 = 1 << 20

  /// The parts of files, in their order; a long plain file in about as many as there are threads.
  ///
  /// A file is cut only before a line that begins with `{`, and only where its first byte is one:
  /// neither gzip nor an array. Whether the cuts were between two values shows when the parts have
  /// been read.
  static func parts(
    of entries: [InputFiles.Entry], threads: Int, leastSizeBytes: Int64 = leastSizeBytes
  ) -> [InputPart] {
    entries.flatMap { entry in
      cuts(in: entry, threads: threads, leastSizeBytes: leastSizeBytes).map {
        InputPart(entry: entry, range: $0)
      }
    }
  }

  private static func cuts(
    in entry: InputFiles.Entry, threads: Int, leastSizeBytes: Int64
  ) -> [Range<Int64>?] {
    guard threads > 1, !entry.isStandardInput, let file = try? FileSource(path: entry.path),
      let size = file.stamp?.sizeBytes, size >= leastSizeBytes * 2,
      byte(of: entry.path, at: 0) == UInt8(ascii: "{")
    else { return [nil] }
    let count = min(Int64(threads), size / leastSizeBytes)
    var starts: [Int64] = [0]
    for part in 1..<count {
      let start = lineStart(in: entry.path, from: size / count * part)
      if let start, start > starts[starts.count - 1] { starts.append(start) }
    }
    // The last part goes on to the end, wherever that is by then.
    return zip(starts, starts.dropFirst() + [Int64.max]).map { $0..<$1 }
  }

  private static func byte(of path: String, at offset: Int64) -> UInt8? {
    try? FileRangeSource(path: path, range: offset..<offset + 1).nextChunk(limitBytes: 1).first
  }

  /// The first line behind an offset that begins with `{`, nil where none is near.
  private static func lineStart(in path: String, from offset: Int64) -> Int64? {
    guard
      let source = try? FileRangeSource(path: path, range: offset..<offset + searchLimitBytes),
      let bytes = try? source.nextChunk(limitBytes: Int(searchLimitBytes))
    else { return nil }
    let index = zip(bytes, bytes.dropFirst()).enumerated().first { _, pair in
      pair.0 == UInt8(ascii: "\n") && pair.1 == UInt8(ascii: "{")
    }?.offset
    return index.map { offset + Int64($0) + 1 }
  }
}

import CArchive

/// An archive, or a compressed stream, that libarchive reads from another source.
///
/// It reads ahead of what it returns by a few hundred kibibytes, and never back.
final class ArchiveReader {
  struct Entry: Hashable {
    let name: String
    /// Whether it is a file with content: no folder and no link.
    let isFile: Bool
    let isEncrypted: Bool
  }

  private let archive: OpaquePointer
  private let feed: ArchiveFeed
  /// The format's name.
  private let name: String
  /// The filters of libarchive that the bytes pass: one that decompresses, and the source.
  private let filterCount: Int32
  /// What libarchive has read and no one has taken yet, valid until it reads again.
  private var block = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Whether nothing more can be read.
  private(set) var hasFailed = false

  /// Reads a stream that is compressed.
  convenience init(
    _ source: any ByteSource, start: [UInt8], _ compression: Compression
  ) throws(SourceError) {
    try self.init(source, start: start, name: compression.rawValue, filterCount: 2) { archive in
      // Content of no bytes is no raw content for libarchive.
      [
        archive_read_support_format_raw(archive), archive_read_support_format_empty(archive),
        compression.support(archive),
      ]
    }
  }

  /// Reads an archive.
  convenience init(
    _ source: any ByteSource, start: [UInt8], _ form: ArchiveForm
  ) throws(SourceError) {
    try self.init(source, start: start, name: form.rawValue, filterCount: 1) { archive in
      switch form {
      case .zip: [archive_read_support_format_zip(archive)]
      case .tar: [archive_read_support_format_tar(archive)]
      }
    }
  }

  private init(
    _ source: any ByteSource, start: [UInt8], name: String, filterCount: Int32,
    support: (OpaquePointer) -> [Int32]
  ) throws(SourceError) {
    guard let archive = archive_read_new() else { throw SourceError("out of memory") }
    (self.archive, self.name, self.filterCount) = (archive, name, filterCount)
    feed = ArchiveFeed(source, start: start)
    // A libarchive built without a format would run a program of its name.
    guard support(archive).allSatisfy({ $0 == ARCHIVE_OK }) else {
      throw SourceError("\(name)-compressed; decompress it first")
    }
    let status = archive_read_open(
      archive, Unmanaged.passUnretained(feed).toOpaque(), nil,
      { _, feed, start in
        guard let feed, let start else { return Int(ARCHIVE_FATAL) }
        return Unmanaged<ArchiveFeed>.fromOpaque(feed).takeUnretainedValue().next(&start.pointee)
      }, nil)
    if status != ARCHIVE_OK { throw failure }
  }

  deinit {
    archive_read_free(archive)
  }

  /// Moves to the next entry; nil at the end.
  func nextEntry() throws(SourceError) -> Entry? {
    block = UnsafeRawBufferPointer(start: nil, count: 0)
    var entry: OpaquePointer?
    var status = archive_read_next_header(archive, &entry)
    while status == ARCHIVE_RETRY { status = archive_read_next_header(archive, &entry) }
    if status == ARCHIVE_EOF { return nil }
    // What is too short or too damaged for libarchive to recognize would pass as it is.
    guard status >= ARCHIVE_WARN, let entry, archive_filter_count(archive) == filterCount else {
      hasFailed = true
      throw failure
    }
    let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    return Entry(
      name: name.map { String(cString: $0) } ?? "entry without a name",
      isFile: archive_entry_filetype(entry) == ArchiveReader.regularFile,
      isEncrypted: archive_entry_is_encrypted(entry) != 0)
  }

  /// `AE_IFREG`, whose definition Swift cannot read.
  private static let regularFile: UInt32 = 0o100000

  /// Reads the next bytes of the entry; 0 at its end.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
    // Blocks are taken one by one: `archive_read_data` drops those before damage.
    while block.isEmpty {
      var (start, sizeBytes, offset) = (UnsafeRawPointer?.none, 0, Int64(0))
      let status = archive_read_data_block(archive, &start, &sizeBytes, &offset)
      if status == ARCHIVE_EOF { return 0 }
      if status == ARCHIVE_RETRY { continue }
      guard status == ARCHIVE_OK else {
        hasFailed = status == ARCHIVE_FATAL
        throw failure
      }
      block = UnsafeRawBufferPointer(start: start, count: sizeBytes)
    }
    let taken = block.prefix(buffer.count)
    UnsafeMutableRawBufferPointer(buffer).copyBytes(from: taken)
    block = UnsafeRawBufferPointer(rebasing: block.dropFirst(taken.count))
    return taken.count
  }

  /// Whether the source has bytes that are no part of what was read.
  var hasRest: Bool {
    get throws(SourceError) {
      if readBytes < feed.deliveredBytes { return true }
      return try !feed.isAtEnd()
    }
  }

  /// The bytes of the source that libarchive has used.
  var readBytes: Int64 { archive_filter_bytes(archive, -1) }

  /// Why libarchive stopped: the source's own error, or what is wrong with its bytes.
  private var failure: SourceError {
    if let error = feed.failure { return error }
    let text = archive_error_string(archive).map { String(cString: $0) } ?? ""
    if feed.hasEnded || text.lowercased().contains("truncated") {
      return SourceError("the \(name) data ends in the middle, at byte \(feed.deliveredBytes)")
    }
    return SourceError("the \(name) data is damaged, within its first \(feed.deliveredBytes) bytes")
  }
}

extension Compression {
  fileprivate func support(_ archive: OpaquePointer) -> Int32 {
    switch self {
    case .zstd: archive_read_support_filter_zstd(archive)
    case .xz: archive_read_support_filter_xz(archive)
    case .bzip2: archive_read_support_filter_bzip2(archive)
    case .lz4: archive_read_support_filter_lz4(archive)
    case .lzip: archive_read_support_filter_lzip(archive)
    case .compress: archive_read_support_filter_compress(archive)
    }
  }
}

/// A source as libarchive asks for it: in blocks that stay until the next one.
private final class ArchiveFeed {
  private static let blockSizeBytes = 1 << 17

  private let source: any ByteSource
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private var start: MemorySource
  private(set) var deliveredBytes: Int64 = 0
  private(set) var hasEnded = false
  private(set) var failure: SourceError?

  init(_ source: any ByteSource, start: [UInt8]) {
    self.source = source
    self.start = MemorySource(start)
    buffer = .allocate(capacity: ArchiveFeed.blockSizeBytes)
  }

  deinit {
    buffer.deallocate()
  }

  /// Reads the next block; its size, 0 at the end, negative if the source fails.
  func next(_ block: inout UnsafeRawPointer?) -> Int {
    do throws(SourceError) {
      var count = try start.read(into: buffer)
      if count == 0 { count = try source.read(into: buffer) }
      deliveredBytes += Int64(count)
      hasEnded = count == 0
      block = UnsafeRawPointer(buffer.baseAddress)
      return count
    } catch {
      failure = error
      return Int(ARCHIVE_FATAL)
    }
  }

  /// Whether the source has ended, reading on if that is not known.
  func isAtEnd() throws(SourceError) -> Bool {
    guard !hasEnded else { return true }
    var block: UnsafeRawPointer?
    _ = next(&block)
    if let failure { throw failure }
    return hasEnded
  }
}

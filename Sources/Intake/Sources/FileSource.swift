import Files
import Foundation
import Synchronization

/// A file, or standard input, read with `read(2)`, and the SHA-256 of what was read.
///
/// One thread reads it, while another may ask for its progress.
package final class FileSource: ByteSource, Sendable {
  private struct Progress {
    var hash = SHA256()
    var sizeBytes: Int64 = 0
  }

  private let descriptor: Int32
  private let name: String
  private let isHashed: Bool
  private let progress = Mutex(Progress())

  /// Opens a path for reading; without hashing, contents are distinguished by size alone.
  package init(path: String, isHashed: Bool = true) throws(SourceError) {
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else {
      throw SourceError(
        path: path, "cannot be opened: \(String(cString: strerror(errno)))")
    }
    name = path
    descriptor = opened
    self.isHashed = isHashed
  }

  /// Reads an open descriptor, and closes it at the end.
  package init(descriptor: Int32, name: String, isHashed: Bool = true) {
    self.descriptor = descriptor
    self.name = name
    self.isHashed = isHashed
  }

  deinit {
    close(descriptor)
  }

  package func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    var count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
    while count < 0, errno == EINTR {
      count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
    }
    guard count >= 0 else {
      throw SourceError(
        path: name, "cannot be read: \(String(cString: strerror(errno)))")
    }
    let read = UnsafeRawBufferPointer(start: buffer.baseAddress, count: count)
    progress.withLock {
      if isHashed { $0.hash.update(read) }
      $0.sizeBytes += Int64(count)
    }
    return count
  }

  /// What the file system says about the file; nil if it is not a regular file.
  package var stamp: FileStamp? { FileStamp(descriptor: descriptor) }

  /// Bytes read so far.
  package var sizeBytes: Int64 { progress.withLock { $0.sizeBytes } }

  /// The SHA-256 of all bytes read so far, in hexadecimal digits; their number if they are not
  /// hashed.
  package var sha256: String {
    isHashed ? progress.withLock { $0.hash }.digest.text : "\(sizeBytes) bytes"
  }
}

/// What a file system says about a file: equal stamps are taken to mean equal content.
package struct FileStamp: Hashable, Sendable {
  package let sizeBytes: Int64
  package let modifiedAtNanoseconds: Int64
  /// When the file's entry changed last, which no program can set.
  package let changedAtNanoseconds: Int64
  package let inode: Int64

  package init(
    sizeBytes: Int64, modifiedAtNanoseconds: Int64, changedAtNanoseconds: Int64, inode: Int64
  ) {
    self.sizeBytes = sizeBytes
    self.modifiedAtNanoseconds = modifiedAtNanoseconds
    self.changedAtNanoseconds = changedAtNanoseconds
    self.inode = inode
  }

  /// The stamp of an open file; nil if it is not a regular file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The stamp of the file at a path; nil if there is none, or it is not a regular file.
  package init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  private init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(
      sizeBytes: Int64(status.st_size),
      modifiedAtNanoseconds: FileStamp.nanoseconds(status.st_mtim),
      changedAtNanoseconds: FileStamp.nanoseconds(status.st_ctim),
      inode: Int64(truncatingIfNeeded: status.st_ino))
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

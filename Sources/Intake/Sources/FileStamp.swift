import Foundation

/// What a file system says of a file: two equal stamps are taken for the same content.
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

  /// The stamp of an open file, nil for what is no regular file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The stamp of the file that a path leads to; nil where there is none, or it is no regular file.
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

import CZlib
import Domain

/// Several files in one, as ZIP (APPNOTE 6.3), without compression: its members are gzipped already.
///
/// Without the extension for large files it holds at most 65,535 members and 4 GB.
struct ZipFile {
  static let memberLimit = 50_000

  private static let version: UInt16 = 20
  /// Names are UTF-8.
  private static let flags: UInt16 = 1 << 11
  /// A regular file, readable only by its owner, as Unix says it.
  private static let attributes: UInt32 = 0o100600 << 16
  private static let madeByUnix: UInt16 = 3 << 8

  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var members: UInt16 = 0

  /// Adds a file that was last changed at a moment.
  mutating func add(_ content: [UInt8], name: String, changedAt moment: Instant) {
    let offset = UInt32(bytes.count)
    let shared = ZipFile.header(content, name: name, changedAt: moment)
    bytes += ZipFile.little(0x0403_4B50 as UInt32) + shared + Array(name.utf8) + content
    directory +=
      ZipFile.little(0x0201_4B50 as UInt32) + ZipFile.little(ZipFile.madeByUnix | ZipFile.version)
      + shared
    // No comment, on the first disk, no internal attributes.
    directory += [UInt8](repeating: 0, count: 6)
    directory += ZipFile.little(ZipFile.attributes) + ZipFile.little(offset) + Array(name.utf8)
    members += 1
  }

  /// The whole file.
  var content: [UInt8] {
    bytes + directory + ZipFile.little(0x0605_4B50 as UInt32) + [0, 0, 0, 0]
      + ZipFile.little(members) + ZipFile.little(members)
      + ZipFile.little(UInt32(directory.count)) + ZipFile.little(UInt32(bytes.count)) + [0, 0]
  }

  /// What a member's own header and the directory have in common: stored, not compressed.
  private static func header(
    _ content: [UInt8], name: String, changedAt moment: Instant
  ) -> [UInt8] {
    let (date, time) = dosTime(moment)
    let size = UInt32(content.count)
    return little(version) + little(flags) + little(0 as UInt16) + little(time) + little(date)
      + little(UInt32(truncatingIfNeeded: crc32(0, content, size))) + little(size) + little(size)
      + little(UInt16(name.utf8.count)) + little(0 as UInt16)
  }

  /// In steps of two seconds since 1980.
  private static func dosTime(_ moment: Instant) -> (date: UInt16, time: UInt16) {
    let day = moment.day
    let seconds = moment.seconds(since: Instant(startOf: day))
    let (year, month, dayOfMonth) = (day.date.year, day.date.month, day.date.day)
    let date = max(0, year - 1980) << 9 | month << 5 | dayOfMonth
    let time = seconds / 3600 << 11 | seconds / 60 % 60 << 5 | seconds % 60 / 2
    return (UInt16(truncatingIfNeeded: date), UInt16(truncatingIfNeeded: time))
  }

  private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}

import Foundation

/// Archives, byte by byte, so that each of their fields can be wrong.
enum ArchiveBytes {
  struct File {
    var name: String
    var content: [UInt8]
    var isEncrypted = false
    var method: UInt16 = 0

    init(_ name: String, _ content: [UInt8]) {
      (self.name, self.content) = (name, content)
    }

    init(_ name: String, _ text: String) {
      self.init(name, Array(text.utf8))
    }
  }

  /// A zip archive (PKWARE's APPNOTE) of files that are stored as they are.
  static func zip(_ files: [File]) -> [UInt8] {
    var (bytes, table) = ([UInt8](), [UInt8]())
    for file in files {
      let offset = UInt32(bytes.count)
      let fields =
        little(UInt16(20)) + little(UInt16(file.isEncrypted ? 1 : 0)) + little(file.method)
        + little(UInt16(0)) + little(UInt16(0x21)) + little(Zlib.crc32(file.content))
        + little(UInt32(file.content.count)) + little(UInt32(file.content.count))
        + little(UInt16(file.name.utf8.count)) + little(UInt16(0))
      bytes += Array("PK\u{3}\u{4}".utf8) + fields + Array(file.name.utf8) + file.content
      table += Array("PK\u{1}\u{2}".utf8) + little(UInt16(20)) + fields
      table += [UInt8](repeating: 0, count: 10) + little(offset) + Array(file.name.utf8)
    }
    let end =
      little(UInt32(0)) + little(UInt16(files.count)) + little(UInt16(files.count))
      + little(UInt32(table.count)) + little(UInt32(bytes.count)) + little(UInt16(0))
    return bytes + table + Array("PK\u{5}\u{6}".utf8) + end
  }

  /// A tar archive (POSIX ustar).
  static func tar(_ files: [File]) -> [UInt8] {
    files.flatMap { header(of: $0) + padded($0.content, to: 512) }
      + [UInt8](repeating: 0, count: 1024)
  }

  private static func header(of file: File) -> [UInt8] {
    func octal(_ number: Int, _ count: Int) -> [UInt8] {
      let digits = String(number, radix: 8)
      return Array((String(repeating: "0", count: count - 1 - digits.count) + digits + "\0").utf8)
    }
    func header(checksum: [UInt8]) -> [UInt8] {
      let fields =
        padded(Array(file.name.utf8), to: 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8)
        + octal(file.content.count, 12) + octal(0, 12) + checksum + Array("0".utf8)
      return padded(padded(fields, to: 257) + Array("ustar\u{0}00".utf8), to: 512)
    }
    let sum = header(checksum: [UInt8](repeating: 0x20, count: 8)).reduce(0) { $0 + Int($1) }
    return header(checksum: octal(sum, 7) + [0x20])
  }

  private static func padded(_ bytes: [UInt8], to multiple: Int) -> [UInt8] {
    let rest = bytes.count % multiple
    return rest == 0 && !bytes.isEmpty
      ? bytes : bytes + [UInt8](repeating: 0, count: bytes.isEmpty ? 0 : multiple - rest)
  }

  private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}

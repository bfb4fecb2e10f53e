package import Domain
import Foundation

/// A table that says which tasks have which tags, as an editor or a spreadsheet writes it.
///
/// Either `task_id,tag` with tags such as `project=ads`, or a column per key: `task_id,project`. The
/// separator is a comma, a semicolon or a tab.
package struct TagFile: Hashable, Sendable {
  package struct Assignment: Hashable, Sendable {
    package let id: TaskID
    package let tag: Tag
  }

  /// A line that could not be read.
  package struct Rejection: Hashable, Sendable {
    package let line: Int
    package let reason: String
  }

  /// What a column holds.
  private enum Column {
    case taskID
    /// Tags with their keys, such as `project=ads`.
    case tag
    /// The values of a key.
    case values(key: String)
    case ignored
  }

  package private(set) var assignments: [Assignment] = []
  package private(set) var rejections: [Rejection] = []
  /// The headings of columns that tell of the task what the ledger knows itself.
  package private(set) var ignoredColumns: [String] = []
  /// Whether the text was no Unicode, and was read as Windows-1252.
  package let isWindowsText: Bool

  /// Reads the lines; a first line with `task_id` is a header.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, UTF-16, or Windows-1252 as older Excel files have it.
  ///   - known: headings that are no keys of tags, as of a table of tasks.
  package init(_ bytes: [UInt8], ignoring known: Set<String> = []) {
    let text = TagFile.unicode(bytes)
    isWindowsText = text.isWindows
    let (lines, separator) = TagFile.separator(of: text.bytes)
    var reader = CSVReader(lines, separator: separator)
    var columns: [Column] = [.taskID, .tag]
    var isFirst = true
    while let record = reader.next() {
      defer { isFirst = false }
      let fields = TagFile.trimmed(record.fields)
      if fields.isEmpty { continue }
      if isFirst, let header = readHeader(fields, known, line: record.line) {
        columns = header
      } else {
        read(fields, columns, line: record.line)
      }
    }
  }

  private mutating func reject(_ line: Int, _ reason: String) {
    rejections.append(Rejection(line: line, reason: reason))
  }
}

extension TagFile {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The text in UTF-8, and whether it was in Windows-1252.
  private static func unicode(_ bytes: [UInt8]) -> (bytes: [UInt8], isWindows: Bool) {
    if let form = UnicodeForm(bytes) {
      var transcoder = UnicodeTranscoder(form)
      var text: [UInt8] = []
      transcoder.append(bytes, to: &text)
      transcoder.finish(into: &text)
      return (text, false)
    }
    guard String(validating: bytes, as: UTF8.self) == nil,
      let text = String(bytes: bytes, encoding: .windowsCP1252)
    else { return (bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes, false) }
    return (Array(text.utf8), true)
  }

  /// The lines without Excel's `sep=;`, and what separates their fields: the first separator in
  /// them, since what comes first, a task id or a heading, has none.
  private static func separator(of bytes: [UInt8]) -> (lines: [UInt8], separator: UInt8) {
    let told = Array("sep=".utf8)
    if bytes.starts(with: told), bytes.count > told.count {
      let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      // The line stays as an empty one, so that the others keep their numbers.
      return (Array(bytes[end...]), bytes[told.count])
    }
    return (bytes, bytes.first { ",;\t".utf8.contains($0) } ?? UInt8(ascii: ","))
  }

  /// The fields without the empty ones that spreadsheets write up to their widest row.
  private static func trimmed(_ fields: [String]) -> [String] {
    let trimmed = fields.map { String($0.trimmed) }
    let last = trimmed.lastIndex { !$0.isEmpty }
    return Array(trimmed.prefix(last.map { $0 + 1 } ?? 0))
  }

  /// The columns by a header; nil if the fields are none.
  private mutating func readHeader(
    _ fields: [String], _ known: Set<String>, line: Int
  ) -> [Column]? {
    let names = fields.map { name in String(name.lowercased().map { $0 == " " ? "_" : $0 }) }
    guard names.contains("task_id") else { return nil }
    return zip(fields, names).map { field, name in
      switch name {
      case "task_id": return .taskID
      case "tag": return .tag
      case "": return .ignored
      default:
        if known.contains(name) {
          ignoredColumns.append(field)
          return .ignored
        }
        guard !field.contains("=") else {
          reject(line, "expected the key of a tag as heading, found \(field)")
          return .ignored
        }
        return .values(key: field)
      }
    }
  }

  private mutating func read(_ fields: [String], _ columns: [Column], line: Int) {
    guard fields.count <= columns.count else {
      return reject(line, "expected at most \(columns.count) fields, found \(fields.count)")
    }
    let cells = zip(columns, fields)
    let id =
      cells.lazy.compactMap { column, field -> String? in
        if case .taskID = column { field } else { nil }
      }.first ?? ""
    guard !id.isEmpty else { return reject(line, "expected a task id, found nothing") }
    guard !TagFile.isDamaged(id) else {
      return reject(
        line,
        "expected a task id, found \(id), which a spreadsheet took for a number; "
          + "format the column as text")
    }
    var tags: [Tag] = []
    do throws(TagError) {
      for (column, field) in cells where !field.isEmpty {
        let tag: Tag
        switch column {
        case .taskID, .ignored: continue
        case .tag: tag = try Tag(field)
        case .values(let key): tag = try Tag("\(key)=\(field)")
        }
        tags.append(tag)
      }
      // An empty cell in the column of a key leaves its tag as it is.
      if tags.isEmpty, columns.contains(where: { if case .tag = $0 { true } else { false } }) {
        throw .notATag("")
      }
    } catch {
      return reject(line, error.description)
    }
    assignments += tags.map { Assignment(id: TaskID(id), tag: $0) }
  }

  /// Whether a spreadsheet has made a number of an id: `4.71E+31`.
  private static func isDamaged(_ id: String) -> Bool {
    // Making the pattern takes ten times as long as all else that is done with a line.
    id.utf8.contains(UInt8(ascii: "+")) && id.wholeMatch(of: /[0-9]+[.,][0-9]+E\+[0-9]+/) != nil
  }
}

package import Domain
import Foundation

/// The task ids in a text of any form: one a line, a column of a CSV file, a JSON list, a log.
///
/// Ids are UUIDs anywhere, values of `task_id`, elements of a JSON list, and lines of a plain list.
package struct TaskIDList: Hashable, Sendable {
  /// Each id once, in the order of the text.
  package private(set) var ids: [TaskID] = []
  /// How many times an id was there again.
  package private(set) var repeated = 0
  private var known: Set<TaskID> = []

  package init(_ bytes: [UInt8]) {
    let found = TaskIDList.found(in: bytes)
    // Each rule may find the same place.
    var places: Set<Int> = []
    for (place, id) in found.sorted(by: { $0.place < $1.place })
    where places.insert(place).inserted {
      if known.insert(id).inserted { ids.append(id) } else { repeated += 1 }
    }
  }

  /// Reads a file, plain or compressed, or standard input if the path is `-`.
  package init(path: String) throws(SourceError) {
    let file =
      path == "-"
      ? FileSource(descriptor: dup(STDIN_FILENO), name: "stdin", isHashed: false)
      : try FileSource(path: path, isHashed: false)
    let source = ContentSource(file)
    var bytes: [UInt8] = []
    while true {
      let chunk = try source.nextChunk()
      if chunk.isEmpty { break }
      bytes += chunk
      guard bytes.count <= TaskIDList.limitBytes else {
        throw SourceError(path: path, "expected a list of ids, found more than 256 MB")
      }
    }
    self.init(bytes)
  }

  private static let limitBytes = 256 << 20

  private static func found(in bytes: [UInt8]) -> [(place: Int, id: TaskID)] {
    let unmistakable = uuids(in: bytes) + members(in: bytes)
    let columns = column(in: bytes)
    if !columns.isEmpty { return unmistakable + columns }
    return unmistakable.isEmpty ? listed(in: bytes) : unmistakable
  }

  private static let dash = UInt8(ascii: "-")
  private static let uuidLength = 36

  /// UUIDs with nothing around them that could be part of them.
  private static func uuids(in bytes: [UInt8]) -> [(place: Int, id: TaskID)] {
    var found: [(place: Int, id: TaskID)] = []
    var position = 8
    while position + 28 <= bytes.count {
      defer { position += 1 }
      guard bytes[position] == dash, bytes[position + 5] == dash else { continue }
      let range = (position - 8)..<(position - 8 + uuidLength)
      let text = String(decoding: bytes[range], as: UTF8.self).lowercased()
      guard !isHexOrDash(bytes, range.lowerBound - 1), !isHexOrDash(bytes, range.upperBound),
        TaskID.canonicalUUID(text) != nil
      else { continue }
      found.append((range.lowerBound, TaskID(text)))
    }
    return found
  }

  private static func isHexOrDash(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard bytes.indices.contains(index) else { return false }
    return bytes[index] == dash || isLetterOrDigit(bytes[index], letters: 6)
  }

  private static func isLetterOrDigit(_ byte: UInt8, letters: UInt8 = 26) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "a")..<UInt8(ascii: "a") + letters: true
    case UInt8(ascii: "A")..<UInt8(ascii: "A") + letters: true
    default: false
    }
  }

  /// The values of members `task_id`, in JSON that may itself be the text of a JSON string.
  private static func members(in bytes: [UInt8]) -> [(place: Int, id: TaskID)] {
    let name = Array("task_id".utf8)
    var found: [(place: Int, id: TaskID)] = []
    var position = 0
    while position + name.count <= bytes.count {
      guard bytes[position] == name[0], bytes[position...].starts(with: name) else {
        position += 1
        continue
      }
      position += name.count
      var rest = bytes[position...].drop { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") }
      rest = rest.drop(while: isSpace)
      guard rest.first == UInt8(ascii: ":") else { continue }
      rest = rest.dropFirst().drop { isSpace($0) || $0 == UInt8(ascii: "\\") }
      guard rest.first == UInt8(ascii: "\"") else { continue }
      rest = rest.dropFirst()
      let value = rest.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      let text = String(decoding: value, as: UTF8.self).trimmed
      if !text.isEmpty { found.append((value.startIndex, TaskID(String(text)))) }
      position = value.endIndex
    }
    return found
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// The column `task_id` of a CSV file.
  private static func column(in bytes: [UInt8]) -> [(place: Int, id: TaskID)] {
    var reader = CSVReader(bytes)
    guard let header = reader.next(), header.fields.count > 1,
      let index = header.fields.firstIndex(where: { $0.trimmed.lowercased() == "task_id" })
    else { return [] }
    var found: [(place: Int, id: TaskID)] = []
    while let record = reader.next() {
      guard record.fields.indices.contains(index) else { continue }
      let id = TaskID(record.fields[index])
      // UUIDs are found anyway.
      guard let text = id.nonUUIDText, !text.isEmpty else { continue }
      found.append((bytes.count + record.line, id))
    }
    return found
  }

  /// The elements of a JSON list, or the words of a plain one, if the text has nothing that is an id
  /// for certain.
  private static func listed(in bytes: [UInt8]) -> [(place: Int, id: TaskID)] {
    if let elements = (try? JSONValue(bytes))?.array {
      return elements.enumerated().compactMap { index, element in
        element.string.flatMap { $0.trimmed.isEmpty ? nil : (index, TaskID($0)) }
      }
    }
    return bytes.split { $0 == 0x0A || $0 == 0x0D }.compactMap { line in
      let text = String(decoding: line, as: UTF8.self).trimmed
      return isID(text) ? (line.startIndex, TaskID(String(text))) : nil
    }
  }

  /// Whether a line is an id and no heading: one word of some length, with a digit.
  private static func isID(_ text: some StringProtocol) -> Bool {
    text.utf8.count >= 8 && text.utf8.contains { (48...57).contains($0) }
      && text.utf8.allSatisfy { isLetterOrDigit($0) || "-_.:".utf8.contains($0) }
  }
}

package import Domain

/// A CSV file that says which tasks have which tags: `task_id,tag` with a tag such as `project=ads`.
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

  private static let heading = "task_id"

  package private(set) var assignments: [Assignment] = []
  package private(set) var rejections: [Rejection] = []

  /// Reads the lines; a first line that starts with `task_id` is a header.
  package init(_ bytes: [UInt8]) {
    var reader = CSVReader(bytes)
    var isFirst = true
    while let record = reader.next() {
      defer { isFirst = false }
      if isFirst, record.fields[0] == TagFile.heading { continue }
      do throws(TagError) {
        guard record.fields.count == 2, !record.fields[0].isEmpty else {
          reject(record, "expected a task id and a tag, found \(record.fields.count) fields")
          continue
        }
        let tag = try Tag(record.fields[1])
        assignments.append(Assignment(id: TaskID(record.fields[0]), tag: tag))
      } catch {
        reject(record, error.description)
      }
    }
  }

  private mutating func reject(_ record: CSVReader.Record, _ reason: String) {
    rejections.append(Rejection(line: record.line, reason: reason))
  }
}

/// What one source delivers, a record per line.
package struct SourceText {
  package let name: String
  package let text: String

  package init(_ name: String, _ records: [String]) {
    self.name = name
    text = records.joined(separator: "\n")
  }
}

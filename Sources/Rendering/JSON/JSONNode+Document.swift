package import Reports

extension JSONNode {
  /// A document: what stands at its head, and its tables by their names.
  package static func document(_ document: ReportDocument) -> JSONNode {
    .object([
      ("title", .string(document.title)),
      ("trust", .array(document.trust.map { .string($0) })),
      ("tables", .object(document.tables.map { ($0.name, .table($0)) })),
    ])
  }
}

/// What is the same in all records of a kind, as bytes.
struct PreparedKind: Sendable {
  let kind: TaskKind
  let model: [UInt8]
  let taskType: [UInt8]
  /// The members of the input beside the prompt, for each of the kind's quantities.
  let fields: [[UInt8]]

  init(_ kind: TaskKind) {
    self.kind = kind
    model = Array(kind.model.utf8)
    taskType = Array(kind.taskType.utf8)
    fields = kind.quantities.map { Array(kind.fields(quantity: $0).utf8) }
  }
}

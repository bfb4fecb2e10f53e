/// What the requests of many tasks share: everything but the values of their varying fields.
package struct RequestTemplate: Hashable, Sendable {
  package let model: String
  package let taskType: String
  /// The fields that tasks share, sorted by name.
  package let sharedFields: [Request.Field]
  /// The names of the fields that each task has its own value of, sorted.
  package let varyingNames: [String]

  package init(
    model: String, taskType: String, sharedFields: [Request.Field], varyingNames: [String]
  ) {
    self.model = ProviderName.canonical(model)
    self.taskType = ProviderName.canonical(taskType)
    self.sharedFields = sharedFields
    self.varyingNames = varyingNames
  }

  /// The request of the template with the values of ``Request/varyingValues``: `37,-1`.
  package func request(varyingValues: String) -> Request {
    let numbers = varyingValues.split(separator: ",").map { ExactDecimal($0) }
    let varying = zip(varyingNames, numbers).compactMap { name, number in
      number.map { Request.Field(name, .number($0)) }
    }
    return Request(model: model, taskType: taskType, sorted: sharedFields, and: varying)
  }
}

extension RequestTemplate {
  /// ``Request/isFuller(than:)`` of the requests of two templates with the same model, task type,
  /// varying names and varying values.
  package func isFuller(than other: RequestTemplate) -> Bool {
    guard sharedFields.count == other.sharedFields.count else {
      return sharedFields.count > other.sharedFields.count
    }
    let difference = zip(sharedFields, other.sharedFields).first { $0 != $1 }
    return difference.map { Request.isFirst($0, before: $1) } ?? false
  }

  /// Whether requests of both differ in shared fields at most, where their varying values are equal.
  package func agrees(with other: RequestTemplate) -> Bool {
    model == other.model && taskType == other.taskType && varyingNames == other.varyingNames
  }
}

extension Request {
  package var template: RequestTemplate {
    RequestTemplate(
      model: model, taskType: taskType, sharedFields: fields.filter { !$0.isVarying },
      varyingNames: fields.filter(\.isVarying).map(\.name))
  }

  /// The values of the varying fields in the order of their names: `37,-1`.
  package var varyingValues: String {
    fields.filter(\.isVarying).map(\.value.text).joined(separator: ",")
  }
}

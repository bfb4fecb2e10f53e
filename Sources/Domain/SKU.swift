/// What a rate prices: model, task type and the request fields that the rate depends on.
package struct SKU: Hashable, Sendable {
  package let model: String
  package let taskType: String
  /// The fields that the rate depends on, in the card's order, with the card's spelling.
  package let fields: [Request.Field]

  package init(model: String, taskType: String, fields: [Request.Field] = []) {
    (self.model, self.taskType, self.fields) = (model, taskType, fields)
  }
}

extension SKU: CustomStringConvertible {
  /// The SKU's name: `seedream/seedream-5-lite size=2K`.
  package var description: String {
    let values = fields.map { field in
      let text = field.value.text
      return " \(field.name)\(text.hasPrefix("<") || text.hasPrefix(">") ? "" : "=")\(text)"
    }
    return "\(model)/\(taskType)\(values.joined())"
  }
}

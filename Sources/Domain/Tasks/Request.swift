/// What the provider was asked for, reduced to what can affect the price: model, task type, and the
/// input fields as short values.
///
/// Model and task type are in canonical spelling (``ProviderName``). Texts are kept as their
/// length, lists as their count.
package struct Request: Hashable, Sendable {
  package struct Field: Hashable, Sendable {
    /// The path of the field, ending in what was measured: `size`, `prompt.length`,
    /// `image_urls.count`, `resolution.only`, `multi_shots.duration.sum`.
    ///
    /// What the rest of the answer says is under the member that says it: `meta.process_mode`,
    /// `usage.total_tokens`.
    package let name: String
    package let value: FieldValue

    package init(_ name: String, _ value: FieldValue) {
      (self.name, self.value) = (name, value)
    }
  }

  package let model: String
  package let taskType: String
  /// Sorted by name; each name once.
  package let fields: [Field]

  /// Sorts the fields; if a name is given twice the last one wins, as in JSON.
  package init(model: String, taskType: String, fields: [Field]) {
    var last: [String: Field] = [:]
    for field in fields { last[field.name] = field }
    self.model = ProviderName.canonical(model)
    self.taskType = ProviderName.canonical(taskType)
    self.fields = last.values.sorted { $0.name < $1.name }
  }

  /// Merges two lists of fields, each sorted by name, with no name in both; model and task type are
  /// in canonical spelling.
  init(model: String, taskType: String, sorted first: [Field], and second: [Field]) {
    self.model = model
    self.taskType = taskType
    var merged: [Field] = []
    merged.reserveCapacity(first.count + second.count)
    var rest = second[...]
    for field in first {
      while let next = rest.first, next.name < field.name { merged.append(rest.removeFirst()) }
      merged.append(field)
    }
    fields = merged + rest
  }

  package subscript(name: String) -> FieldValue? {
    var (low, high) = (0, fields.count)
    while low < high {
      let middle = (low + high) / 2
      if fields[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low < fields.count && fields[low].name == name ? fields[low].value : nil
  }
}

extension Request.Field {
  /// Whether the value differs from task to task without making it a different kind of request:
  /// lengths of texts, seeds, token counts, billed lengths and large numbers.
  ///
  /// The ledger stores such values with the task and everything else once.
  package var isVarying: Bool {
    guard case .number(let number) = value else { return false }
    return name.hasSuffix(".length") || name.hasSuffix("seed") || name.hasPrefix("usage.")
      || name == Request.referenceSecondsField || number.mantissa.magnitude > 99_999
  }
}

extension Request {
  /// Orders two requests of one task: the fuller one first (answers to a create call may lack
  /// fields that the get call has, and private tasks have none), then by content.
  package func isFuller(than other: Request) -> Bool {
    if fields.count != other.fields.count { return fields.count > other.fields.count }
    guard model == other.model, taskType == other.taskType else {
      return orderText < other.orderText
    }
    // The common prefix decides nothing.
    guard let start = zip(fields, other.fields).enumerated().first(where: { $1.0 != $1.1 })?.offset
    else { return false }
    return Request.isFirst(fields[start], before: other.fields[start])
  }

  /// Whether a request whose first field that differs is one counts as the fuller one: the one with
  /// more tokens, since parts of a streamed answer count what has come so far, or the lesser text.
  static func isFirst(_ field: Field, before other: Field) -> Bool {
    if field.name == other.name, field.name.hasPrefix("usage."),
      case .number(let count) = field.value, case .number(let otherCount) = other.value
    {
      return count.ratio > otherCount.ratio
    }
    return Request.orderText([field]) < Request.orderText([other])
  }

  /// Breaks the tie between two requests with equally many fields: the lesser text counts as the
  /// fuller one.
  package var orderText: String {
    "\(model)\u{1}\(taskType)\u{1}\(Request.orderText(fields[...]))"
  }

  private static func orderText(_ fields: ArraySlice<Field>) -> String {
    fields.map { "\($0.name)\u{0}\($0.value.json)" }.joined(separator: "\u{1}")
  }
}

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

/// What the requests of many tasks share: everything but the values of their varying fields.
package struct RequestTemplate: Hashable, Sendable {
  package let model: String
  package let taskType: String
  /// The fields that tasks share, sorted by name.
  package let sharedFields: [Request.Field]
  /// The sorted names of the fields whose value varies by task.
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

  /// Whether requests of both can differ only in shared fields, provided their varying values are
  /// equal.
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

extension Request {
  /// The name of the field that holds the webhook host.
  ///
  /// Nothing else of the address is kept: path and query may contain secrets.
  package static var webhookHostField: String { "\(webhookHostName)" }
  package static let webhookHostName: StaticString = "webhook_config.endpoint.host"

  /// The name of the field that holds the billed length of a task's input videos.
  package static let referenceSecondsField = "logs.reference_seconds"
  /// The names of the fields that hold what Midjourney tells only in `meta`.
  package static let processModeName: StaticString = "meta.process_mode"
  package static let modelVersionName: StaticString = "meta.model_version"
}

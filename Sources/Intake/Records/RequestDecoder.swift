package import Domain

/// Reduces a task's input to the fields that can affect the price, now or under a later rate card.
///
/// Every member is kept: numbers, flags and short words unchanged; longer texts as `name.length`,
/// in Unicode scalars; lists as `name.count`, with the sum and the names of their members' numbers
/// (`multi_shots.duration.sum`), and the only element of a list as `name.only` if it would be kept
/// outside one; objects by path.
package enum RequestDecoder {
  static let depthLimit = 4
  static let nameLimitBytes = 128

  package static func fields(of input: JSONValue?) -> [Request.Field] {
    var fields: [Request.Field] = []
    guard let input, case .object(let members) = input else { return fields }
    for member in members { append(member.value, named: member.key, depth: 1, to: &fields) }
    return fields
  }

  private static func append(
    _ value: JSONValue, named name: String, depth: Int, to fields: inout [Request.Field]
  ) {
    guard name.utf8.count <= nameLimitBytes else { return }
    switch value {
    case .null: break
    case .bool(let flag): fields.append(Request.Field(name, .flag(flag)))
    case .number(let text):
      fields.append(
        Request.Field(name, ExactDecimal(text).map { .number($0) } ?? .word(truncated(text))))
    case .string(let text): appendText(text, named: name, to: &fields)
    case .array(let elements):
      fields.append(count(elements.count, named: "\(name).count"))
      if elements.count == 1, let value = scalar(elements[0], inListNamed: name) {
        fields.append(Request.Field("\(name).only", value))
      }
      appendSums(of: elements, named: name, to: &fields)
    case .object(let members):
      guard depth < depthLimit else { return }
      for member in members {
        append(member.value, named: "\(name).\(member.key)", depth: depth + 1, to: &fields)
      }
    }
  }

  /// A number beyond the exact range is kept as its first characters.
  private static func truncated(_ text: String) -> String {
    String(text.prefix(RequestText.wordLimitBytes))
  }

  private static func appendText(
    _ text: String, named name: String, to fields: inout [Request.Field]
  ) {
    guard !text.isEmpty else { return }
    if !RequestText.isPrivate(memberNamed: name), let word = RequestText.word(of: text) {
      fields.append(Request.Field(name, .word(word)))
    } else {
      fields.append(count(text.unicodeScalars.count, named: "\(name).length"))
    }
  }

  /// An element of a list as a short value; nil for texts, objects, lists and what may be private.
  private static func scalar(_ element: JSONValue, inListNamed name: String) -> FieldValue? {
    guard !RequestText.isPrivate(listNamed: name) else { return nil }
    switch element {
    case .bool(let flag): return .flag(flag)
    case .number(let text): return ExactDecimal(text).map { .number($0) }
    case .string(let text): return RequestText.word(of: text).map { .word($0) }
    case .null, .array, .object: return nil
    }
  }

  private static func appendSums(
    of elements: [JSONValue], named name: String, to fields: inout [Request.Field]
  ) {
    var sums: [String: Ratio] = [:]
    for case .object(let members) in elements {
      for member in members {
        guard !RequestText.isPrivate(memberNamed: member.key),
          let number = seconds(member.value)
        else { continue }
        sums[member.key] = try? (sums[member.key] ?? .zero).plus(number.ratio)
      }
    }
    for (key, sum) in sums.sorted(by: { $0.key < $1.key }) {
      guard let total = ExactDecimal(sum.description) else { continue }
      fields.append(Request.Field("\(name).\(key).sum", .number(total)))
    }
  }

  /// A number, a number as text, or seconds as text.
  private static func seconds(_ value: JSONValue) -> ExactDecimal? {
    switch value {
    case .number(let text): ExactDecimal(text)
    case .string(let text): FieldValue.word(text).numeric
    default: nil
    }
  }

  private static func count(_ count: Int, named name: String) -> Request.Field {
    Request.Field(name, .number(ExactDecimal(Int64(count))))
  }
}

/// Reads the body of a create call that has not been sent yet: `{model, task_type, input}`, or the
/// body of an LLM completion: `{model, messages}`.
package enum RequestBodyDecoder {
  package static func request(of body: JSONValue) throws(RecordError) -> Request {
    guard body.isObject else { throw RecordError("expected an object, found \(body.kindText)") }
    guard let model = body["model"]?.string, !model.trimmed.isEmpty else {
      throw RecordError("model: expected a text, found \(body["model"]?.kindText ?? "nothing")")
    }
    if body["messages"] != nil, body["task_type"] == nil {
      return Request(model: model, taskType: CompletionDecoder.taskType, fields: [])
    }
    guard let taskType = body["task_type"]?.string, !taskType.trimmed.isEmpty else {
      throw RecordError(
        "task_type: expected a text, found \(body["task_type"]?.kindText ?? "nothing")")
    }
    return Request(
      model: model, taskType: taskType, fields: RequestDecoder.fields(of: body["input"]))
  }
}

/// Finds the webhook host of a task.
///
/// Nothing else of the address is kept: path, query, user and password may be secrets.
enum WebhookHost {
  /// The length of the longest DNS name.
  private static let limitBytes = 253

  /// The host of an address; nil if there is none, or it is malformed.
  static func host(of address: String) -> String? {
    var address = address
    return address.withUTF8 { bytes in
      range(in: bytes).map {
        String(decoding: bytes[$0], as: UTF8.self).lowercased()
      }
    }
  }

  /// The request field that holds the host, from a task's `config`.
  static func field(of config: JSONValue) -> Request.Field? {
    guard let address = config["webhook_config"]?["endpoint"]?.string,
      let host = host(of: address)
    else { return nil }
    return Request.Field(Request.webhookHostField, .word(host))
  }

  /// Where the host is in an address, whose slashes JSON may have escaped.
  static func range(in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let first = afterSlash(bytes, at: colon + 1), var start = afterSlash(bytes, at: first)
    else { return nil }
    var end = start
    while end < bytes.count, !isEndOfAuthority(bytes[end]) {
      // What precedes it is a user with a password.
      if bytes[end] == UInt8(ascii: "@") { start = end + 1 }
      end += 1
    }
    let host = bytes[start..<end].prefix { $0 != UInt8(ascii: ":") }
    guard !host.isEmpty, host.count <= limitBytes, host.allSatisfy(isOfHost) else { return nil }
    return host.startIndex..<host.endIndex
  }

  /// The index after a slash that may be escaped; nil if there is none.
  private static func afterSlash(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Int? {
    let slash = index < bytes.count && bytes[index] == UInt8(ascii: "\\") ? index + 1 : index
    return slash < bytes.count && bytes[slash] == UInt8(ascii: "/") ? slash + 1 : nil
  }

  private static func isEndOfAuthority(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "#"): true
    default: false
    }
  }

  private static func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

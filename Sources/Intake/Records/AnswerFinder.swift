import Domain

/// Looks through a value for the records in it, at any depth, in members that hold objects, lists
/// or texts of JSON.
///
/// What a task or a model was given or made is not looked at: a prompt may quote an answer.
struct AnswerFinder {
  /// Values deeper than this are not looked at.
  private static let depthLimit = 64

  private let place: Place
  /// How many texts within texts the value is in.
  private let textDepth: Int
  private let messages: MessageStream
  private(set) var found = Found()
  /// What was found, however often.
  private var findings = 0
  private var seen: Set<IntakeItem> = []

  /// The records and rejections in a value or a text.
  struct Found {
    var items: [IntakeItem] = []
    /// Of records in texts within it.
    var repairs = RepairTally()
  }

  /// A finder for a value of a source with a stream of messages.
  init(at place: Place, depth: Int, messages: MessageStream) {
    (self.place, textDepth, self.messages) = (place, depth, messages)
  }

  /// What is found in a text, at the place of the value that holds it.
  ///
  /// If the source ends with the text, it may go on: its rest may still be being written.
  static func found(
    inText text: [UInt8], at place: Place, depth: Int, messages: MessageStream,
    mayGoOn: Bool = false
  ) -> Found {
    var reader = AnswerReader(text: text, depth: depth + 1, messages: messages)
    var found = Found()
    // Bytes in memory can always be read.
    while let item = (try? reader.next()) ?? nil {
      found.items.append((mayGoOn ? item : item.overdue).moved(to: place))
    }
    found.repairs = reader.repairs
    return found
  }

  /// Adds what is found in a value whose text is given.
  mutating func find(in value: JSONValue, text: ArraySlice<UInt8>) {
    look(into: MemberForms.original(value), text: text, depth: 0)
  }

  private mutating func look(into value: JSONValue, text: ArraySlice<UInt8>? = nil, depth: Int) {
    guard depth <= AnswerFinder.depthLimit else { return }
    switch value {
    case .object(let members): look(into: value, members, text: text, depth: depth)
    case .array(let elements):
      if let bytes = AnswerFinder.bytes(of: elements) { return look(intoText: bytes) }
      for element in elements { look(into: element, depth: depth + 1) }
    case .string(let string): look(into: string)
    case .number, .bool, .null: break
    }
  }

  private mutating func look(
    into value: JSONValue, _ members: [JSONValue.Member], text: ArraySlice<UInt8>?, depth: Int
  ) {
    do throws(RecordError) {
      if let message = try messages.observation(of: value) { return add(.task(message)) }
      switch try IntakeRecord.recognized(in: value) {
      case .record(let record): add(record)
      case .summary(let outcome):
        // A row of the user's own with the members of a task may hold the whole answer besides.
        let count = findings
        lookInside(members, depth: depth)
        guard findings == count else { return }
        if let record = try outcome.get() { add(record) }
      case nil: lookInside(members, depth: depth)
      }
    } catch {
      let bytes = text.map(Array.init) ?? Array(value.canonicalText.utf8)
      add(
        .rejection(
          Rejection(place: place, reason: error.description, value: value, text: bytes)))
    }
  }

  private mutating func lookInside(_ members: [JSONValue.Member], depth: Int) {
    let names = Set(members.map(\.key))
    for member in members where !AnswerFinder.isClosed(member.key, among: names) {
      if let text = member.value.string, AnswerFinder.isWorded(member.key),
        !AnswerFinder.isJSON(text)
      {
        continue
      }
      look(into: member.value, depth: depth + 1)
    }
  }

  private mutating func look(into string: String) {
    if AnswerMarks.isFound(in: string) {
      look(intoText: Base64Text.decoded(string) ?? Array(string.utf8))
    }
  }

  private mutating func look(intoText text: [UInt8]) {
    guard textDepth < AnswerReader.depthLimit else { return }
    let inside = AnswerFinder.found(
      inText: text, at: place, depth: textDepth, messages: messages)
    found.repairs += inside.repairs
    for item in inside.items { add(item) }
  }

  private mutating func add(_ record: IntakeRecord) {
    add(.record(record, place))
    guard case .historyPage(let page) = record else { return }
    for row in page.unreadableRows {
      add(
        .rejection(
          Rejection(
            place: place, reason: row.reason, value: row.value,
            text: Array(row.value.canonicalText.utf8))))
    }
  }

  /// Adds an item, once: a record often holds an answer both as text and as an object.
  private mutating func add(_ item: IntakeItem) {
    findings += 1
    // Most records hold one item, which is compared with nothing.
    if found.items.count == 1 { seen = Set(found.items) }
    if found.items.isEmpty || seen.insert(item).inserted { found.items.append(item) }
  }
}

/// What is not looked at.
extension AnswerFinder {
  private static let proseEndings = [
    "prompt", "prompts", "lyrics", "messages", "choices", "caption", "transcript",
  ]
  /// Names of members that a task or a call of a model has besides what it was given or has made.
  private static let ofCalls: Set<String> = [
    "model", "task_type", "taskType", "task_id", "taskId", "meta", "config",
  ]

  /// Whether a member of this name holds prose, or what a model said.
  static func isProse(_ name: String) -> Bool {
    let lowercased = name.lowercased()
    return proseEndings.contains(where: lowercased.hasSuffix)
  }

  /// Whether a member of this name may hold prose, so that only a text that is all JSON is read.
  static func isWorded(_ name: String) -> Bool {
    let lowercased = name.lowercased()
    return ["input", "output", "content", "question", "query"].contains(lowercased)
      || lowercased.hasSuffix("text")
  }

  /// Whether a text is JSON without words before it, or base64.
  static func isJSON(_ text: String) -> Bool {
    guard let first = text.utf8.first(where: { $0 > 0x20 }) else { return false }
    return "{[\"".utf8.contains(first) || Base64Text.decoded(text) != nil
  }

  private static func isClosed(_ name: String, among names: Set<String>) -> Bool {
    switch name {
    case "input", "output": !names.isDisjoint(with: ofCalls)
    case "content": names.contains("role")
    default: isProse(name)
    }
  }

  /// The text that a list of bytes spells, as journald writes a message that is not plain text; nil
  /// for any other list.
  private static func bytes(of elements: [JSONValue]) -> [UInt8]? {
    guard elements.count > 32, case .number? = elements.first else { return nil }
    var bytes: [UInt8] = []
    for element in elements {
      guard case .number(let text) = element, let byte = UInt8(text) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}

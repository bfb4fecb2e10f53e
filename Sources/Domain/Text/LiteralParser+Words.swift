extension LiteralParser {
  static let constants: [String: JSONValue] = [
    "True": .bool(true), "true": .bool(true), "False": .bool(false), "false": .bool(false),
    "None": .null, "null": .null, "undefined": .null, "NaN": .number("NaN"),
    "nan": .number("NaN"), "Infinity": .number("Infinity"), "inf": .number("Infinity"),
  ]
  /// Types whose values print as a call with a text.
  private static let textTypes: Set<String> = [
    "UUID", "ObjectId", "ObjectID", "PosixPath", "WindowsPath", "PurePosixPath", "Path", "HttpUrl",
    "AnyUrl", "AnyHttpUrl", "Url", "URL", "SecretStr", "ISODate", "Timestamp",
  ]
  /// Types whose values print as a call with a number or its text.
  private static let numberTypes: Set<String> = [
    "Decimal", "Decimal128", "Int32", "Int64", "Long", "Double", "NumberInt", "NumberLong",
    "NumberDecimal", "int", "int32", "int64", "float32", "float64",
  ]
  /// Collections that are neither objects nor lists.
  private static let collections: Set<String> = [
    "Map", "Set", "WeakMap", "WeakSet", "set", "frozenset",
  ]

  /// Letters, digits, `_` and `$`, with dots between them.
  mutating func identifier() throws(JSONSyntaxError) -> String {
    let start = position
    while position < bytes.count,
      LiteralParser.isOfWord(bytes[position]) || bytes[position] &- 48 < 10
        || bytes[position] == UInt8(ascii: ".")
    {
      position += 1
    }
    guard position < bytes.count || isComplete else { throw incomplete }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// What starts with a word: a constant, a call, an object behind the name of its class, or a
  /// string with a prefix.
  mutating func word() throws(JSONSyntaxError) -> JSONValue {
    let start = position
    var name = try identifier()
    if let constant = LiteralParser.constants[name] { return constant }
    if name == "new", take(0x20) { name = try identifier() }
    guard position < bytes.count else {
      throw isComplete ? failure("expected a value, found a word", at: start) : incomplete
    }
    switch bytes[position] {
    case UInt8(ascii: "("): return try call(name, from: start)
    case let byte where LiteralParser.isQuote(byte) && LiteralParser.prefixes.contains(name):
      return try string(isBytes: name.lowercased() == "b")
    default: break
    }
    skipBlanks()
    if starts(with: "["), position > start + name.utf8.count {
      try passTag()
    }
    guard position < bytes.count else { throw incomplete }
    guard bytes[position] == UInt8(ascii: "{") else {
      throw failure("expected a value, found a word", at: start)
    }
    return try objectBehindName()
  }

  /// Moves past the tag of a class, `Object [Module] {`.
  private mutating func passTag() throws(JSONSyntaxError) {
    _ = try symbol()
    skipBlanks()
  }

  private struct Arguments {
    var positional: [JSONValue] = []
    var named: [JSONValue.Member] = []
  }

  private mutating func call(
    _ name: String, from start: Int
  ) throws(JSONSyntaxError) -> JSONValue {
    let type = name.split(separator: ".").last.map(String.init) ?? name
    guard !LiteralParser.collections.contains(type) else {
      throw failure("expected an object or a list, found a \(type)", at: start)
    }
    let omissionCount = omissions.count
    let arguments = try nested { (parser) throws(JSONSyntaxError) in try parser.arguments() }
    if type == "defaultdict", let content = arguments.positional.last, content.isObject {
      // Its first argument is a type.
      if arguments.positional.count == 2 { forgetTypes(after: omissionCount) }
      return content
    }
    if ["datetime", "date", "Timestamp"].contains(type), let time = time(of: type, arguments) {
      return .string(time)
    }
    skipBlanks()
    if starts(with: "["), arguments.positional.count == 1, arguments.named.isEmpty {
      return try list()
    }
    guard let value = LiteralParser.value(of: type, arguments) else {
      throw failure("expected a value, found an object of an unknown class", at: start)
    }
    return value
  }

  /// The type of a `defaultdict` is no omission; those in its content come after it.
  private mutating func forgetTypes(after count: Int) {
    if omissions.count == count + 1, omissions[count].kind == .pythonObject {
      forgetOmissions(after: count)
    }
  }

  private mutating func arguments() throws(JSONSyntaxError) -> Arguments {
    position += 1
    var arguments = Arguments()
    try skipWhitespace()
    while !take(UInt8(ascii: ")")) {
      if !(arguments.positional.isEmpty && arguments.named.isEmpty) {
        guard take(UInt8(ascii: ",")) else { throw failure("expected ',' or ')'") }
        try skipWhitespace()
        if take(UInt8(ascii: ")")) { break }
      }
      if let name = try argumentName() {
        let value = name == "tzinfo" ? try zone() : try value(of: name)
        arguments.named.append(JSONValue.Member(key: name, value: value))
      } else {
        arguments.positional.append(try value())
      }
      try skipWhitespace()
    }
    return arguments
  }

  /// The name before `=`; nil if the argument has none.
  private mutating func argumentName() throws(JSONSyntaxError) -> String? {
    let start = position
    guard LiteralParser.isOfWord(bytes[position]) else { return nil }
    let name = try identifier()
    guard position < bytes.count else { throw incomplete }
    if take(UInt8(ascii: "=")) { return name }
    position = start
    return nil
  }

  /// What an object of a type is as plain data; nil if that is not known.
  private static func value(of type: String, _ arguments: Arguments) -> JSONValue? {
    guard arguments.named.isEmpty else {
      return arguments.positional.isEmpty ? .object(arguments.named) : nil
    }
    guard let only = arguments.positional.first else { return .object([]) }
    guard arguments.positional.count == 1 else { return nil }
    switch only {
    case .array(let elements) where type == "OrderedDict": return object(ofPairs: elements)
    case .object, .array: return only
    case .string(let text) where textTypes.contains(type): return .string(text)
    case .string(let text) where numberTypes.contains(type):
      let number = try? JSONValue(Array(text.utf8))
      return number?.numberText == nil ? nil : number
    case .number where numberTypes.contains(type) && only.numberText != nil: return only
    default: return nil
    }
  }

  private static func object(ofPairs pairs: [JSONValue]) -> JSONValue? {
    var members: [JSONValue.Member] = []
    for pair in pairs {
      guard let pair = pair.array, pair.count == 2, let key = pair[0].string else { return nil }
      members.append(JSONValue.Member(key: key, value: pair[1]))
    }
    return .object(members)
  }
}

extension LiteralParser {
  private static let zoneLimitBytes = 128
  /// How libraries print UTC.
  private static let utc: Set<String> = [
    "datetime.timezone.utc", "timezone.utc", "datetime.UTC", "UTC", "<UTC>", "tzutc()",
    "TzInfo(UTC)", "TzInfo(0)", "zoneinfo.ZoneInfo(key='UTC')", "ZoneInfo(key='UTC')",
  ]

  /// The zone of a time, as it is written.
  private mutating func zone() throws(JSONSyntaxError) -> JSONValue {
    let start = position
    var open = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "("): open += 1
      case UInt8(ascii: ")") where open > 0: open -= 1
      case UInt8(ascii: ")"),
        UInt8(ascii: ",") where open == 0:
        return .string(String(decoding: bytes[start..<position], as: UTF8.self))
      default: break
      }
      position += 1
      guard position - start < LiteralParser.zoneLimitBytes else { break }
    }
    guard position < bytes.count else { throw incomplete }
    throw failure("expected a time zone", at: start)
  }

  /// RFC 3339 for a time in UTC or without a zone; nil for others.
  private func time(of type: String, _ arguments: Arguments) -> String? {
    guard type != "Timestamp" else {
      let isUTC = arguments.named.allSatisfy { $0.key == "tz" && $0.value == .string("UTC") }
      guard isUTC, arguments.positional.count == 1 else { return nil }
      return arguments.positional[0].string
    }
    let zones = arguments.named.map { $0.key == "tzinfo" ? $0.value.string ?? "" : "" }
    let parts = arguments.positional.compactMap(\.integer)
    guard zones.allSatisfy(LiteralParser.utc.contains), parts.count == arguments.positional.count,
      parts.allSatisfy({ $0 >= 0 }),
      type == "date" ? parts.count == 3 : (3...7).contains(parts.count)
    else { return nil }
    let padded = { (index: Int, width: Int) in
      let digits = index < parts.count ? String(parts[index]) : "0"
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let day = "\(padded(0, 4))-\(padded(1, 2))-\(padded(2, 2))"
    guard type == "datetime" else { return day }
    let clock = "\(padded(3, 2)):\(padded(4, 2)):\(padded(5, 2))"
    let fraction = parts.count == 7 ? ".\(padded(6, 6))" : ""
    let text = "\(day)T\(clock)\(fraction)\(zones.isEmpty ? "" : "Z")"
    return Timestamp(text) == nil ? nil : text
  }
}

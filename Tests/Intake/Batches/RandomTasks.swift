import TestSupport
import Traffic

/// Generates random task responses: usual, odd and damaged ones.
struct RandomTasks {
  private static let texts = [
    #""""#, #""a""#, #""2K""#, #""16:9""#, #""a lighthouse in the fog""#, #""größer""#,
    #""\u0041b""#, #""a\nb""#, #""😀 und 😀""#,
    #""\ud83d\ude00 a longer text than a word, with escapes""#,
    #""half a pair \ud83d, the other \ude00 and a \ud83d\u0041 one, too long for a word""#,
    #""https://a.example/1.png""#, #""\/""#, #""012345678901234567890123456789012""#, #""8s""#,
    #""\b\f\r\t\"\\ and more so that this is not a word any more""#, #""-""#, "\"\u{FFFD}\"",
    "\"e\u{301}\"",
  ]
  private static let numbers = [
    "0", "-0", "1", "3", "10", "42", "-1", "1.0", "1e3", "1E+2", "0.5", "-2.50", "99999", "100000",
    "-100000", "123456789012345678", "1234567890123456789", "12345678901234567890", "1e-20",
    "4294967295", "0.0", "-0.0", "1e400",
  ]
  private static let literals = ["true", "false", "null"]
  private static let inputNames = [
    "prompt", "size", "n", "seed", "aspect_ratio", "image_url", "image_urls", "resolution",
    "duration", "negative_prompt", "multi_shots", "camera_control", "usage.tokens", "x.length",
    "größe", "e\u{301}", #"\u0073ize"#, "", "usage", "seed.count", "\u{600}", "file_id",
    "size.only", "prompts", "meta.process_mode", "logs.reference_seconds",
    "prompt.length", "a_very_long_name_that_is_longer_than_sixteen_bytes", "config", "key",
  ]
  private static let endpoints = [
    #""""#, #""https://hooks.example.com/done?token=abc""#, #""https://Hooks.Example.com""#,
    #""https:\/\/hooks.example.com\/done""#, #""https://user:pass@a.example:8443/x""#,
    #""https://b\u00fccher.example/x""#, #""https://a.example\n""#, #""https:\\/a.example""#,
    #""https://""#, #""://a/""#, "null", "7", #""https://größer.example/""#,
  ]
  private static let logs = [
    "null", "[]", #"["restored frozen points"]"#, #"["queued","a total of 3: done","\u00fcber"]"#,
    #"["total duration: 10.0s (10s)"]"#, #"[{"message":"Total duration: 4.5s"}]"#,
    #"["\u0074otal duration: 3.0s (3s)"]"#, #"["total\u0020duration: 3.0s (3s)"]"#,
    #"["total duration: 3.0s (3s)","total duration: 4.0s (4s)"]"#, #"{"message":"\u003cb\u003e"}"#,
    #"[{"$symbol":"total duration: 3.0s (3s)"}]"#, #"["total duration\u003a 3s"]"#,
  ]
  private static let modes = [
    "null", #""""#, #""relax""#, #""6.1""#, "7", "true", #""a mode of words""#, #""\u0066ast""#,
    #"{"$numberInt":"7"}"#, #"["fast"]"#, #""relax-relax-relax-relax-relax-relax""#, #""ü""#,
  ]
  private static let ids = [
    "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", "00000000-0000-4000-8000-000000000001",
    "7F3A0C1E-52D4-4B6F-9A11-0E6D8C2B4F70", "task 1", #"7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f7\u0030"#,
    "00000000-0000-f000-8000-000000000001", "ä", "", " ", " task 1", "task 1 ",
    "00000000-0000-F000-8000-00000000000A", #"7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70\r"#,
    " 7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70", "\u{A0}", "\u{3000}task 1",
  ]
  private static let statuses = [
    "completed", "completed", "failed", "pending", "processing", "staged", "Completed", "cancelled",
    "success", "mystery", "", #"p\u0065nding"#, "größer", " completed", "FAILED ", "Mystery",
    #"processing\t"#,
  ]
  private static let times = [
    "2026-05-04T10:00:00.123456789Z", "2026-05-04T10:00:09.5Z", "2026-05-04T10:00:01Z",
    "0001-01-01T00:00:00Z", "", "2026-05-04T12:00:00+02:00", "2026-02-30T00:00:00Z",
    "1969-01-01T00:00:00Z",
    "2026-05-04t10:00:01z", "2026-05-04T23:59:60Z", "2261-12-31T23:59:59.999999999Z",
    "2262-01-01T00:00:00Z", "2026-05-04T10:00:01.1234567891Z", "2026-05-04T10:00:01.Z", "today",
    "1970-01-01T00:00:00Z", "2026-05-04 10:00:01", "2026-05-04 10:00:01+00",
    "2026-05-04T10:00:01.5+0000", " 2026-05-04T10:00:01Z", "0000-00-00 00:00:00", " ",
  ]

  var random: SeededRandom
  /// The percentage of odd values.
  private let oddPercent: Int

  init(seed: UInt64, oddPercent: Int) {
    random = SeededRandom(seed: seed)
    self.oddPercent = oddPercent
  }

  mutating func number(_ least: Int, _ most: Int) -> Int {
    Int.random(in: least...most, using: &random)
  }

  mutating func pick(_ texts: [String]) -> String { texts[number(0, texts.count - 1)] }

  private mutating func isOdd() -> Bool { number(0, 99) < oddPercent }

  private mutating func quoted(_ texts: [String]) -> String {
    isOdd()
      ? anyValue() : "\"\(isOdd() ? pick(texts) : texts[number(0, min(1, texts.count - 1))])\""
  }

  private mutating func anyValue(depth: Int = 0) -> String {
    switch number(0, depth < 3 ? 6 : 4) {
    case 0: return pick(RandomTasks.literals)
    case 1, 2: return pick(RandomTasks.numbers)
    case 3, 4: return number(0, 9) == 0 ? extendedValue() : pick(RandomTasks.texts)
    case 5:
      let count = number(0, 3)
      var elements: [String] = []
      for _ in 0..<count { elements.append(anyValue(depth: depth + 1)) }
      return "[\(elements.joined(separator: ","))]"
    default: return input(depth: depth + 1)
    }
  }

  /// A value as MongoDB exports it, or almost.
  private mutating func extendedValue() -> String {
    let name = pick(["$numberInt", "$numberLong", "$date", "$oid", #"\u0024numberInt"#, "$x"])
    let value = pick([#""5""#, #""1""#, #""2026-05-04T10:00:01Z""#, "7", #"{"$numberLong":"5"}"#])
    return pick([
      #"{"\#(name)":\#(value)}"#, #"{ "\#(name)" : \#(value) }"#, #"{"\#(name)":\#(value),"b":1}"#,
    ])
  }

  private mutating func object(_ members: [(String, String)]) -> String {
    var members = members
    if isOdd(), !members.isEmpty { members.remove(at: number(0, members.count - 1)) }
    if isOdd(), !members.isEmpty {
      let (name, value) = members[number(0, members.count - 1)]
      members.insert((name, isOdd() ? anyValue() : value), at: number(0, members.count))
    }
    if isOdd() { members.append((pick(RandomTasks.inputNames), anyValue())) }
    if isOdd() { members.shuffle(using: &random) }
    let space = isOdd() ? pick([" ", "\n", "\t", "\r\n  "]) : ""
    let texts = members.map { "\(space)\"\($0.0)\"\(space):\(space)\($0.1)\(space)" }
    return "{\(texts.joined(separator: ","))}"
  }

  private mutating func input(depth: Int) -> String {
    var members: [(String, String)] = []
    for _ in 0..<number(0, 4) {
      members.append((pick(RandomTasks.inputNames), anyValue(depth: depth)))
    }
    if depth == 1, number(0, 3) == 0 { members.append(("multi_shots", shots())) }
    if depth == 1, number(0, 3) == 0 { members.append(("camera_control", camera())) }
    return object(members)
  }

  private mutating func shots() -> String {
    let durations = ["5", "3", "0", "-1", #""5""#, #""8s""#, #""05""#, #""s""#, #""5 s""#, #""""#]
    var shots: [String] = []
    for _ in 0..<number(0, 3) {
      shots.append(
        object([
          ("duration", isOdd() ? anyValue() : pick(durations)), ("prompt", pick(RandomTasks.texts)),
          ("index", isOdd() ? pick(RandomTasks.numbers) : "1"), ("title", #""7""#),
        ]))
    }
    return "[\(shots.joined(separator: ","))]"
  }

  private mutating func camera() -> String {
    let config = object([("horizontal", isOdd() ? anyValue() : "5"), ("seed", "7"), ("zoom", "-3")])
    return object([
      ("type", #""simple""#), ("config", config), ("length", "4"),
      ("deep", #"{"a":{"b":{"c":1}}}"#),
    ])
  }
}

extension RandomTasks {
  /// A task in any envelope.
  mutating func document() -> String {
    let task = bareTask()
    switch number(0, 5) {
    case 0, 1: return task
    case 2, 3:
      return object([("code", "200"), ("data", task), ("message", #""success""#)])
    case 4:
      let timestamp = isOdd() ? anyValue() : pick(["1777888810", "0", "null", "9190000000"])
      return object([("timestamp", timestamp), ("data", task)])
    default:
      guard isOdd() else { return object([("data", task)]) }
      let name = pick(["metadata", "task_info", "data", "task_id", "status", "input"])
      return object([("data", task), (name, isOdd() ? task : anyValue())])
    }
  }

  private mutating func bareTask() -> String {
    var members = [
      ("task_id", quoted(RandomTasks.ids)),
      (
        "model",
        quoted(["seedream", "kling", "größe", "", " Seedream", "KLING ", " ", "qubico/flux1-dev"])
      ),
      (
        "task_type",
        quoted(["seedream-5-lite", "video_generation", #"x\u0041"#, "Seedream-5-Lite", " "])
      ),
      ("status", quoted(RandomTasks.statuses)), ("config", config()),
      ("input", isOdd() ? anyValue() : input(depth: 1)), ("output", output()), ("meta", meta()),
      ("error", isOdd() ? anyValue() : object([("code", number()), ("message", #""""#)])),
      ("logs", isOdd() ? anyValue() : pick(RandomTasks.logs)),
    ]
    if isOdd() {
      members.append((pick(["metadata", "task_info", "task_result", "data"]), anyValue()))
    }
    return object(members)
  }

  private mutating func number() -> String {
    isOdd() ? pick(RandomTasks.numbers) : pick(["0", "280000", "10000"])
  }

  /// An amount of points, or something in its place.
  private mutating func amount() -> String {
    isOdd() ? pick(["null", #""""#, #"" 5 ""#, #""280000""#, "100000000001", "true"]) : number()
  }

  private mutating func config() -> String {
    let mode = isOdd() ? anyValue() : pick([#""""#, #""public""#, #""Private""#, #""private""#])
    let webhook = object([("endpoint", isOdd() ? anyValue() : pick(RandomTasks.endpoints))])
    return object([("service_mode", mode), ("webhook_config", isOdd() ? anyValue() : webhook)])
  }

  private mutating func output() -> String {
    guard !isOdd() else { return anyValue() }
    var members: [(String, String)] = []
    for _ in 0..<number(0, 3) {
      let name = pick(["image_urls", "works", "video", "image_url", "clips", "text", "other"])
      members.append((name, isOdd() ? anyValue() : pick([#"["a","b",""]"#, #""a""#, "{}", "[]"])))
    }
    if isOdd() {
      members.append(("usage", isOdd() ? anyValue() : #"{"input_tokens":7,"details":{"a":1}}"#))
    }
    return object(members)
  }

  private mutating func meta() -> String {
    guard !isOdd() else { return anyValue() }
    let usage = object([
      ("type", isOdd() ? anyValue() : pick([#""llm""#, #""llm""#, #""mj""#, #"" Point""#])),
      ("frozen", amount()), ("consume", amount()),
    ])
    var members = [
      ("created_at", quoted(RandomTasks.times)), ("started_at", quoted(RandomTasks.times)),
      ("ended_at", quoted(RandomTasks.times)), ("usage", isOdd() ? anyValue() : usage),
      ("is_using_private_pool", pick(["false", "false", "true", "null", "0"])),
    ]
    if number(0, 3) == 0 { members.append(("process_mode", pick(RandomTasks.modes))) }
    if number(0, 3) == 0 { members.append(("model_version", pick(RandomTasks.modes))) }
    if isOdd() { members.append(("completed_at", quoted(RandomTasks.times))) }
    if isOdd() { members.append((pick(["account_id", "account_name"]), anyValue())) }
    return object(members)
  }

  /// Changes, inserts or deletes up to three bytes, or truncates.
  mutating func damage(_ bytes: inout [UInt8]) {
    let marks = Array("{}[]\",:\\0123456789.-+eEtrufalsn/bx \n\t\r'".utf8) + [0x01, 0x7F]
    for _ in 0..<number(1, 3) where !bytes.isEmpty {
      let index = number(0, bytes.count - 1)
      let byte = number(0, 3) == 0 ? UInt8(number(1, 255)) : marks[number(0, marks.count - 1)]
      switch number(0, 9) {
      case 0...2: bytes.remove(at: index)
      case 3...5: bytes.insert(byte, at: index)
      case 6...8: bytes[index] = byte
      default: bytes.removeSubrange(index...)
      }
    }
  }
}

import Domain
import Testing
import Traffic

/// What printed bytes are.
struct LiteralReading: Equatable {
  let value: JSONValue
  let omissions: [LiteralOmission]
  let position: Int

  init(_ bytes: [UInt8], isComplete: Bool = true) throws(JSONSyntaxError) {
    self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONSyntaxError) in
      var parser = LiteralParser(buffer, at: 0, isComplete: isComplete)
      let value = try parser.value()
      return LiteralReading(
        value: value, omissions: parser.omissions, position: parser.position)
    }
  }

  private init(value: JSONValue, omissions: [LiteralOmission], position: Int) {
    (self.value, self.omissions, self.position) = (value, omissions, position)
  }
}

@Suite struct LiteralParserTests {
  private static func canonical(_ text: String) throws -> String {
    let found = try LiteralReading(Array(text.utf8))
    #expect(found.position == text.utf8.count)
    #expect(found.omissions.isEmpty)
    return found.value.canonicalText
  }

  @Test(
    arguments: [
      ("{'a': 1, \"b\": None}", #"{"a":1,"b":null}"#), ("[True, False, nan]", "[true,false,null]"),
      ("{'a': (1, 2), 'b': ('x',), 'c': ()}", #"{"a":[1,2],"b":["x"],"c":[]}"#),
      ("{'a': ('long '\n       'text')}", #"{"a":"long text"}"#),
      (#"['it\'s', "it's", 'a\x41\u0042\U0001F600\n\\']"#, #"["it's","it's","aAB😀\n\\"]"#),
      (#"[b'caf\xc3\xa9', u'x']"#, #"["café","x"]"#), ("{1: 2, None: 3}", #"{"1":2,"None":3}"#),
      ("[1e-05, -0.5, 10]", "[1e-05,-0.5,10]"), ("[Decimal('1.50'), 7]", "[1.50,7]"),
      (
        "[UUID('7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70')]",
        #"["7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70"]"#
      ),
      (
        "[datetime.datetime(2026, 5, 3, 10, 15, 20, tzinfo=datetime.timezone.utc)]",
        #"["2026-05-03T10:15:20Z"]"#
      ),
      ("[datetime.datetime(2026, 5, 3, 10, 15)]", #"["2026-05-03T10:15:00"]"#),
      (
        "[datetime.datetime(2026, 5, 3, 10, 15, 20, 5, tzinfo=TzInfo(UTC))]",
        #"["2026-05-03T10:15:20.000005Z"]"#
      ),
      ("[datetime.date(2026, 5, 3)]", #"["2026-05-03"]"#),
      ("[<Status.DONE: 'completed'>, <N.A: 1>]", #"["completed",1]"#),
      ("OrderedDict([('a', 1), ('b', OrderedDict())])", #"{"a":1,"b":{}}"#),
      ("OrderedDict({'a': 1})", #"{"a":1}"#),
      ("defaultdict(<class 'int'>, {'a': 1})", #"{"a":1}"#),
      (
        "Answer(code=200, data=Task(task_id='a', n=[1]))",
        #"{"code":200,"data":{"n":[1],"task_id":"a"}}"#
      ),
      (
        "[ObjectId('0a'), Int64(5), ISODate(\"2026-05-03T10:15:20Z\"), NumberLong(\"7\")]",
        #"["0a",5,"2026-05-03T10:15:20Z",7]"#
      ),
      ("{'a': 1,}", #"{"a":1}"#),
    ] as [(String, String)])
  func `what Python prints is read`(text: String, canonical: String) throws {
    #expect(try Self.canonical(text) == canonical)
  }

  @Test(
    arguments: [
      (
        "{ code: 200, data: { task_id: 'a', 'b-c': null } }",
        #"{"code":200,"data":{"b-c":null,"task_id":"a"}}"#
      ),
      ("{}", "{}"), ("[]", "[]"), ("[ 1, 2 ]", "[1,2]"), ("[ undefined, NaN ]", "[null,null]"),
      ("{ at: 2026-05-03T10:15:20.000Z }", #"{"at":"2026-05-03T10:15:20.000Z"}"#),
      ("{ text: 'one\\n' +\n    'two' }", #"{"text":"one\ntwo"}"#),
      ("[ 'a', \"it's\", `it's \"x\"` ]", #"["a","it's","it's \"x\""]"#),
      ("[ 'caf\\u00e9\\x1B\\uD83D\\uDE00' ]", #"["café\u001b😀"]"#), ("[ 123n, -0 ]", "[123,-0]"),
      ("Response { status: 200 }", #"{"status":200}"#),
      ("<ref *1> Foo { a: 1 }", #"{"a":1}"#), ("Object [Module] { a: 1 }", #"{"a":1}"#),
      ("[Object: null prototype] { a: 1 }", #"{"a":1}"#),
      (
        "{ f: [Function: x], g: [class A extends B], h: [Function (anonymous)] }",
        #"{"f":null,"g":null,"h":null}"#
      ),
      ("{ [Symbol(k)]: 1, $a: 2 }", #"{"$a":2,"[Symbol(k)]":1}"#),
      ("Uint8Array(2) [ 1, 2 ]", "[1,2]"), ("{ id: new ObjectId('0a') }", #"{"id":"0a"}"#),
    ] as [(String, String)])
  func `what Node prints is read`(text: String, canonical: String) throws {
    #expect(try Self.canonical(text) == canonical)
  }

  struct Cut: Sendable {
    let text: String
    let canonical: String
    let omissions: [LiteralOmission]

    init(_ text: String, _ canonical: String, _ path: [String], _ kind: LiteralOmission.Kind) {
      (self.text, self.canonical) = (text, canonical)
      omissions = [LiteralOmission(path: path, kind: kind)]
    }
  }

  @Test(
    arguments: [
      Cut("{ a: { usage: [Object] } }", #"{"a":{"usage":null}}"#, ["a", "usage"], .member),
      Cut("{ a: [ [Object], [Object] ] }", #"{"a":[null,null]}"#, ["a"], .member),
      Cut("{ a: [Array] }", #"{"a":null}"#, ["a"], .member),
      Cut("{ a: [Webhook], b: 1 }", #"{"a":null,"b":1}"#, ["a"], .member),
      Cut("{ a: [Circular *1] }", #"{"a":null}"#, ["a"], .member),
      Cut("{ a: [Object: null prototype] }", #"{"a":null}"#, ["a"], .member),
      Cut("{ a: [Getter/Setter] }", #"{"a":null}"#, ["a"], .member),
      Cut("[ 1, <2 empty items>, 3 ]", "[1,null,3]", [], .member),
      Cut("{ b: <Buffer 61 62> }", #"{"b":null}"#, ["b"], .member),
      Cut("{ a: [ 1, ... 3 more items ] }", #"{"a":[1]}"#, ["a"], .items),
      Cut("[ 1,\n  ... 1 more item\n]", "[1]", [], .items),
      Cut("{ a: 'x'... 9 more characters }", #"{"a":null}"#, ["a"], .characters),
      Cut("{'r': <Response [200]>}", #"{"r":null}"#, ["r"], .pythonObject),
      Cut("{'r': [1, [...]]}", #"{"r":[1,[]]}"#, ["r"], .items),
    ])
  func `what was left out is null, and noted with its path`(cut: Cut) throws {
    let found = try LiteralReading(Array(cut.text.utf8))
    #expect(found.value.canonicalText == cut.canonical)
    #expect(found.omissions == cut.omissions)
  }

  @Test(arguments: [
    "{1, 2}", "{'a'}", "set()", "Map(1) { 'a' => 1 }", "{ a: Set(1) { 1 } }", "[1 2]", "{a 1}",
    "{'a': 'b\n'}", "[1_000]", "[01]", "[0x10]", "[Foo, Bar]", "{ a: Money('1') }", "[2026-13-03]",
    "[datetime.datetime(2026, 5, 3, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))]",
    "[datetime.datetime(2026, 13, 3)]", "[Decimal('x')]", "{ a: 1 ]", "[ 'a' + 1 ]", "[b, c]",
    "{,}",
    "['\\xg1']", "[--1]", "[1j]", "{a: 'x' 1}", "[... ", "}",
  ])
  func `anything else is an error`(text: String) {
    #expect(throws: JSONSyntaxError.self) { try LiteralReading(Array(text.utf8)) }
  }

  @Test func `every prefix is incomplete, and the end of the value its end`() throws {
    let text =
      "<ref *1> A { a: [Object], 'b': [ 1.5e3, True ], c: 'x\\u0041' + 'y', d: D(x=Decimal('1')) }"
    let whole = try LiteralReading(Array("\(text) rest".utf8))
    #expect(whole.position == text.utf8.count)
    for count in 0..<text.utf8.count {
      let error = try #require(throws: JSONSyntaxError.self) {
        try LiteralReading(Array(text.utf8.prefix(count)), isComplete: false)
      }
      #expect(error.isIncomplete, "\(count) bytes")
      #expect(error.position == count)
    }
  }

  @Test(arguments: ["[", "{a:", "(", "a(", "<ref *1> ", "A {a:"])
  func `the 513th level is refused`(opening: String) throws {
    let bytes = Array(String(repeating: opening, count: 600).utf8)
    let error = try #require(throws: JSONSyntaxError.self) { try LiteralReading(bytes) }
    #expect(error.reason == "nested deeper than 512 levels")
  }

  @Test func `more left out than anyone prints is refused`() {
    let members = (0..<1_001).map { "k\($0): [Object]" }.joined(separator: ", ")
    #expect(throws: JSONSyntaxError.self) { try LiteralReading(Array("{\(members)}".utf8)) }
  }
}

@Suite struct LiteralParserPropertyTests {
  @Test(arguments: 501...520 as ClosedRange<UInt64>)
  func `a value that Python or Node prints reads back as itself`(seed: UInt64) throws {
    var values = RandomValues(random: SeededRandom(seed: seed))
    for _ in 0..<100 {
      let value = values.value()
      let texts = [PrintedText.python(value), PrintedText.node(value, using: &values.random)]
      // Outside of containers, nothing says where a text over several lines ends.
      for text in texts where value.isContainer {
        let found = try LiteralReading(Array(text.utf8))
        #expect(found.value == value, "seed \(seed): \(text)")
        #expect(found.omissions.isEmpty)
        #expect(found.position == text.utf8.count)
      }
    }
  }

  @Test(arguments: 521...540 as ClosedRange<UInt64>)
  func `any bytes end in a value or in an error within them`(seed: UInt64) {
    var values = RandomValues(random: SeededRandom(seed: seed))
    let marks = Array("{}[]()<>'\"`,:.=+-\\nxubT0123456789 \n*/".utf8) + [0x80, 0xE9, 0xFF, 0]
    for _ in 0..<300 {
      let value = values.value()
      var bytes = Array(PrintedText.node(value, using: &values.random).utf8)
      for _ in 0..<Int.random(in: 1...6, using: &values.random) {
        let index = Int.random(in: 0...bytes.count, using: &values.random)
        bytes.insert(marks.randomElement(using: &values.random) ?? 0, at: index)
      }
      for isComplete in [true, false] {
        do {
          let found = try LiteralReading(bytes, isComplete: isComplete)
          #expect((1...bytes.count).contains(found.position), "seed \(seed)")
        } catch {
          #expect((0...bytes.count).contains(error.position), "seed \(seed)")
          #expect(error.isIncomplete == (error.position == bytes.count), "seed \(seed)")
        }
      }
    }
  }
}

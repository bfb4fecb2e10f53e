import Domain
import Testing

@testable import Intake

@Suite struct AnswerReaderTests {
  private static let a = ShortTask.answer(1)
  private static let b = ShortTask.answer(2)
  private static let both: [Found] = [.task("t1", line: 1), .task("t2", line: 2)]
  private static let once: [Found] = [.task("t1", line: 1)]
  private static let onOneLine: [Found] = [.task("t1", line: 1), .task("t2", line: 1)]

  static let plain: [Framing] = [
    Framing("one value", a, once), Framing("a line each", "\(a)\n\(b)\n", both),
    Framing("lines that end as on Windows", "\(a)\r\n\(b)\r\n", both),
    Framing("one after another", a + b, onOneLine), Framing("a list", "[\(a),\(b)]", onOneLine),
    Framing("lists in a list", "[[\(a)],[\(b)]]", onOneLine),
    Framing("commas on a line", "\(a), \(b)", onOneLine),
    Framing("commas between lines", "\(a),\n\(b)", both),
    Framing("a missing comma", "[\(a) \(b)]", onOneLine),
    Framing(
      "over several lines", "\(ShortTask.pretty(1))\n\(ShortTask.pretty(2))\n",
      [.task("t1", line: 1), .task("t2", line: 13)]),
    Framing(
      "a list over several lines", "[\n  \(a),\n  \(b)\n]\n",
      [.task("t1", line: 2), .task("t2", line: 3)]),
    Framing("byte order marks", "\u{FEFF}\(a)\n\u{FEFF}\(b)\n", both),
    Framing("empty lines", "\n\n\(a)\n \n\t\n\(b)", [.task("t1", line: 3), .task("t2", line: 6)]),
    Framing("nothing", "", []), Framing("empty lists", "[]\n[ ][\n]", []),
    Framing("an empty object", "{}\n", [], passed: 1),
    Framing(
      "a page without rows", #"{"code":200,"data":{"page":1,"size":9,"total":0,"data":[]}}"#,
      [.other(line: 1)]),
  ]

  static let lines: [Framing] = [
    Framing("words before", "12:30:05 INFO answer: \(a)\n[12] WARN \(b)\n", both),
    Framing("words after", "\(a) (cached)\n\(b)}\n", both),
    Framing("lists behind words", "got [\(a), \(b)] in 2 s", onOneLine),
    Framing("a context before the answer", #"POST /in {"ip":"::1"} "# + a, once),
    Framing(
      "braces that are no JSON", "Response{status=200, body=\(a), {x} {} {\n}", once, passed: 1),
    Framing("words before a value of several lines", "answer: \(ShortTask.pretty(1)) done\n", once),
    Framing("each line behind a name", "web-1  | \(a)\nweb-1  | \(b)\n", both),
    Framing(
      "server-sent events", "event: x\ndata: \(a)\n\nevent: y\ndata: \(b)\n\n",
      [.task("t1", line: 2), .task("t2", line: 5)], passed: 2),
    Framing(
      "separators", "---\n\(a)\n---\n\(b)\n", [.task("t1", line: 2), .task("t2", line: 4)],
      passed: 2),
    Framing(
      "the head of a response", "HTTP/2 200\ncontent-type: application/json\n\n\(a)",
      [.task("t1", line: 4)], passed: 2),
    Framing("Markdown", "# Notes\n\n```json\n\(a)\n```\n", [.task("t1", line: 4)], passed: 3),
    Framing("text alone", "worker started\nworker {\"x\":1} stopped\n\n", [], passed: 2),
    Framing(
      "other programs' JSON", "{\"level\":\"info\"}\n[{\"a\":[1,2]},\n{\"b\":{}}]\n", [], passed: 3),
  ]

  static let quoted: [Framing] = [
    Framing("a JSON text", ShortTask.quoted(a), once),
    Framing("a JSON text of JSON text", ShortTask.quoted(ShortTask.quoted(a)), once),
    Framing("logfmt", "level=info body=\(ShortTask.quoted(a)) dur=2\n", once),
    Framing("logfmt with words", "msg=\(ShortTask.quoted("got " + a + " ok")) dur=2\n", once),
    Framing("a text over several lines", "body=\(ShortTask.quoted(ShortTask.pretty(1)))\n", once),
    Framing(
      "CSV", "id,answer\n1,\(ShortTask.field(a))\n2,\(ShortTask.field(b))\n",
      [.task("t1", line: 2), .task("t2", line: 3)], passed: 1),
    Framing("CSV without a header, with semicolons", "1;\(ShortTask.field(a));x\n", once),
    Framing(
      "CSV over several lines",
      "1,\(ShortTask.field(ShortTask.pretty(1)))\n2,\(ShortTask.field(b))\n",
      [.task("t1", line: 1), .task("t2", line: 13)]),
    Framing("CSV with words in the field", "1,\(ShortTask.field("got " + a))\n", once),
    Framing("CSV with a JSON text", "1,\(ShortTask.field(ShortTask.quoted(a)))\n", once),
    Framing(
      "CSV with prompts",
      "id,prompt,text,answer\r\n1,\(ShortTask.field("see " + b)),\(ShortTask.field("so " + b)),\(ShortTask.field(a))\r\n2,x,\(ShortTask.field(b)),\r\n",
      both.map { $0 == both[0] ? .task("t1", line: 2) : .task("t2", line: 3) }, passed: 1),
    Framing("tabs", "1\t\(a)\tx\n", once),
    Framing(
      "PostgreSQL's COPY",
      "1\t"
        + #"{"task_id":"t1","model":"m","task_type":"k","status":"completed","meta":{},"input":{"prompt":"say \\"hi\\""}}"#
        + "\n", once),
    Framing(
      "Python",
      "{'task_id': 't1', 'model': 'm', 'task_type': 'k', 'status': 'failed', 'meta': None}", once),
    Framing(
      "Node",
      "got {\n  task_id: 't1',\n  model: 'm',\n  task_type: 'k',\n  status: 'x',\n  meta: {}\n}",
      once),
  ]

  static let broken: [Framing] = [
    Framing(
      "an answer that is cut in the middle of a file",
      #"{"code":200,"data":{"task_id":"t9""# + "\n\(b)\n",
      [
        .rejection(
          #"{"code":200,"data":{"task_id":"t9""#, line: 1,
          reason: "not JSON: expected ',' or '}', found '{', at byte 35 of the record"),
        .task("t2", line: 2),
      ]),
    Framing(
      "an answer that is cut at the end", "\(a)\n" + #"{"code":200,"data":{"task"#,
      [.task("t1", line: 1), .waiting(#"{"code":200,"data":{"task"#, line: 2)]),
    Framing(
      "an answer in a text that is cut at the end", #"{"log":"{\"code\":200,\"data\":{\"ta"#,
      [.waiting("another text", line: 1)]),
    Framing(
      "a record of another program that is cut at the end", #"{"level":"info","msg"#, [], passed: 1),
    Framing(
      "a list that is not closed", "[\(a),\n\(b)\n",
      both + [.rejection("", line: 3, reason: "expected ']', found the end of the input")]),
    Framing("a list behind words that is not closed", "got [\(a),\n\(b)\n", both),
    Framing(
      "a broken answer in a list", #"[{"task_id":oops},"# + "\(b)]",
      [
        .rejection(
          #"{"task_id":oops}"#, line: 1,
          reason: "not JSON: expected a value, found a letter, at byte 11 of the record"),
        .task("t2", line: 1),
      ]),
    Framing(
      "an answer inside a broken record of another program", #"{"level":oops,"body":"# + a + "}",
      once),
    Framing(
      "a task whose amount can't be read",
      #"{"task_id":"t9","model":"m","task_type":"k","status":"completed","meta":{"usage":{"consume":"x"}}}"#,
      [
        .rejection(
          #"{"task_id":"t9","model":"m","task_type":"k","status":"completed","meta":{"usage":{"consume":"x"}}}"#,
          line: 1, reason: "meta.usage.consume: expected whole points of 0 or more, found a text")
      ]),
    Framing(
      "what Node left out",
      "{ code: 200, data: { task_id: 't9', model: 'm', task_type: 'k', status: 'x', meta: [Object] } }",
      [
        .rejection(
          "{ code: 200, data: { task_id: 't9', model: 'm', task_type: 'k', status: 'x', meta: [Object] } }",
          line: 1,
          reason: "logged by console.log, which leaves out meta; log JSON.stringify(answer)")
      ]),
  ]

  @Test(arguments: plain + lines + quoted + broken)
  func `answers are found wherever they stand, and the other lines are counted`(framing: Framing) {
    let finding = Finding(in: framing.input)
    #expect(finding.found == framing.found)
    #expect(finding.passedLines == framing.passedLines)
  }

  @Test(arguments: plain + lines + quoted + broken)
  func `chunks of every size give the same`(framing: Framing) {
    #expect(framing.chunkSizesThatDiffer() == [])
  }

  @Test(arguments: 505...520)
  func `an answer in brackets that are nested too deep, or almost, is found`(depth: Int) {
    let text = String(repeating: #"{"":"#, count: depth) + Self.a
    #expect(Finding(in: text).found == Self.once)
  }

  @Test func `damage that was read over is counted in every wrapper, once a record`() {
    let damaged =
      #"{"task_id":"t1","model":"m","task_type":"k","status":"x","meta":{},"detail":NaN,"n":[1,]}"#
    for text in [damaged] + Wrapper.all.map({ $0.text(damaged) }) {
      let finding = Finding(in: text)
      #expect(
        finding.found.contains { if case .task("t1", _) = $0 { true } else { false } }, "\(text)")
      #expect(finding.repairs.records == 1, "\(text)")
      #expect(finding.repairs.kinds == [.notANumber, .trailingComma], "\(text)")
    }
  }

  @Test func `a place is that of the value which holds the record`() {
    let finding = Finding(in: "x\nanswer: \(Self.a)\n")
    #expect(finding.places == [Place(line: 2, byteOffset: 10)])
  }

  @Test(arguments: ["[1,", "{\"a\":", "[[", "[{", "{\"a\":[{", "{a:", "{'a':", "{\\\"a", "{\"\"a"])
  func `brackets that open and never close take linear time, and hide nothing behind them`(
    line: String
  ) {
    let input = String(repeating: line + "\n", count: 20_000) + "\(Self.b)\n"
    #expect(Finding(in: input).found.contains(.task("t2", line: 20_001)))
  }

  @Test(arguments: ["", #" \\"#])
  func `broken answers on one line take linear time, and hide nothing behind them`(end: String) {
    let broken = #"{"code":200,"data":{"task_id":"x" "model":"m"}},"#
    let input = String(repeating: broken, count: 20_000) + "\(end)\n\(Self.b)\n"
    let found = Finding(in: input).found
    #expect(found.count == 20_001)
    #expect(found.last == .task("t2", line: 2))
  }
}

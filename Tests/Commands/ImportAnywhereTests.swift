import Domain
import Foundation
import TestSupport
import Testing

/// Answers where people really keep them, imported by the built binary.
@Suite struct ImportAnywhereTests {
  private static let key = "sk-live-0123456789abcdef"
  private static let image = TaskText().envelope
  private static let video = TaskText.task {
    $0.taskID = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71"
    $0.model = "kling"
    $0.taskType = "video_generation"
    $0.input = #"{"prompt":"waves","version":"3.0","mode":"std","duration":5,"enable_audio":false}"#
    $0.output = #"{"video":"https://v.example/k.mp4"}"#
    $0.usageType = "point"
    $0.consume = 5_000_000
  }.webhook(timestamp: 1_777_888_809)

  private static func csv(_ text: String) -> String {
    "\"\(text.replacing("\"", with: "\"\""))\""
  }

  private static func python(_ text: String) -> String {
    text.replacing("\"", with: "'").replacing("false", with: "False").replacing(
      "null", with: "None")
  }

  static let files: [(name: String, text: String, passed: Int)] = [
    (
      "app.log", "10:15 INFO body=\(image) (cached)\n10:16 DEBUG idle\n10:17 INFO body=\(video)\n",
      1
    ),
    (
      "docker.log",
      [image, video].map { #"{"log":\#(JSONText.quoted("got \($0)\n")),"stream":"stdout"}"# }
        .joined(separator: "\n"), 0
    ),
    (
      "logfmt.log",
      "level=info body=\(JSONText.quoted(image))\nlevel=info body=\(JSONText.quoted(video))\n", 0
    ),
    ("curl.txt", "> GET /api/v1/task/x HTTP/2\n> x-api-key: \(key)\n\n\(image)\n\(video)\n", 2),
    ("notes.md", "# Answers\n\n```json\n\(image)\n```\n\n```json\n\(video)\n```\n", 5),
    (
      "rows.csv", "id,prompt,answer\n1,\(csv("see " + image)),\(csv(image))\n2,x,\(csv(video))\n", 1
    ),
    ("dump.tsv", "1\t\(image)\n2\t\(video)\n", 0),
    (
      "session.har",
      #"{"log":{"entries":[\#([image, video].map { #"{"request":{"headers":[{"name":"x-api-key","value":"\#(key)"}]},"response":{"content":{"encoding":"base64","text":"\#(Data($0.utf8).base64EncodedString())"}}}"# }.joined(separator: ","))]}}"#,
      0
    ),
    (
      "n8n.json",
      #"[{"json":{"headers":{"x-webhook-secret":["\#(key)"]},"body":\#(image)}},{"json":{"body":\#(video)}}]"#,
      0
    ),
    (
      "mongo.json",
      #"{"_id":{"$oid":"0"},"response":\#(image.replacing("280000", with: #"{"$numberInt":"280000"}"#))}"#
        + "\n" + video, 0
    ),
    ("python.log", "INFO answer: \(python(image))\nINFO answer: \(python(video))\n", 0),
    ("bad.json", image.replacing("a lighthouse", with: "a \u{1} lighthouse\t") + "\n" + video, 0),
  ]

  private func imported(_ name: String, _ text: String) throws -> (Tool, Tool.Result) {
    let tool = try Tool()
    try tool.folder.write(text, to: name)
    return (tool, try tool.run("import", name, "--json"))
  }

  @Test(arguments: files.map(\.name))
  func `two answers are two matched tasks, wherever they stand`(name: String) throws {
    let file = try #require(Self.files.first { $0.name == name })
    let (tool, result) = try imported(file.name, file.text)
    #expect(result.status == 0)
    #expect(result.output.contains("\"lines_without_record\": \(file.passed)"))
    let sums = try tool.run(
      "query", "--sql",
      "SELECT count(*) AS tasks, sum(billed_points) AS billed, sum(verdict = 'matched') AS matched FROM v_task",
      "-f", "csv")
    #expect(sums.output == "tasks,billed,matched\n2,5280000,2\n")
    let ledger = try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db")))
    #expect(ledger.range(of: Data(Self.key.utf8)) == nil)
    #expect(ledger.range(of: Data("lighthouse".utf8)) == nil)
  }

  @Test func `answers of models that are called without a task are unmetered tasks, each once`()
    throws
  {
    let chunk = { (rest: String) in
      #"{"id":"chatcmpl-2","object":"chat.completion.chunk","model":"gpt-4o-mini",\#(rest)}"#
    }
    let lines = [
      chunk(#""choices":[{"index":0,"delta":{"content":"Light"}}]"#),
      chunk(#""choices":[],"usage":{"completion_tokens":50,"total_tokens":150}"#),
      "[DONE]",
      #"{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"usage":{"input_tokens":25,"output_tokens":1}}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Light"}}"#,
      #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":12}}"#,
      #"{"created":1777803331,"data":[{"url":"https://x.example/\#(Self.key).png"}],"usage":{"total_tokens":1200,"input_tokens":200,"output_tokens":1000}}"#,
    ]
    let (tool, result) = try imported(
      "stream.log", lines.map { "data: \($0)\n\n" }.joined())
    #expect((result.status, result.errors) == (0, ""))
    let rows = try tool.run(
      "query", "--sql",
      "SELECT model, task_type, verdict, coalesce(request ->> '$.\"usage.output_tokens\"', request ->> '$.\"usage.completion_tokens\"') AS tokens FROM v_task ORDER BY model",
      "-f", "csv")
    #expect(
      rows.output
        == "model,task_type,verdict,tokens\nclaude-x,chat_completion,unmetered,12\n"
        + "gpt-4o-mini,chat_completion,unmetered,50\n"
        + "gpt-image,image_generation,unmetered,1000\n")
    let ledger = try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db")))
    #expect(ledger.range(of: Data(Self.key.utf8)) == nil)
  }

  @Test func `what Node left out is said, with what to log instead`() throws {
    let text =
      "answer: {\n  code: 200,\n  data: {\n    task_id: 'a',\n    model: 'kling',\n"
      + "    task_type: 'x',\n    status: 'completed',\n    meta: { usage: [Object] }\n  }\n}\n"
    let (_, result) = try imported("node.log", text)
    #expect(result.status == 65)
    #expect(
      result.errors
        == "piledger: node.log:1: could not be read: logged by console.log, which leaves out "
        + "meta.usage; log JSON.stringify(answer)\n")
  }

  @Test func `a file without an answer is named, and no error`() throws {
    let (_, result) = try imported("other.log", "started\n{\"level\":\"info\"}\nstopped\n")
    #expect(result.status == 0)
    #expect(
      result.errors
        == "piledger: other.log: no PiAPI record in 3 lines: expected task answers, "
        + "webhook bodies, history pages, account info or completions as JSON (see piledger help "
        + "input)\n")
  }
}

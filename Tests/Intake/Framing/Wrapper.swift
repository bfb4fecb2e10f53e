import Domain
import Foundation
import Traffic

/// A way in which programs keep an answer: as it stands in a log line, a member or a text.
struct Wrapper: Sendable {
  let name: String
  /// The text around a JSON value, which may be on several lines.
  let text: @Sendable (String) -> String
  /// Whether the wrapped text is one JSON value, so that it can be a member.
  let isJSON: Bool
  /// Whether no byte of the value stands in it as it is.
  var isBinary: Bool { name == "base64" || name == "bytes" }

  private init(_ name: String, isJSON: Bool = false, _ text: @escaping @Sendable (String) -> String)
  {
    (self.name, self.isJSON, self.text) = (name, isJSON, text)
  }

  static let all: [Wrapper] = members + texts + lines

  private static let members = [
    Wrapper("a member", isJSON: true) { #"{"id":7,"response":\#($0),"ok":true}"# },
    Wrapper("a list in a member", isJSON: true) { #"{"results":[null,\#($0),{"x":[]}]}"# },
    Wrapper("lists", isJSON: true) { "[[1,[\($0)]]]" },
    Wrapper("a map by id", isJSON: true) { #"{"7f3a":\#($0)}"# },
    Wrapper("n8n", isJSON: true) {
      #"[{"json":{"headers":{"a":"b"},"body":\#($0)},"pairedItem":{"item":0}}]"#
    },
    Wrapper("MongoDB", isJSON: true) {
      #"{"_id":{"$oid":"0"},"at":{"$date":"2026-05-03T10:15:20Z"},"doc":\#($0)}"#
    },
    Wrapper("a page of one's own", isJSON: true) {
      #"{"total":1,"page":1,"data":[{"id":1,"raw":\#($0)}]}"#
    },
    Wrapper("a row with a task's members", isJSON: true) {
      #"{"task_id":"row","status":"done","raw":\#($0)}"#
    },
  ]

  private static let texts = [
    Wrapper("a JSON text", isJSON: true) { JSONText.quoted($0) },
    Wrapper("a member with text", isJSON: true) {
      #"{"level":"info","message":\#(JSONText.quoted($0))}"#
    },
    Wrapper("docker", isJSON: true) {
      #"{"log":\#(JSONText.quoted($0 + "\n")),"stream":"stdout"}"#
    },
    Wrapper("a text behind words", isJSON: true) {
      #"{"MESSAGE":\#(JSONText.quoted("got " + $0 + " ok"))}"#
    },
    Wrapper("base64", isJSON: true) {
      #"{"isBase64Encoded":true,"body":"\#(Data($0.utf8).base64EncodedString())"}"#
    },
    Wrapper("bytes", isJSON: true) {
      "{\"MESSAGE\":[\($0.utf8.map(String.init).joined(separator: ","))]}"
    },
    Wrapper("HAR", isJSON: true) {
      #"{"log":{"entries":[{"request":{"url":"x"},"response":{"content":{"text":\#(JSONText.quoted($0))}}}]}}"#
    },
  ]

  private static let lines = [
    Wrapper("words before") { "2026-05-03 10:15:31,123 INFO [x] body=\($0)\n" },
    Wrapper("words after") { "\($0) (cached) {}\n" },
    Wrapper("a context before") { "POST /in {\"ip\":\"::1\"} \($0)\n" },
    Wrapper("server-sent events") { "event: x\ndata: \($0)\n\n" },
    Wrapper("logfmt") { "level=info msg=\"the answer\" body=\(JSONText.quoted($0)) n=1\n" },
    Wrapper("CSV") { "id,answer\n7,\(ShortTask.field($0))\n" },
    Wrapper("tabs") { "7\t\($0)\t\\N\n" },
    Wrapper("Markdown") { "# Notes\n\n```json\n\($0)\n```\n" },
    Wrapper("the head of a response") {
      "HTTP/2 200\r\ncontent-type: application/json\r\n\r\n\($0)\r\n"
    },
  ]
}

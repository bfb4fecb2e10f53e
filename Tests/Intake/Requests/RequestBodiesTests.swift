import Domain
import Testing

@testable import Intake

@Suite struct RequestBodiesTests {
  private static let body = #"{"model":"m","task_type":"k","input":{}}"#

  /// The model of each body, or why there is none, with its line.
  private static func read(_ text: String) throws -> [String] {
    var bodies = try RequestBodies(MemorySource(Array(text.utf8), chunkSizeBytes: 7))
    var found: [String] = []
    while let body = bodies.next() {
      switch body.request {
      case .success(let request): found.append("\(body.line): \(request.model)")
      case .failure(let error): found.append("\(body.line): \(error)")
      }
    }
    return found
  }

  @Test(
    arguments: [
      (body, ["1: m"]), ("\u{FEFF}\(body)\r\n\n\(body)\n", ["1: m", "3: m"]),
      ("[\(body),\n\(body)]", ["1: m", "2: m"]), (body + body, ["1: m", "1: m"]), ("", []),
      ("12\n\(body)", ["1: expected an object, found a number", "2: m"]),
      (
        "{\n  \"model\": oops,\n  \"input\": {\n  }\n}\n\(body)\n",
        ["1: not JSON: expected a value, found a letter", "6: m"]
      ),
      (#"{"model":"m"#, ["1: not JSON: the value ends in the middle"]),
    ] as [(String, [String])])
  func `bodies are read in any order of lines and lists, and a broken one is said once`(
    text: String, found: [String]
  ) throws {
    #expect(try Self.read(text) == found)
  }
}

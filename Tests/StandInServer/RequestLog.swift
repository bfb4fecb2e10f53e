import FlyingFox
import Foundation
import TestSupport

/// The requests received, one line of JSON each.
actor RequestLog {
  private let file: FileHandle

  init(path: String) throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    file = try FileHandle(forWritingTo: URL(filePath: path))
  }

  func add(_ request: HTTPRequest) {
    let key = StandInScenario.key
    let header = HTTPHeader("x-api-key")
    let others = request.headers.filter { $0.key != header }.map(\.value)
    let query = Dictionary(request.query.map { ($0.name, $0.value) }) { first, _ in first }
    let seen = StandInRequest(
      path: request.target.path(), query: query, hasKey: request.headers[header] == key,
      isKeyElsewhere: (others + query.values + [request.target.path()]).contains {
        $0.contains(key)
      })
    guard let line = try? JSONEncoder().encode(seen) else { return }
    try? file.write(contentsOf: line + Data("\n".utf8))
  }
}

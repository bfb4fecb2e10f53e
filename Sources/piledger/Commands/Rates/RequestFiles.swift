import Application
import Domain
import Foundation
import Intake
import RateCards

/// The requests in files; what cannot be read is reported, and the others count.
struct RequestFiles {
  private(set) var requests: [Request] = []
  private var isUnreadable = false
  private var isInputMissing = false

  /// Reads files, or standard input for `-`.
  init(_ paths: [String]) {
    for path in paths { read(path) }
  }

  private mutating func read(_ path: String) {
    do throws(SourceError) {
      var bodies = try RequestBodies(ContentSource(try RequestFiles.source(path)))
      while let body = bodies.next() {
        switch body.request {
        case .success(let request): requests.append(request)
        case .failure(let error):
          isUnreadable = true
          let reason = VisibleText.line(error.description, limit: 300)
          Console.error("\(path): line \(body.line): \(reason)")
        }
      }
    } catch {
      // With damaged gzip, the content is at fault, and the error has no path.
      if error.path == nil { isUnreadable = true } else { isInputMissing = true }
      Console.error(error.path == nil ? "\(path): \(error)" : error.description)
    }
  }

  private static func source(_ path: String) throws(SourceError) -> FileSource {
    guard path != "-" else { return FileSource(descriptor: dup(STDIN_FILENO), name: "stdin") }
    return try FileSource(path: path)
  }

  /// What the run ends with, given the prices of the requests.
  func statuses(of quotes: [Quote]) -> [ExitStatus] {
    let isUnpriced = quotes.contains { quote in
      if case .unpriced = quote.price { true } else { false }
    }
    return (isUnreadable ? [.quarantined] : []) + (isUnpriced ? [.unpricedAboveLimit] : [])
      + (isInputMissing || (requests.isEmpty && !isUnreadable) ? [.noInput] : [])
  }
}

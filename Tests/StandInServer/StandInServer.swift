import FlyingFox
import FlyingSocks
import Foundation
import TestSupport

/// A stand-in for the provider on the loopback interface, for the tests.
///
/// Reads a scenario as one line of JSON from standard input, prints its port, appends each request to
/// the file that its argument names, and ends when standard input does.
@main
struct StandInServer {
  static func main() async throws {
    guard let line = readLine(), CommandLine.arguments.count == 2 else {
      throw CocoaError(.fileReadUnknown)
    }
    let scenario = try JSONDecoder().decode(StandInScenario.self, from: Data(line.utf8))
    let standIn = StandIn(scenario)
    let log = try RequestLog(path: CommandLine.arguments[1])
    let server = HTTPServer(
      address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled,
      handler: ClosureHTTPHandler { request in
        await log.add(request)
        return try await standIn.response(to: request)
      })
    Task {
      try await server.waitUntilListening()
      guard case .ip4(_, let port) = await server.listeningAddress else { return }
      print(port)
      fflush(nil)
    }
    Thread.detachNewThread {
      while readLine() != nil {}
      exit(0)
    }
    try await server.run()
  }
}

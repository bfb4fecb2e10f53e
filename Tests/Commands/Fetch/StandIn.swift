import Foundation
import TestSupport

/// The stand-in for the provider, in a separate process that ends with the test.
final class StandIn {
  private let process = Process()
  private let input = Pipe()
  private let log: TemporaryFolder
  let port: Int

  var baseURL: String { "http://127.0.0.1:\(port)" }

  init(_ scenario: StandInScenario) throws {
    log = try TemporaryFolder()
    let output = Pipe()
    process.executableURL = Tool.executable("StandInServer")
    process.arguments = [log.path("requests")]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let line = try JSONEncoder().encode(scenario) + Data("\n".utf8)
    try input.fileHandleForWriting.write(contentsOf: line)
    var text = ""
    while !text.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
    }
    port = Int(text.dropLast()) ?? 0
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The requests so far, in order, but for one that is just being logged.
  var requests: [StandInRequest] {
    get throws {
      let text = try log.text(of: "requests")
      let end = text.lastIndex(of: "\n") ?? text.startIndex
      return try text[..<end].split(separator: "\n").map {
        try JSONDecoder().decode(StandInRequest.self, from: Data($0.utf8))
      }
    }
  }

  /// The requested pages of the history.
  var historyPages: [Int] {
    get throws { try requests.compactMap { $0.query["page"].flatMap(Int.init) } }
  }
}

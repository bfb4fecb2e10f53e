import Foundation
import TestSupport
import Testing

/// The gzip tool, which creates the input.
enum Gzip {
  static func compressed(_ text: String, in folder: TemporaryFolder) throws -> [UInt8] {
    let path = try folder.write(text, to: "compressed-\(UUID().uuidString)")
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/gzip")
    gzip.arguments = [path]
    try gzip.run()
    gzip.waitUntilExit()
    return Array(try Data(contentsOf: URL(filePath: path + ".gz")))
  }
}

import Foundation
import TestSupport

/// A headless Chromium, if installed.
struct Browser {
  enum Scheme: Int, CaseIterable {
    case dark = 0
    case light = 1
  }

  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  private static let names = ["chromium", "chromium-browser", "google-chrome"]
  /// A page takes about a second.
  private static let limitSeconds = 120

  /// The first of the known browsers in the search path.
  static let path: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.flatMap { folder in names.map { "\(folder)/\($0)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// The browser's profile folder.
  let folder: TemporaryFolder

  /// A picture of the page in a window of a given width.
  func picture(of page: String, width: Int, scheme: Scheme) throws -> Data {
    let output = folder.path("page.png")
    try run([
      "--screenshot=\(output)", "--window-size=\(width),1600",
      "--blink-settings=preferredColorScheme=\(scheme.rawValue)", "file://\(page)",
    ])
    return try Data(contentsOf: URL(filePath: output))
  }

  /// The page on paper.
  func print(_ page: String) throws -> Data {
    let output = folder.path("page.pdf")
    try run(["--print-to-pdf=\(output)", "--no-pdf-header-footer", "file://\(page)"])
    return try Data(contentsOf: URL(filePath: output))
  }

  private func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    // Root has no sandbox, and a container has little shared memory.
    process.arguments =
      [
        "\(Browser.limitSeconds)", Browser.path ?? "", "--headless=new", "--no-sandbox",
        "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
        "--user-data-dir=\(folder.path("profile"))",
      ] + arguments
    process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "TMPDIR": folder.path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(description: "the browser ended with \(process.terminationStatus)")
    }
  }
}

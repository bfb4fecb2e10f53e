import ArgumentParser
import Foundation

/// The formats of results.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table
  case csv
  case markdown
  case json

  /// The format that the ending of a file's name stands for.
  init?(ending path: String) {
    switch URL(filePath: path).pathExtension.lowercased() {
    case "csv": self = .csv
    case "md", "markdown": self = .markdown
    case "json": self = .json
    case "txt": self = .table
    default: return nil
    }
  }
}

/// How and where a result is written.
struct FormatOptions: ParsableArguments {
  @Option(
    name: [.short, .long], help: "table, csv, markdown or json. Default: table, or by the file.")
  var format: OutputFormat?

  @Option(name: [.customShort("o"), .customLong("output")], help: "Write to a file, whole or not.")
  var outputPath: String?

  func format(wantsJSON: Bool) -> OutputFormat {
    if wantsJSON { return .json }
    return format ?? outputPath.flatMap(OutputFormat.init(ending:)) ?? .table
  }

  /// Writes a result to the file asked for, or to stdout.
  func write(_ text: String) throws {
    guard let outputPath else {
      Console.print(text)
      return
    }
    try OutputFile.write(text, to: outputPath)
  }
}

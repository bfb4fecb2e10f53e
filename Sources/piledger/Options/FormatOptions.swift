import Application
import ArgumentParser
import Files
import Foundation

/// The formats of results.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table
  case csv
  case markdown
  case json

  /// The endings of files' names, without a dot, and the formats that they stand for.
  static let byEnding: KeyValuePairs<String, OutputFormat> = [
    "csv": .csv, "md": .markdown, "markdown": .markdown, "json": .json, "txt": .table,
  ]

  /// The format that the ending of a file's name stands for.
  init?(ending path: String) {
    let ending = OutputPath(path).ending
    guard let found = OutputFormat.byEnding.first(where: { $0.key == ending }) else { return nil }
    self = found.value
  }
}

/// The path of -o: what its name says of what is to be written there.
struct OutputPath {
  let path: String
  private let place: FilePlace

  init(_ path: String) {
    self.path = path
    place = FilePlace(path)
  }

  /// The ending of the name in small letters without its dot, empty where there is none; of a link
  /// without one that of what it stands for.
  var ending: String {
    let own = OutputPath.ending(of: path)
    if own.isEmpty, case .file(let target) = place { return OutputPath.ending(of: target) }
    return own
  }

  private static func ending(of path: String) -> String {
    URL(filePath: path).pathExtension.lowercased()
  }

  /// Whether it is a device, a FIFO or an open file: it may have any name.
  var isNode: Bool { place == .node }

  /// Whether it is a folder, or said to be one by a slash at its end.
  var isFolder: Bool { place == .folder || path.hasSuffix("/") }

  /// Whether it names a folder where one could be meant: a new name without an ending does.
  var namesFolder: Bool {
    if isFolder { return true }
    guard ending.isEmpty, case .file(let target) = place else { return false }
    return !FileManager.default.fileExists(atPath: target)
  }

  /// That the name does not say what is to be written.
  ///
  /// - Parameters:
  ///   - endings: those that would.
  ///   - hint: what else helps.
  /// - Returns: the failure, to be thrown.
  func failure(endings: some Sequence<String>, hint: String) -> Failure {
    let found = isFolder ? "a folder" : ending.isEmpty ? "no extension" : ".\(ending)"
    let known = endings.map { ".\($0)" }.joined(separator: ", ")
    return Failure(
      .usage, "--output \(path): expected a file ending in \(known), found \(found); \(hint)")
  }

  /// Refuses a name whose own ending speaks of another format than the only one that there is.
  func requireEnding(_ endings: [String]) throws(Failure) {
    let own = OutputPath.ending(of: path)
    guard isFolder || !(isNode || own.isEmpty || endings.contains(own)) else { return }
    throw failure(endings: endings, hint: "there is no other format")
  }
}

/// How and where a result is written.
struct FormatOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: "table, csv, markdown or json. Default: table, or from the file name.")
  var format: OutputFormat?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "Write to a file (atomically): .csv, .md, .json or .txt; any name with --format.")
  var outputPath: String?

  /// The format asked for, by name or by the ending of the file.
  ///
  /// - Throws: ``Failure`` for a file whose name says neither, and for a folder.
  func format(wantsJSON: Bool) throws(Failure) -> OutputFormat {
    if wantsJSON { return .json }
    if let format { return format }
    guard let outputPath else { return .table }
    if let format = OutputFormat(ending: outputPath) { return format }
    let output = OutputPath(outputPath)
    guard output.isNode else {
      throw output.failure(
        endings: OutputFormat.byEnding.map(\.key),
        hint: output.namesFolder
          ? "this result is a single file" : "--format allows any name")
    }
    return .table
  }

  /// The folder that a set of files is asked for in; nil where one result is.
  func folder(wantsJSON: Bool) -> String? {
    guard let outputPath, format == nil, !wantsJSON, OutputPath(outputPath).namesFolder else {
      return nil
    }
    return outputPath
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

import Application
import ArgumentParser
import Files
import Foundation
import Rendering

/// The formats of results.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table
  case csv
  case markdown
  case json
  /// An Excel workbook.
  case xlsx

  /// Reads a name, or another word for it: `md`, `txt`, `text`.
  init?(argument: String) {
    switch argument {
    case "md": self = .markdown
    case "txt", "text": self = .table
    default: self.init(rawValue: argument)
    }
  }

  /// File extensions, without a dot, and their formats.
  static let byEnding: KeyValuePairs<String, OutputFormat> = [
    "csv": .csv, "md": .markdown, "markdown": .markdown, "json": .json, "txt": .table,
    "xlsx": .xlsx,
  ]

  /// Whether programs read it, which get all of what people are shown the first of.
  var isForPrograms: Bool { self != .table && self != .markdown }

  /// The format for the extension of a path.
  init?(ending path: String) {
    let ending = OutputPath(path).ending
    guard let found = OutputFormat.byEnding.first(where: { $0.key == ending }) else { return nil }
    self = found.value
  }
}

/// The path given to -o, and what its name says about what to write there.
struct OutputPath {
  let path: String
  private let place: FilePlace

  init(_ path: String) {
    self.path = path
    place = FilePlace(path)
  }

  /// The file extension in lowercase without its dot; empty if there is none.
  ///
  /// A link without an extension has the one of its target.
  var ending: String {
    let own = OutputPath.ending(of: path)
    if own.isEmpty, case .file(let target) = place { return OutputPath.ending(of: target) }
    return own
  }

  private static func ending(of path: String) -> String {
    URL(filePath: path).pathExtension.lowercased()
  }

  /// Whether it is a device, a FIFO or an open file, which may have any name.
  var isNode: Bool { place == .node }

  /// Whether it is a folder, or ends in a slash to say that it is one.
  var isFolder: Bool { place == .folder || path.hasSuffix("/") }

  /// Whether it names a folder if one is possible; a new name without an extension does.
  var namesFolder: Bool {
    if isFolder { return true }
    guard ending.isEmpty, case .file(let target) = place else { return false }
    return !FileManager.default.fileExists(atPath: target)
  }

  /// The failure for a name that doesn't say what to write.
  ///
  /// - Parameters:
  ///   - endings: the extensions that would.
  ///   - hint: another way to say it.
  /// - Returns: the failure to throw.
  func failure(endings: some Sequence<String>, hint: String) -> Failure {
    let found = isFolder ? "a folder" : ending.isEmpty ? "no extension" : ".\(ending)"
    let known = endings.map { ".\($0)" }.joined(separator: ", ")
    return Failure(
      .usage, "--output \(path): expected a file ending in \(known), found \(found); \(hint)")
  }

  /// Rejects a name whose extension belongs to a format other than the only one available.
  func requireEnding(_ endings: [String]) throws(Failure) {
    let own = OutputPath.ending(of: path)
    guard isFolder || !(isNode || own.isEmpty || endings.contains(own)) else { return }
    throw failure(endings: endings, hint: "there is no other format")
  }
}

extension CSVDialect: ExpressibleByArgument {}

/// How CSV is written.
struct CSVOptions: ParsableArguments {
  @Option(
    name: .customLong("csv-dialect"),
    help: "plain, excel or eu (semicolons, decimal commas).")
  var dialect: CSVDialect?

  /// The form of CSV by the flag, else by the settings.
  var form: CSVForm {
    let settings = OutputFile.settings
    return dialect.map { settings.csvForm.with($0) } ?? settings.csvForm
  }
}

/// How and where to write a result.
struct FormatOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: "table, csv, markdown, json or xlsx. Default: table, or from the file name.")
  var format: OutputFormat?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "Write to a file (atomically): .csv, .md, .json, .txt or .xlsx; any name with --format.")
  var outputPath: String?

  @OptionGroup var csv: CSVOptions

  /// The requested format, by name or by file extension.
  ///
  /// - Throws: ``Failure`` if the file name doesn't determine the format, or if the path is a
  ///   folder.
  func format(wantsJSON: Bool) throws(Failure) -> OutputFormat {
    let format = try namedFormat(wantsJSON: wantsJSON)
    guard csv.dialect == nil || format == .csv else {
      throw Failure(
        .usage, "--csv-dialect applies only to CSV, and the format is \(format.rawValue)")
    }
    return format
  }

  private func namedFormat(wantsJSON: Bool) throws(Failure) -> OutputFormat {
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

  /// The folder that a set of files was requested in; nil for a single result.
  func folder(wantsJSON: Bool) -> String? {
    guard let outputPath, format == nil, !wantsJSON, OutputPath(outputPath).namesFolder else {
      return nil
    }
    return outputPath
  }

  /// Writes a result to the requested file, or to stdout.
  func write(_ text: String) throws {
    try write(Array(text.utf8))
  }

  /// Writes the bytes of a result to the requested file, or to stdout.
  func write(_ bytes: [UInt8]) throws {
    guard let outputPath else {
      Console.write(bytes)
      return
    }
    try OutputFile.write(bytes, to: outputPath)
  }

  /// Writes a workbook; never to a terminal, which can't show it.
  func write(_ workbook: Workbook) throws {
    guard outputPath != nil || !Console.isOutputTerminal else {
      throw Failure(.usage, "--format xlsx: expected -o FILE.xlsx, or a pipe")
    }
    let bytes: [UInt8]
    do throws(WorkbookError) {
      bytes = try XLSXWriter.bytes(workbook)
    } catch {
      throw Failure(.cannotWrite, error.description)
    }
    try write(bytes)
  }
}

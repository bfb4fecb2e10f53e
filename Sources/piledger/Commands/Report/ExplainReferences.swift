import Application
import ArgumentParser
import Domain
import Foundation
import Intake

/// The ids that `explain` was given, each once, in their order.
struct ExplainReferences: Equatable {
  private static let standardInput = "-"
  /// What may stand around an id that was copied out of a table, JSON or a spreadsheet.
  private static let surroundings = CharacterSet.whitespacesAndNewlines
    .union(CharacterSet(charactersIn: "\"',;"))

  let texts: [String]
  /// The id if it was the only argument.
  let single: String?

  /// Reads stdin for the argument `-`, and if there is no argument and stdin is no terminal.
  ///
  /// - Throws: `ValidationError` if there is no id at all, and ``Failure`` if stdin has none.
  init(_ arguments: [String]) throws {
    let readsInput = arguments.contains(ExplainReferences.standardInput)
    guard !arguments.isEmpty || isatty(STDIN_FILENO) == 0 else {
      throw ValidationError("expected the id of a task or a finding")
    }
    var texts = arguments.filter { $0 != ExplainReferences.standardInput }
      .map(ExplainReferences.bare).filter { !$0.isEmpty }
    if readsInput || arguments.isEmpty {
      let found = ExplainReferences.ids(in: Array(FileHandle.standardInput.readDataToEndOfFile()))
      guard !found.isEmpty else {
        throw Failure(.noInput, "stdin: expected ids of tasks or findings, found none")
      }
      texts += found
    }
    guard !texts.isEmpty else {
      throw ValidationError("expected the id of a task or a finding, found an empty text")
    }
    var known: Set<String> = []
    self.texts = texts.filter { known.insert($0.lowercased()).inserted }
    single = arguments.count == 1 && !readsInput ? texts.first : nil
  }

  /// The ids in a text: its lines if each is one word, or else the task ids anywhere in it.
  static func ids(in bytes: [UInt8]) -> [String] {
    let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
      .map { bare(String(decoding: $0, as: UTF8.self)) }.filter { !$0.isEmpty }
    let isList = lines.allSatisfy { !$0.contains { " ,;\t{[".contains($0) } }
    guard isList else { return TaskIDList(bytes).ids.map(\.text) }
    let headings = ["task_id", "task_ids", "id"]
    return Array(lines.drop { headings.contains($0.lowercased()) })
  }

  private static func bare(_ text: String) -> String {
    text.trimmingCharacters(in: surroundings.union(CharacterSet(charactersIn: "\u{FEFF}")))
  }
}

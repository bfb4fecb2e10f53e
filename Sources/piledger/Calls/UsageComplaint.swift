import ArgumentParser
import Domain

/// What is wrong with a call, in one line that ends with the help of its own command.
///
/// ArgumentParser takes three lines, names the tool's help for whatever a command finds wrong
/// itself, and suggests any option that is within three letters.
struct UsageComplaint {
  private let invocation: Invocation

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  func text(for error: any Error) -> String {
    let message = Piledger.message(for: error)
    let words = unknownOption(in: message).map(text(forUnknown:)) ?? UsageComplaint.line(message)
    return "\(words); see \(invocation.helpCall)"
  }

  /// `--modle` of `Unknown option '--modle'. Did you mean '--model'?`.
  private func unknownOption(in message: String) -> String? {
    message.prefixMatch(of: /Unknown option '([^']+)'/).map { String($0.1) }
  }

  private func text(forUnknown option: String) -> String {
    let option = VisibleText.line(option, limit: 80)
    let words = "unknown option \(option)"
    guard option.hasPrefix("--"), let info = try? CommandInfo(of: invocation.runningCommand) else {
      return words
    }
    let names = (info.arguments ?? []).flatMap { $0.names ?? [] }.filter { $0.kind == "long" }
      .map(\.name)
    let name = String(option.dropFirst(2))
    if let call = Guess.replacement(for: name, among: names) { return "\(words); try \(call)" }
    let nearest = NearestNames.nearest(to: name, among: names).map { "--\($0)" }
    guard let first = nearest.first else { return words }
    return nearest.count == 1
      ? "\(words); nearest is \(first)" : "\(words); nearest are \(nearest.joined(separator: ", "))"
  }

  /// A message of ArgumentParser as one line in the form of all others: lowercase, without a stop.
  private static func line(_ message: String) -> String {
    let parts = message.split(separator: "\n").map { $0.drop { $0 == " " } }
    var line = parts.joined(separator: " ")
      .replacing(". Please provide one of ", with: "; expected one of ")
    if line.hasSuffix(".") { line.removeLast() }
    // An option or a name in capitals stays as it is.
    guard line.dropFirst().first?.isLowercase == true else { return line }
    return line.prefix(1).lowercased() + line.dropFirst()
  }
}

import Domain
import Foundation

/// The program that a night tells its news to: the setting `on_news`.
///
/// Its configuration decides what is run with the rights of the night, so that file must be safe
/// from others, as ssh requires of its own.
struct NewsHook {
  /// The program and its arguments.
  let words: [String]
  let configurationPath: String
  let timeLimitSeconds: Int

  /// More of what the program writes would only bury the night's own lines in cron's mail.
  private static let outputLineLimit = 20

  /// Runs the program with a summary on its stdin.
  ///
  /// - Parameters:
  ///   - summary: the summary of the night, as JSON.
  ///   - environment: the night's own; the program does not get the API key.
  ///   - tell: receives what the program wrote, and how it failed, a line at a time.
  /// - Returns: the status that this calls for; nil if the program ended well.
  func run(
    summary: String, environment: [String: String], tell: (String) -> Void
  ) -> ExitStatus? {
    if let reason = reasonToDistrust {
      tell("on_news: \(configurationPath): \(reason), so its program is not run")
      return .configuration
    }
    let process = LimitedProcess(
      words: words, environment: environment.filter { $0.key != Run.keyVariable },
      timeLimitSeconds: timeLimitSeconds)
    let outcome = process.run(input: Array(summary.utf8))
    for line in NewsHook.lines(of: outcome) { tell("on_news: \(line)") }
    guard let failure = failure(of: outcome.end) else { return nil }
    tell(VisibleText.line("on_news: \(words[0]): \(failure)"))
    return .hookFailed
  }

  /// Who else could have chosen the program; nil if only this user and root could.
  private var reasonToDistrust: String? {
    var status = stat()
    guard stat(configurationPath, &status) == 0 else { return "the file is gone" }
    guard status.st_uid == 0 || status.st_uid == geteuid() else {
      return "the file belongs to another user"
    }
    guard status.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
      return "others can write to the file (chmod go-w)"
    }
    return nil
  }

  /// What the program wrote, on visible lines.
  private static func lines(of outcome: LimitedProcess.Outcome) -> [String] {
    let text = String(decoding: outcome.output, as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline)
    let shown = lines.prefix(outputLineLimit).map { VisibleText.line(String($0), limit: 300) }
    let isCut = lines.count > outputLineLimit || outcome.droppedBytes > 0
    return isCut ? shown + ["… and more, left out"] : shown
  }

  private func failure(of end: LimitedProcess.End) -> String? {
    switch end {
    case .exited(0): nil
    case .exited(let status): "ended with status \(status)"
    case .killed(let signal): "ended by signal \(signal) (\(String(cString: strsignal(signal))))"
    case .timedOut:
      "stopped, as it took longer than \(timeLimitSeconds) s (on_news_timeout_seconds)"
    case .notStarted(let code): "cannot be run: \(String(cString: strerror(code)))"
    }
  }
}

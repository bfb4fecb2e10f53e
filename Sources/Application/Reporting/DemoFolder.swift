import Domain
import Foundation
package import Traffic

/// The folder of a demo: made-up answers of tasks and of the account, and the settings of a small
/// studio, with which every command can be tried there.
package struct DemoFolder: Sendable {
  /// Read by every command that is started in the folder.
  package static let settingsName = ConfigurationFile.localPath
  static let ledgerName = "ledger.db"

  package let path: String
  package let traffic: MonthOfTraffic

  package init(path: String, traffic: MonthOfTraffic) {
    (self.path, self.traffic) = (path, traffic)
  }

  package var ledgerPath: String { "\(path)/\(DemoFolder.ledgerName)" }
  package var settingsPath: String { "\(path)/\(DemoFolder.settingsName)" }
  /// The answers of tasks, and of the account.
  package var inboxes: [String] { ["\(path)/responses", "\(path)/account"] }
  var reportsPath: String { "\(path)/reports" }

  private static let settings = """
    # Settings for everything that is started in this folder.
    db: \(ledgerName)

    keys: { 1: web, 2: film, 3: batch, 4: laptop }

    tags:
      - { tag: project=film, model: [kling, sora2] }
      - { tag: project=shop, model: seedream }

    budgets:
      - { name: all, usd: 420, period: month, from: 2026-02-01, thresholds: [50%, 80%] }
      - { name: film, usd: 60, period: week, tags: project=film, overrun_limit: 20% }

    fixed_charges:
      - { name: Creator plan, usd: 8, from: 2026-01-15 }

    """

  /// Writes the answers and the settings.
  ///
  /// - Throws: ``Failure`` if a file can't be written, or if the folder has a ledger already.
  package func write(with writer: ReportWriter) throws(Failure) {
    guard !FileManager.default.fileExists(atPath: ledgerPath) else {
      throw Failure(
        .cannotWrite, "\(path): the folder already has a ledger; the demo needs a new one")
    }
    for (inbox, files) in zip(inboxes, [traffic.files, traffic.accountFiles]) {
      try writer.makeFolder(inbox)
      for file in files { try writer.write(file.text, to: "\(inbox)/\(file.name)") }
    }
    try writer.write(DemoFolder.settings, to: settingsPath)
  }
}

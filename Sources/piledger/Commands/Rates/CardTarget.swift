import Application
import Foundation
import RateCards

/// The file of a user's card into which a price is written, among the cards of a run.
struct CardTarget {
  /// The card as it was named: a file or a folder.
  let path: String
  /// The file in it.
  let file: String
  /// All cards, the uppermost first, the built-in one last.
  let sources: [CardSource]
  /// Which of them the file belongs to.
  let layer: Int
  /// Whether every run reads it.
  let isConfigured: Bool

  /// The file that was asked for, else the first of the cards; neither need exist.
  init(outputPath: String?, run: Run) throws {
    let cards = run.configuration.cardPaths
    guard let path = outputPath ?? cards.first else {
      throw Failure(
        .usage,
        "no rate card is named to write to: give --card FILE or -o FILE, or set cards in the "
          + "configuration")
    }
    let place = cards.firstIndex { CardTarget.isSame($0, path) }
    let paths = place == nil ? [path] + cards : cards
    layer = place ?? 0
    self.path = path
    file = CardTarget.isFolder(path) ? "\(paths[layer])/confirmed.yaml" : paths[layer]
    isConfigured =
      place != nil && !run.configuration.hasCardsOfFlag
    var sources: [CardSource] = []
    for (index, card) in paths.enumerated() {
      let isNew = index == layer && !FileManager.default.fileExists(atPath: card)
      sources.append(
        isNew ? CardSource(name: card, files: []) : try CardSource(path: card))
    }
    self.sources = sources + [.builtIn]
  }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    URL(filePath: left).standardizedFileURL == URL(filePath: right).standardizedFileURL
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}

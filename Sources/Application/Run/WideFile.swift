import Files

/// A file or folder of the ledger that lets more people in than the settings say.
package struct WideFile: CustomStringConvertible {
  private let path: String
  private let found: String
  private let expected: String

  /// Looks at the ledger, whose mode SQLite's files beside it have, at its lock and the archive.
  package static func all(_ configuration: Configuration) throws -> [WideFile] {
    guard case .file(let ledger) = FilePlace(try configuration.ledgerPath) else { return [] }
    let mode = configuration.fileMode
    let paths = [
      (ledger, mode.bits), (ledger + ".lock", mode.bits),
      (try configuration.archivePath, mode.folderBits),
    ]
    return paths.compactMap { path, bits in
      mode.widerBits(at: path).map {
        WideFile(path: path, found: FileMode.text($0), expected: FileMode.text(bits & $0))
      }
    }
  }

  package var description: String {
    "\(path): open to others (\(found)); chmod \(expected) closes it"
  }
}

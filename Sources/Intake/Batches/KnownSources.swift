/// The sources that were imported to their end, by which a file is recognised without being read.
package struct KnownSources: Sendable {
  private var stamps: [String: FileStamp] = [:]
  private var hashes: [Int64: Set<String>] = [:]

  package init() {}

  package mutating func add(
    name: String, sha256: String, sizeBytes: Int64, stamp: FileStamp?
  ) {
    if let stamp { stamps[name] = stamp }
    hashes[sizeBytes, default: []].insert(sha256)
  }

  /// Whether a file of this name was imported as it stands.
  func isKnown(_ name: String, stamp: FileStamp) -> Bool { stamps[name] == stamp }

  /// Whether a source of this size was imported, so that the content is worth comparing.
  func hasSource(ofSizeBytes size: Int64) -> Bool { size > 0 && hashes[size] != nil }

  func isKnown(sha256: String, sizeBytes: Int64) -> Bool {
    hashes[sizeBytes]?.contains(sha256) ?? false
  }
}

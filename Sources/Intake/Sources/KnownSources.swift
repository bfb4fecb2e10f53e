/// The sources that were imported to their end, by which a file is recognised without being read.
package struct KnownSources: Sendable {
  private var stamps: [String: FileStamp] = [:]
  private var hashes: [Int64: Set<String>] = [:]
  /// The SHA-256 of those that ended with half a record, by their names.
  private var waiting: [String: String] = [:]

  package init() {}

  package mutating func add(
    name: String, sha256: String, sizeBytes: Int64, stamp: FileStamp?, isWaiting: Bool = false
  ) {
    if let stamp { stamps[name] = stamp }
    waiting[name] = isWaiting ? sha256 : nil
    hashes[sizeBytes, default: []].insert(sha256)
  }

  /// Whether a file of this name was imported as it stands.
  func isKnown(_ name: String, stamp: FileStamp) -> Bool { stamps[name] == stamp }

  /// Whether the file of this name ended with half a record when it was read last.
  func isWaiting(_ name: String) -> Bool { waiting[name] != nil }

  /// Whether it did so with this content.
  func isWaiting(_ name: String, sha256: String) -> Bool { waiting[name] == sha256 }

  /// Whether this content ended with half a record, in whatever file.
  func isWaiting(sha256: String) -> Bool { waiting.values.contains(sha256) }

  /// Whether a source of this size was imported, so that the content is worth comparing.
  func hasSource(ofSizeBytes size: Int64) -> Bool { size > 0 && hashes[size] != nil }

  func isKnown(sha256: String, sizeBytes: Int64) -> Bool {
    hashes[sizeBytes]?.contains(sha256) ?? false
  }
}

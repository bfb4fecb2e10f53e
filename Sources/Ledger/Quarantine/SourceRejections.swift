import Files
import Intake

/// What could not be read of a source, while it is read: the first places of each reason one by one,
/// and all further ones counted together, so that memory and the ledger stay small, however long the
/// source.
struct SourceRejections {
  /// The places of a reason that are kept one by one.
  static let keptPlaces = 20
  /// Reasons that are told apart in a source.
  private static let reasonLimit = 50
  private static let otherReasons = "for other reasons"

  /// Records that are kept in one row.
  struct Entry {
    let place: Place
    let reason: String
    let errorOffset: Int?
    let skeleton: String
    let digest: SHA256Digest
    /// Of the row's records: the digest of the only one, or of all digests in their order.
    var key: SHA256Digest
    var records = 1
    /// How many of them, from the first on, are known from another import, and are dismissed.
    var known = 0
    var dismissed = 0

    /// The reason with the byte at which reading ended.
    var message: String {
      reason + (errorOffset.map { ", at byte \($0) of the record" } ?? "")
    }
  }

  private struct Reason {
    var kept = 0
    /// The place in ``entries`` of the records that are counted together.
    var rest: Int?
  }

  private let source: String
  private var reasons: [String: Reason] = [:]
  /// In the order of their first places.
  private(set) var entries: [Entry] = []

  init(of source: String) {
    self.source = source
  }

  mutating func add(_ rejection: Rejection, known: KnownRejections) {
    let isTold = reasons[rejection.reason] != nil || reasons.count < SourceRejections.reasonLimit
    let name = isTold ? rejection.reason : SourceRejections.otherReasons
    var reason = reasons[name] ?? Reason()
    if let rest = reason.rest {
      count(rejection, inEntry: rest, known)
    } else {
      if reason.kept == SourceRejections.keptPlaces { reason.rest = entries.count }
      reason.kept += 1
      entries.append(entry(rejection, reason: name, known))
    }
    reasons[name] = reason
  }

  private func entry(
    _ rejection: Rejection, reason: String, _ known: KnownRejections
  ) -> Entry {
    var entry = Entry(
      place: rejection.place, reason: reason, errorOffset: rejection.errorOffset,
      skeleton: rejection.skeleton, digest: rejection.digest,
      key: identity(of: rejection))
    known.note(&entry)
    return entry
  }

  private mutating func count(
    _ rejection: Rejection, inEntry index: Int, _ known: KnownRejections
  ) {
    entries[index].key = entries[index].key.adding(identity(of: rejection))
    entries[index].records += 1
    known.note(&entries[index])
  }

  /// What makes a record the same again: its bytes, or its place where something was missing.
  private func identity(of rejection: Rejection) -> SHA256Digest {
    guard rejection.sizeBytes == 0 else { return rejection.digest }
    return SHA256Digest(of: "\(source):\(rejection.place.byteOffset)".utf8)
  }
}

/// The records that were set apart before, by their keys.
struct KnownRejections {
  private var dismissed: [SHA256Digest: Int] = [:]

  mutating func add(key: String, dismissed count: Int) {
    guard let key = SHA256Digest(key) else { return }
    dismissed[key] = max(dismissed[key] ?? 0, count)
  }

  mutating func add(_ entry: SourceRejections.Entry) {
    dismissed[entry.key] = max(dismissed[entry.key] ?? 0, entry.dismissed)
  }

  /// Notes where a row's records so far are known.
  func note(_ entry: inout SourceRejections.Entry) {
    guard !dismissed.isEmpty, let count = dismissed[entry.key] else { return }
    entry.known = entry.records
    entry.dismissed = max(entry.dismissed, count)
  }
}

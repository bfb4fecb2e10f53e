import Foundation
import GRDB
import Queries

/// Stores the filter of task ids in the ledger.
///
/// While an import runs, a setting marks the stored filter as out of date: after a crash it is
/// rebuilt from the tasks.
enum IDFilterTable {
  /// For each level the number of ids, their first and their last day, and its checksum:
  /// `65536:20454:20460:81985529216486895,…`; absent while the stored filter is out of date.
  static let setting = "id_filter_levels"

  /// The stored filter, as far as it can be used.
  enum Stored {
    case whole(IDFilter)
    /// An import was interrupted, or another version wrote it.
    case outOfDate
    /// It is not what was stored.
    case damaged
  }

  /// The filter of all tasks, rebuilt from them if the stored one is out of date.
  ///
  /// - Throws: SQLite's error of a damaged file: without lost bits, tasks would be added twice.
  static func read(in database: Database) throws -> IDFilter {
    switch try stored(in: database) {
    case .whole(let filter): return filter
    case .outOfDate: return try rebuilt(in: database)
    case .damaged: throw DatabaseError.damage("its filter of task ids is not as it was stored")
    }
  }

  static func stored(in database: Database) throws -> Stored {
    guard let levels = try levels(in: database) else { return .outOfDate }
    let filter = IDFilter()
    for level in levels {
      filter.addLevel(count: level.count, firstDay: level.firstDay, lastDay: level.lastDay)
    }
    let rows = try Row.fetchCursor(database, sql: Query.idFilterBlocks.sql)
    while let row = try rows.next() {
      let (level, block): (Int, Int) = (row["level"], row["block"])
      let isRestored = try row.withUnsafeData(named: "bits") { data in
        guard let data, filter.levels.indices.contains(level) else { return false }
        return filter.levels[level].restore(data, block: block)
      }
      guard isRestored else { return .outOfDate }
    }
    guard zip(filter.levels, levels).allSatisfy({ $0.checksum == $1.checksum }) else {
      return .damaged
    }
    filter.isStored = true
    return .whole(filter)
  }

  private struct StoredLevel {
    let count: Int
    let firstDay: Int64
    let lastDay: Int64
    let checksum: UInt64

    init?(_ text: Substring) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 4, let count = Int(parts[0]), let firstDay = Int64(parts[1]),
        let lastDay = Int64(parts[2]), let checksum = UInt64(parts[3]), firstDay <= lastDay
      else { return nil }
      (self.count, self.firstDay, self.lastDay) = (count, firstDay, lastDay)
      self.checksum = checksum
    }
  }

  /// What is known about each level: all but the last are full.
  private static func levels(in database: Database) throws -> [StoredLevel]? {
    guard let text = try LedgerStore.setting(setting, in: database) else { return nil }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let levels = parts.compactMap { StoredLevel($0) }
    let isPossible = levels.enumerated().allSatisfy { index, level in
      let capacity = IDFilter.capacity(ofLevel: index)
      return index == levels.count - 1
        ? (0...capacity).contains(level.count) : level.count == capacity
    }
    return isPossible && levels.count == parts.count && levels.count <= IDFilter.levelLimit
      ? levels : nil
  }

  /// The filter of all tasks.
  private static func rebuilt(in database: Database) throws -> IDFilter {
    let filter = IDFilter()
    let statement = try RawStatement(Query.taskIds.sql, in: database)
    defer { statement.finish() }
    while try statement.hasRow() {
      filter.insert(
        UInt64(bitPattern: statement.integer(at: 0)), UInt64(bitPattern: statement.integer(at: 1)),
        day: statement.integer(at: 2))
    }
    return filter
  }

  /// Notes in a batch's transaction that the stored filter is out of date.
  static func markOutOfDate(in database: Database) throws {
    try LedgerStore.forget(setting, in: database)
  }

  /// Stores the changed blocks, or all nonempty ones if the filter was rebuilt.
  static func write(_ filter: IDFilter, in database: Database) throws {
    if !filter.isStored { try database.execute(sql: Query.idFilterDelete.sql) }
    filter.isStored = true
    let statement = try database.cachedStatement(sql: Query.idFilterBlockReplace.sql)
    for index in filter.levels.indices {
      for block in filter.levels[index].isChanged.indices
      where filter.levels[index].isChanged[block] {
        try statement.execute(arguments: [
          "level": index, "block": block, "bits": filter.levels[index].data(ofBlock: block),
        ])
        filter.levels[index].isChanged[block] = false
      }
    }
    let levels = filter.levels.map {
      "\($0.count):\($0.firstDay):\($0.lastDay):\($0.checksum)"
    }
    try LedgerStore.put(setting, levels.joined(separator: ","), in: database)
  }
}

extension IDFilter.Level {
  private static let wordsPerStoredBlock = IDFilter.storedBlockSizeBytes / 8

  /// The words of a stored block, each in little-endian order.
  fileprivate func data(ofBlock block: Int) -> Data {
    let start = block * IDFilter.Level.wordsPerStoredBlock
    var data = Data(capacity: IDFilter.storedBlockSizeBytes)
    for word in words[start..<start + IDFilter.Level.wordsPerStoredBlock] {
      withUnsafeBytes(of: word.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  /// Reads the words of a stored block; false if the level has no such block.
  fileprivate func restore(_ data: Data, block: Int) -> Bool {
    guard isChanged.indices.contains(block), data.count == IDFilter.storedBlockSizeBytes else {
      return false
    }
    let start = block * IDFilter.Level.wordsPerStoredBlock
    data.withUnsafeBytes { bytes in
      for index in 0..<IDFilter.Level.wordsPerStoredBlock {
        words[start + index] = UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
      }
    }
    return true
  }
}

extension DatabaseError {
  /// What contradicts itself in the file, though SQLite would not notice.
  static func damage(_ message: String) -> DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: message)
  }
}

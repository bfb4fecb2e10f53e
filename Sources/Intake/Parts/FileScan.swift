import Foundation
import Synchronization

/// The tasks of files, read on several threads, and what could not be read of them.
package struct FileScan: Sendable {
  /// A record that could not be read.
  package struct Rejection: Hashable, Sendable {
    package let source: String
    package let line: Int
    package let reason: String
  }

  package let table: ObservationTable
  /// In the order of the files, as many of each part of a file as were asked for.
  package let rejections: [Rejection]
  package let rejectionCount: Int
  /// Files that could not be opened, or not be read to their end.
  package let unreadFiles: [UnreadFile]
  /// Records that were found, those that could not be read among them.
  package let recordCount: Int
  /// Halves of records with which files end, whose rest may still be written.
  package let waitingCount: Int

  /// Reads files.
  ///
  /// - Parameters:
  ///   - entries: the files; the order matters only for the rejections.
  ///   - threads: how many threads read.
  ///   - rejectionLimit: how many rejections of a part of a file are kept.
  package init(
    _ entries: [InputFiles.Entry], threads: Int = ProcessInfo.processInfo.activeProcessorCount,
    rejectionLimit: Int
  ) {
    self.init(
      entries, threads: threads, rejectionLimit: rejectionLimit,
      leastPartSizeBytes: InputPart.leastSizeBytes)
  }

  init(
    _ entries: [InputFiles.Entry], threads: Int, rejectionLimit: Int, leastPartSizeBytes: Int64
  ) {
    // Standard input is read once, so that nothing can be read again.
    let canReadAgain = !entries.contains(where: \.isStandardInput)
    let parts = InputPart.parts(
      of: entries, threads: canReadAgain ? threads : 1, leastSizeBytes: leastPartSizeBytes)
    let run = PartRun(parts, rejectionLimit: rejectionLimit)
    var (table, readings) = run.result(threads: threads)
    if run.hasWrongCut(readings) {
      let whole = PartRun(
        InputPart.parts(of: entries, threads: 1), rejectionLimit: rejectionLimit)
      (table, readings) = whole.result(threads: threads)
      self.init(table, readings, parts: whole.parts)
    } else {
      self.init(table, readings, parts: parts)
    }
  }

  private init(_ table: ObservationTable, _ readings: [PartReading], parts: [InputPart]) {
    var rejections: [Rejection] = []
    var lines = 0
    for (part, reading) in zip(parts, readings) {
      if !part.isContinuation { lines = 0 }
      rejections += reading.rejections.map {
        Rejection(source: part.name, line: lines + $0.line, reason: $0.reason)
      }
      lines += reading.lineCount
    }
    self.table = table
    // Each part of a long file meets the same fault.
    unreadFiles = readings.compactMap(\.unread).reduce(into: []) { files, file in
      if files.last?.path != file.path { files.append(file) }
    }
    self.rejections = rejections
    rejectionCount = readings.reduce(0) { $0 + $1.rejectionCount }
    recordCount = readings.reduce(0) { $0 + $1.recordCount }
    waitingCount = readings.reduce(0) { $0 + $1.waitingCount }
  }
}

/// The reading of parts by threads that each take the next one.
private final class PartRun: Sendable {
  let parts: [InputPart]
  private let rejectionLimit: Int
  private let nextPart = Mutex(0)

  init(_ parts: [InputPart], rejectionLimit: Int) {
    (self.parts, self.rejectionLimit) = (parts, rejectionLimit)
  }

  /// Whether a file was cut within a value or an array.
  func hasWrongCut(_ readings: [PartReading]) -> Bool {
    zip(parts.dropFirst(), readings).contains { $0.isContinuation && $1.isCutOff }
  }

  private struct Yield: Sendable {
    let table: ObservationTable
    let readings: [Int: PartReading]
  }

  /// The tasks of all parts, and what each part gave.
  func result(threads: Int) -> (ObservationTable, [PartReading]) {
    let workers = (0..<max(1, min(threads, parts.count))).map { _ in
      var isDone = false
      return Prefetched<Yield, Never>(capacity: 1) { () throws(Never) -> Yield? in
        if isDone { return nil }
        isDone = true
        return self.yield()
      }
    }
    var table: ObservationTable?
    var readings: [Int: PartReading] = [:]
    for worker in workers {
      guard let yield = worker.next() else { continue }
      if let table { table.add(yield.table) } else { table = yield.table }
      readings.merge(yield.readings) { first, _ in first }
    }
    return (table ?? ObservationTable(), parts.indices.map { readings[$0] ?? PartReading() })
  }

  /// What one thread reads.
  private func yield() -> Yield {
    let table = ObservationTable()
    var readings: [Int: PartReading] = [:]
    while let index = takePart() {
      readings[index] = PartReading.reading(
        parts[index], into: table, rejectionLimit: rejectionLimit)
    }
    return Yield(table: table, readings: readings)
  }

  private func takePart() -> Int? {
    nextPart.withLock { next in
      guard next < parts.count else { return nil }
      next += 1
      return next - 1
    }
  }
}

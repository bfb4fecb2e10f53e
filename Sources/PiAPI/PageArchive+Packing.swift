package import Domain
import Files
import Foundation

/// Thousands of small files would outweigh the ledger: those of a day that is over become one.
extension PageArchive {
  private static let packEnding = ".zip"

  /// Packs the filed answers of each earlier day into `2026-06-01.zip`.
  ///
  /// Account info stays as it is, a file or a few a day: the time in its name is that of its balance.
  /// A pack is on disk before its members are removed, so an interrupted run loses none.
  package func pack(before today: CalendarDay) throws(ArchiveError) {
    for (day, name) in days(before: today) where !name.hasSuffix(PageArchive.packEnding) {
      let answers = names(in: name).compactMap(ArchivedAnswer.init(name:)).filter {
        $0.kind != .account
      }
      for start in stride(from: 0, to: answers.count, by: ZipFile.memberLimit) {
        try pack(Array(answers[start...].prefix(ZipFile.memberLimit)), of: day)
      }
    }
  }

  /// Removes the filed answers of earlier days, packed or not.
  package func remove(before day: CalendarDay) throws(ArchiveError) {
    for (_, name) in days(before: day) {
      if name.hasSuffix(PageArchive.packEnding) {
        try PageArchive.remove("\(folder)/\(name)")
      } else {
        for answer in names(in: name).compactMap(ArchivedAnswer.init(name:)) {
          try PageArchive.remove(path(of: answer))
        }
        // Fails, and rightly so, if anyone else has put something there.
        rmdir("\(folder)/\(name)")
      }
    }
  }

  private func pack(_ answers: [ArchivedAnswer], of day: CalendarDay) throws(ArchiveError) {
    var pack = ZipFile()
    for answer in answers {
      guard let content = FileManager.default.contents(atPath: path(of: answer)) else {
        throw ArchiveError("\(path(of: answer)): cannot be read")
      }
      pack.add(Array(content), name: answer.name, changedAt: answer.receivedAt)
    }
    do throws(FileError) {
      try AtomicFile.write(pack.content, to: freePath(ofPackOf: day), mode: mode)
    } catch {
      throw ArchiveError(error.description)
    }
    for answer in answers { try PageArchive.remove(path(of: answer)) }
    // Fails, and rightly so, if account info is left.
    rmdir("\(folder)/\(day)")
  }

  /// `2026-06-01.zip`, or `2026-06-01-2.zip` if an earlier run has packed a part of that day.
  private func freePath(ofPackOf day: CalendarDay) -> String {
    let paths = sequence(first: 1) { $0 + 1 }.lazy.map { number in
      "\(folder)/\(day)\(number == 1 ? "" : "-\(number)")\(PageArchive.packEnding)"
    }
    return paths.first { !FileManager.default.fileExists(atPath: $0) } ?? ""
  }

  /// The folders and packs of earlier days; whatever else stands there is not the archive's.
  private func days(before day: CalendarDay) -> [(day: CalendarDay, name: String)] {
    names(in: "").compactMap { name in
      guard let found = CalendarDay(String(name.prefix(10))), found < day else { return nil }
      let rest = name.dropFirst(10)
      let number = rest.dropLast(PageArchive.packEnding.count)
      let isPack =
        rest.hasSuffix(PageArchive.packEnding)
        && (number.isEmpty || number.first == "-" && Int(number.dropFirst()) != nil)
      return rest.isEmpty || isPack ? (found, name) : nil
    }
  }

  private func names(in name: String) -> [String] {
    let path = name.isEmpty ? folder : "\(folder)/\(name)"
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  private static func remove(_ path: String) throws(ArchiveError) {
    guard unlink(path) == 0 else {
      throw ArchiveError("\(path): \(String(cString: strerror(errno)))")
    }
  }
}

import ArgumentParser
import Foundation
import Intake

struct ScanProbe: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "scanprobe")
  @Argument var paths: [String]
  func run() throws {
    let start = Date()
    let reader = BatchReader(InputFiles(paths).entries)
    var rows = 0, others = 0, templates = 0, states = 0, sum: UInt64 = 0
    while let batch = try reader.next() {
      rows += batch.rows.count
      others += batch.otherItems.count
      templates += batch.newTemplates.count
      states += batch.newStates.count
      for row in batch.rows { sum = sum &+ row.idLow }
    }
    print(rows, others, templates, states, sum, Date().timeIntervalSince(start))
  }
}

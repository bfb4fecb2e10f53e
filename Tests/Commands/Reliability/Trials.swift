import Foundation
import Synchronization
import TestSupport
import Traffic

/// How often the tests of this folder try what differs from run to run, and by which draws.
///
/// `PILEDGER_TRIALS=400` in the environment makes them try that often; the usual numbers keep a test
/// run short.
enum Trials {
  static func count(usually usual: Int) -> Int {
    ProcessInfo.processInfo.environment["PILEDGER_TRIALS"].flatMap(Int.init) ?? usual
  }

  /// The share of one of several rows in all trials, at least one.
  static func share(ofRows rows: Int, usually usual: Int) -> Int {
    max(1, (count(usually: usual) + rows - 1) / rows)
  }

  private static let met = Mutex<[String: Int]>([:])

  /// Counts what has been tried, and says so now and then.
  static func note(_ kind: String) {
    let count = met.withLock { met in
      met[kind, default: 0] += 1
      return met[kind] ?? 0
    }
    if count % 20 == 0 { print("\(kind) \(count)") }
  }

  /// The draws of a row: the same every time.
  static func random(_ name: String) -> SeededRandom {
    SeededRandom(seed: name.utf8.reduce(UInt64(7)) { ($0 &* 31) &+ UInt64($1) })
  }
}

import Foundation
import Synchronization

/// The files and folders that this process must not leave behind, for a process that has to end at
/// once.
package enum Unfinished {
  private static let paths = Mutex<Set<String>>([])

  package static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }

  /// It is removed or complete.
  package static func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Removes all of them from the disk.
  package static func discard() {
    for path in paths.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
  }
}

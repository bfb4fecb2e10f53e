import Glibc

/// Why a benchmark has no result.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// A file that the system refuses.
  static func file(_ path: String, _ code: Int32) -> BenchmarkError {
    BenchmarkError("\(path): \(String(cString: strerror(code)))")
  }
}

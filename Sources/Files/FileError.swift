import Foundation

/// Why a file could not be written or a folder not be made.
package struct FileError: Error, Hashable, CustomStringConvertible {
  package let path: String
  /// The system's number of the error.
  package let code: Int32

  package init(_ path: String, code: Int32 = errno) {
    (self.path, self.code) = (path, code)
  }

  package var reason: String { String(cString: strerror(code)) }
  package var description: String { "\(path): cannot be written: \(reason)" }
}

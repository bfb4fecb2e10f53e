package import Domain

/// A JSON value found in a source, with its place.
package enum FramedValue: Hashable {
  case value(JSONValue, Place)
  case rejection(Rejection)
  /// A value with which the source ends in the middle of a line: its rest may still be written. It is
  /// a rejection once the rest is overdue.
  case waiting(Rejection)
}

/// What a reader with a scanner finds.
enum ReadItem {
  case framed(FramedValue)
  /// A task response of the usual form, which the scanner has read.
  case scannedTask(Place)
}

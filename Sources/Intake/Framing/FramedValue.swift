/// A JSON value found in a source, with its place.
package enum FramedValue: Hashable {
  case value(JSONValue, Place)
  case rejection(Rejection)
}

/// What a reader with a scanner finds.
enum ReadItem {
  case framed(FramedValue)
  /// A task response of the usual form, which the scanner has read.
  case scannedTask(Place)
}

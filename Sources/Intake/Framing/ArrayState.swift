/// Where a reader stands in an array whose elements are records.
enum ArrayState {
  case outside
  case beforeFirst
  case afterElement
  case afterComma
  /// Behind skipped bytes, where a comma may have been among them.
  case afterRejection
  /// Behind skipped lines or a missing comma, where the array may have ended: brackets and commas
  /// are taken as they come.
  case uncertain

  var acceptsComma: Bool {
    self == .afterElement || self == .afterRejection || self == .uncertain
  }

  /// Whether an array begins at an opening bracket, which is else a value.
  var acceptsArray: Bool { self == .outside || self == .uncertain }

  mutating func passElement() {
    if !acceptsArray { self = .afterElement }
  }

  /// Behind a rejection whose last byte closed it, or on a later line.
  mutating func passRejection(isClosed: Bool) {
    if self != .outside { self = isClosed ? .afterRejection : .uncertain }
  }
}

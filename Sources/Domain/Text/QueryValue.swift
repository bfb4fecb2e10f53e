/// A value in a row returned by SQL.
package enum QueryValue: Hashable, Sendable {
  case null
  case integer(Int64)
  /// From the user's own arithmetic: money is never floating-point.
  case real(Double)
  case text(String)
  case blob([UInt8])
}

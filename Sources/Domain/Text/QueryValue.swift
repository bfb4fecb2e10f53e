/// A value of a row that SQL gave.
package enum QueryValue: Hashable, Sendable {
  case null
  case integer(Int64)
  /// Of the user's own arithmetic: money is never one.
  case real(Double)
  case text(String)
  case blob([UInt8])
}

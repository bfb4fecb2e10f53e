/// A share or a change in tenths of a percent, as reports print it.
package struct Percent: Hashable, Sendable {
  package let tenths: Int64

  package init(tenths: Int64) {
    self.tenths = tenths
  }

  /// A part as a share of a total, truncated to a tenth so that 100.0 means all; nil for a total of
  /// 0.
  package init?(_ part: Int64, of whole: Int64) {
    guard whole > 0, let tenths = Int64(exactly: Int128(part) * 1000 / Int128(whole)) else {
      return nil
    }
    self.tenths = tenths
  }

  /// The change of an amount, rounded half up to a tenth.
  ///
  /// Nil if the old amount is 0, or the change cannot be computed exactly.
  package init?(from before: Ratio, to after: Ratio) {
    guard let change = try? after.minus(before).times(Ratio(1000)).divided(by: before),
      let tenths = Int64(exactly: change.rounded(.halfUp))
    else { return nil }
    self.tenths = tenths
  }

  /// An estimated share, such as a probability (0 to 1), rounded to a tenth; none is below 0.
  package init(share: Double) {
    tenths = Int64((min(max(share, 0), 1e6) * 1000).rounded())
  }

  /// `98.7`.
  package var text: String { decimalText(tenths: tenths) }
  /// With its sign: `+7.1`.
  package var signedText: String { tenths < 0 ? text : "+\(text)" }
}

extension Percent: CustomStringConvertible {
  /// `98.7 %`.
  package var description: String { "\(text) %" }
}

/// A number with one decimal: `12.3`.
package func decimalText(tenths: Int64) -> String {
  "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
}

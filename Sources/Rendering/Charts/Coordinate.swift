package import Domain

extension Points {
  /// The amount as a number for drawing: nothing but places in a picture is computed from it.
  package var drawn: Double { Double(count) }
}

/// Places in a picture, in the units of its box.
enum Coordinate {
  /// With at most one decimal, so that the same picture has the same bytes and no needless ones.
  static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
  }

  /// About how wide a text of 12 units' height is in the usual fonts.
  static func width(of text: String) -> Double {
    Double(TerminalWidth.columns(of: text)) * 6.8
  }

  /// Points joined by straight lines, as the data of a path.
  static func path(_ points: [(x: Double, y: Double)]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(text(point.x)) \(text(point.y))"
    }.joined()
  }
}

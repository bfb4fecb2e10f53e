import Domain
import Reports

/// The daily course of a row as a picture as small as a word.
///
/// It has no text: the row's amounts are beside it, and it shows only their course.
enum Trend {
  private static let width = 96.0
  private static let height = 18.0
  /// A day with any cost is seen.
  private static let leastHeight = 1.0

  /// One picture per row; none for bars, whose amounts are the rows.
  static func pictures(_ graph: CostGraph) -> [Markup] {
    guard case .courses(let rows) = graph else { return [] }
    return rows.map(picture)
  }

  private static func picture(_ amounts: [Points]) -> Markup {
    let most = amounts.max() ?? .zero
    let step = width / Double(max(amounts.count, 1))
    let bars = amounts.enumerated().filter { $0.element > .zero }.map { day, amount in
      let bar = max(amount.drawn / most.drawn * height, leastHeight)
      let left = Coordinate.text(Double(day) * step)
      return "M\(left) \(Coordinate.text(height))v-\(Coordinate.text(bar))"
        + "h\(Coordinate.text(step * 0.8))v\(Coordinate.text(bar))z"
    }
    return .element(
      "svg",
      [
        "class": "chart trend",
        "viewBox": "0 0 \(Coordinate.text(width)) \(Coordinate.text(height))",
        "aria-hidden": "true",
      ], [.void("path", ["class": "c0", "d": bars.joined()])])
  }
}

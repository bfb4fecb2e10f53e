package import Domain
package import Reports

/// The content of a chart: its marks, drawn in a box of a given width.
package protocol ChartFigure: Sendable {
  /// A description of the chart with its main numbers, for those who can't see it.
  var summary: String { get }

  /// The shapes and texts, and the height that they take up.
  func drawing(in size: ChartSize) -> ChartDrawing
}

/// Shapes and texts in a box.
package struct ChartDrawing {
  let marks: [Markup]
  let height: Double
}

/// The widths that charts are drawn in; text is the same size in both.
package enum ChartSize: String, Sendable, CaseIterable {
  /// For a page.
  case wide
  /// For a phone.
  case narrow

  var width: Double {
    switch self {
    case .wide: 720
    case .narrow: 360
    }
  }

  /// The height of the area between the axes.
  var plotHeight: Double {
    switch self {
    case .wide: 220
    case .narrow: 180
    }
  }
}

extension Chart.Figure {
  fileprivate var drawn: any ChartFigure {
    switch self {
    case .course(let chart): chart
    case .days(let chart): chart
    case .shares(let chart): chart
    case .budgets(let chart): chart
    }
  }
}

extension Chart {
  /// A description of the chart.
  package var summary: String { figure.drawn.summary }

  /// The chart as a standalone file.
  package var file: String { svg(.wide, isAlone: true).source + "\n" }

  /// The chart as part of a page that includes ``ChartStyle/rules``.
  func inline(_ size: ChartSize) -> Markup { svg(size, isAlone: false) }

  private func svg(_ size: ChartSize, isAlone: Bool) -> Markup {
    let drawing = figure.drawn.drawing(in: size)
    // A standalone chart has a margin; in a page, it aligns with the text.
    let margin = isAlone ? 12.0 : 0
    let (left, top) = (Coordinate.text(-margin), Coordinate.text(-margin))
    let width = Coordinate.text(size.width + 2 * margin)
    let height = Coordinate.text(drawing.height + 2 * margin)
    let id = "\(name)-\(size.rawValue)"
    var attributes = [
      Markup.Attribute(name: "class", value: "chart \(size.rawValue)"),
      Markup.Attribute(name: "viewBox", value: "\(left) \(top) \(width) \(height)"),
      Markup.Attribute(name: "role", value: "img"),
      Markup.Attribute(name: "aria-labelledby", value: "\(id)-title \(id)-desc"),
    ]
    var children: [Markup] = [
      .element("title", ["id": "\(id)-title"], text: title),
      .element("desc", ["id": "\(id)-desc"], text: summary),
    ]
    if isAlone {
      attributes += [
        Markup.Attribute(name: "xmlns", value: "http://www.w3.org/2000/svg"),
        Markup.Attribute(name: "width", value: width),
        Markup.Attribute(name: "height", value: height),
      ]
      children += [
        .element("style", [.styleSheet(ChartStyle.rules)]),
        .void("rect", ["class": "paper", "x": left, "y": top, "width": width, "height": height]),
      ]
    }
    return .node("svg", attributes, children + drawing.marks)
  }
}

extension Points {
  /// The amount as a number for drawing; only positions in a chart are computed from it.
  package var drawn: Double { Double(count) }
}

/// Coordinates in a chart, in the units of its box.
enum Coordinate {
  /// Formats with at most one decimal, so that the same chart always has the same bytes, and few of
  /// them.
  static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
  }

  /// The approximate width of text 12 units high in common fonts.
  static func width(of text: String) -> Double {
    Double(TerminalWidth.columns(of: text)) * 6.8
  }

  /// Points joined by straight lines, as path data.
  static func path(_ points: [(x: Double, y: Double)]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(text(point.x)) \(text(point.y))"
    }.joined()
  }
}

/// Names in a chart, which may be arbitrary text.
enum ChartName {
  /// A name on one line, short enough for a sentence about a chart.
  static func short(_ name: String) -> String {
    TerminalWidth.cut(VisibleText.line(name, limit: 2000), to: 60)
  }
}

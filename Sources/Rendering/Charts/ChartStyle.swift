import Domain
import Reports

/// The look of charts.
///
/// The colors are from the Okabe-Ito palette, which people with any form of color blindness can
/// tell apart. Rules name colors directly, since many SVG viewers don't support variables.
enum ChartStyle {
  /// The class of a series; series beyond the colors share one class.
  static func fill(_ index: Int) -> String { index < DailySpendChart.colors ? "c\(index)" : "rest" }

  static let rules: StaticString = """
    .chart{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
    .chart text{fill:#2b323a}
    .chart .soft{fill:#5b6670}
    .chart .paper{fill:#fff}
    .chart .grid{stroke:#e3e7eb}
    .chart .axis{stroke:#7d8790}
    .chart .track{fill:#eceff2}
    .chart .c0{fill:#0072b2}
    .chart .c1{fill:#e69f00}
    .chart .c2{fill:#009e73}
    .chart .c3{fill:#cc79a7}
    .chart .c4{fill:#56b4e9}
    .chart .c5{fill:#d55e00}
    .chart .c6{fill:#f0e442}
    .chart .rest{fill:#8a949e}
    .chart .line{fill:none;stroke-width:2;stroke-linejoin:round}
    .chart .actual{stroke:#0072b2;stroke-width:2.5}
    .chart .before{stroke:#7d8790;stroke-dasharray:2 3}
    .chart .budget{stroke:#d55e00;stroke-dasharray:9 4}
    .chart .limit{stroke:#d55e00;stroke-width:3}
    .chart .expected{stroke:#e69f00;stroke-width:4}
    .chart .median{stroke:#0072b2;stroke-dasharray:5 3}
    .chart .band80{fill:#56b4e9;fill-opacity:.55}
    .chart .band95{fill:#56b4e9;fill-opacity:.25}
    @media screen and (prefers-color-scheme:dark){
    .chart text{fill:#dfe5ea}
    .chart .soft{fill:#a3aeb8}
    .chart .paper{fill:#14181c}
    .chart .grid{stroke:#2c343b}
    .chart .axis{stroke:#7d8790}
    .chart .track{fill:#242b31}
    .chart .c0{fill:#2b8fd0}
    .chart .actual{stroke:#2b8fd0}
    .chart .median{stroke:#e6f2fb}
    }
    """
}

/// The names of what a chart shows, in lines below it.
struct ChartLegend {
  struct Entry {
    enum Sign {
      case box
      case line
    }

    let sign: Sign
    /// The class of the symbol.
    let style: String
    let name: String

    init(_ sign: Sign, _ style: String, _ name: String) {
      (self.sign, self.style) = (sign, style)
      self.name = TerminalWidth.cut(VisibleText.line(name), to: 28)
    }

    fileprivate var width: Double { 20 + Coordinate.width(of: name) + 14 }
  }

  private static let lineHeight = 20.0

  let entries: [Entry]

  /// The legend from a position on, in as many lines as it needs.
  func drawing(left: Double, top: Double, width: Double) -> ChartDrawing {
    var (x, y) = (left, top)
    var marks: [Markup] = []
    for entry in entries {
      if x > left, x + entry.width > left + width {
        x = left
        y += ChartLegend.lineHeight
      }
      marks.append(sign(entry, x: x, y: y))
      marks.append(
        .element(
          "text", ["x": Coordinate.text(x + 20), "y": Coordinate.text(y + 10)], text: entry.name))
      x += entry.width
    }
    return ChartDrawing(
      marks: marks, height: entries.isEmpty ? 0 : y + ChartLegend.lineHeight - top)
  }

  private func sign(_ entry: Entry, x: Double, y: Double) -> Markup {
    switch entry.sign {
    case .box:
      .void(
        "rect",
        [
          "class": entry.style, "x": Coordinate.text(x), "y": Coordinate.text(y), "width": "12",
          "height": "12", "rx": "2",
        ])
    case .line:
      .void(
        "path",
        [
          "class": "line \(entry.style)",
          "d": Coordinate.path([(x, y + 6), (x + 16, y + 6)]),
        ])
    }
  }
}

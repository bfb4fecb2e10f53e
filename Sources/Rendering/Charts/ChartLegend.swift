import Domain

/// The names of what a chart shows, in lines below it.
struct ChartLegend {
  struct Entry {
    enum Sign {
      case box
      case line
    }

    let sign: Sign
    /// The class of the sign.
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

  /// The legend from a place on, in as many lines as it needs.
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

import Domain

/// Names in a chart, which anybody may have chosen.
enum ChartName {
  /// A name on one line that is no longer than a sentence about a chart bears.
  static func short(_ name: String) -> String {
    TerminalWidth.cut(VisibleText.line(name, limit: 2000), to: 60)
  }
}

import Domain
package import Reports

/// Metrics in the text format of Prometheus (version 0.0.4), of the part that is OpenMetrics too.
///
/// All are gauges without a time of their own, which node_exporter refuses. The last line is what
/// OpenMetrics ends with, and a comment to Prometheus.
package enum MetricsWriter {
  package static func text(_ metrics: [Metric]) -> String {
    (metrics.flatMap(lines) + ["# EOF"]).map { "\($0)\n" }.joined()
  }

  private static func lines(of metric: Metric) -> [String] {
    [
      "# HELP \(metric.name) \(metric.help)",
      "# TYPE \(metric.name) gauge",
    ]
      + metric.samples.map { sample in
        let label = sample.label.map { "{\($0.name)=\"\(escaped($0.value))\"}" } ?? ""
        return "\(metric.name)\(label) \(text(of: sample.value))"
      }
  }

  /// Lines end where metrics do, so nothing invisible is left in a text either.
  private static func escaped(_ text: String) -> String {
    VisibleText.line(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  private static func text(of value: Metric.Value) -> String {
    switch value {
    case .count(let count): "\(count)"
    case .usd(let points): points.usdText
    case .tenths(let tenths): decimalText(tenths: tenths)
    case .thousandths(let thousandths):
      "\(thousandths / 1000).\(padded(Int(thousandths % 1000), to: 3))"
    case .unlimited: "+Inf"
    }
  }
}

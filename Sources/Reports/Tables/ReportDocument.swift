/// A report with several sections for people, independent of any format.
package struct ReportDocument: Sendable {
  package struct Section: Sendable {
    /// The anchor of the section: `models`.
    package let id: StaticString
    package let title: String
    package let blocks: [Block]

    package init(_ id: StaticString, title: String, _ blocks: [Block]) {
      (self.id, self.title, self.blocks) = (id, title, blocks)
    }
  }

  package enum Block: Sendable {
    case paragraph(String)
    case chart(Chart)
    case table(ReportTable)

    package var isChart: Bool { if case .chart = self { true } else { false } }
  }

  /// A figure at the top of the report.
  package struct KeyFigure: Hashable, Sendable {
    package let name: String
    package let value: String
    package let detail: String

    package init(name: String, value: String, detail: String = "") {
      (self.name, self.value, self.detail) = (name, value, detail)
    }
  }

  /// The base name of its files: `month-2026-10`.
  package let name: String
  package let title: String
  /// What the reader must know before any figure, starting with the coverage.
  package let trust: [String]
  package let keyFigures: [KeyFigure]
  package let sections: [Section]

  package init(
    name: String, title: String, trust: [String], keyFigures: [KeyFigure], sections: [Section]
  ) {
    (self.name, self.title, self.trust) = (name, title, trust)
    (self.keyFigures, self.sections) = (keyFigures, sections)
  }

  package var charts: [Chart] {
    sections.flatMap(\.blocks).compactMap { block in
      if case .chart(let chart) = block { chart } else { nil }
    }
  }

  package var tables: [ReportTable] {
    sections.flatMap(\.blocks).compactMap { block in
      if case .table(let table) = block { table } else { nil }
    }
  }

  /// The file name of a chart.
  package func fileName(of chart: Chart) -> String { "\(name)-\(chart.name).svg" }
}

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
    case finding(FindingEntry)
    case table(TableBlock)

    package static func table(_ table: ReportTable) -> Block { .table(TableBlock(table)) }

    package var isChart: Bool { if case .chart = self { true } else { false } }
  }

  /// A figure near the top of the report, to the cent.
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
  /// The answer in a sentence or two.
  package let headline: String
  /// What explains the headline, before anything else.
  package let answer: [Section]
  /// How far the figures can be trusted, starting with the coverage.
  package let trust: [String]
  package let keyFigures: [KeyFigure]
  package let sections: [Section]
  /// What there is nothing of, instead of empty sections.
  package let absences: [String]
  package let glossary: [GlossaryTerm]

  package init(
    name: String, title: String, headline: String, answer: [Section], trust: [String],
    keyFigures: [KeyFigure], sections: [Section], absences: [String], glossary: [GlossaryTerm]
  ) {
    (self.name, self.title, self.headline) = (name, title, headline)
    (self.answer, self.trust, self.keyFigures) = (answer, trust, keyFigures)
    (self.sections, self.absences, self.glossary) = (sections, absences, glossary)
  }

  private var blocks: [Block] { (answer + sections).flatMap(\.blocks) }

  package var charts: [Chart] {
    blocks.compactMap { block in
      if case .chart(let chart) = block { chart } else { nil }
    }
  }

  package var tables: [TableBlock] {
    blocks.compactMap { block in
      if case .table(let table) = block { table } else { nil }
    }
  }

  /// The file name of a chart.
  package func fileName(of chart: Chart) -> String { "\(name)-\(chart.name).svg" }

  /// The file name under which a table's data is saved.
  package func fileName(of table: ReportTable) -> String { "\(name)-\(table.name).csv" }
}

/// A table as people read it, with the data that it shows a part of.
package struct TableBlock: Sendable {
  /// Without empty columns, and in the order in which people look for rows.
  package let table: ReportTable
  /// All columns and rows as the report itself has them, for files and programs.
  package let data: ReportTable
  /// One graph per row of the table; nil if there is none.
  package let graph: CostGraph?
  /// Whether a page shows it only when asked.
  package let isFolded: Bool

  /// - Parameters:
  ///   - table: the table as people read it.
  ///   - data: all of its data; nil if the table is all.
  ///   - graph: one graph per row of the table.
  ///   - isFolded: whether a page shows it only when asked.
  package init(
    _ table: ReportTable, data: ReportTable? = nil, graph: CostGraph? = nil, isFolded: Bool = false
  ) {
    (self.table, self.data) = (table, data ?? table)
    (self.graph, self.isFolded) = (graph, isFolded)
  }
}

import Domain
import Reports

extension CostGraph {
  /// Less than this is no picture.
  static let leastWidth = 8
  private static let mostWidth = 31

  /// The most columns that it is worth.
  var widest: Int {
    switch self {
    case .bars: 24
    case .courses(let rows): min(CostGraph.mostWidth, rows.map(\.count).max() ?? 0)
    }
  }

  /// What stands above the graph, nil where there is no need or no room.
  func heading(width: Int) -> String? {
    switch self {
    case .bars: nil
    case .courses: width < 5 ? nil : "trend"
    }
  }

  /// One text for each row, of at most so many columns.
  func cells(width: Int) -> [String] {
    switch self {
    case .bars(let amounts):
      let most = amounts.max() ?? .zero
      return amounts.map { CostGraph.bar($0, of: most, width: width) }
    case .courses(let rows):
      return rows.map { CostGraph.course($0, width: width) }
    }
  }

  /// Whole blocks, and an eighth to seven eighths of one; at least an eighth for what is not 0.
  private static func bar(_ amount: Points, of most: Points, width: Int) -> String {
    guard amount > .zero, most > .zero else { return "" }
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let eighths = max(1, Int(Int128(amount.count) * Int128(width * 8) / Int128(most.count)))
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  /// A block of a height from 1 to 8 for each day, or for the mean of some days.
  private static func course(_ amounts: [Points], width: Int) -> String {
    let count = min(width, amounts.count)
    let means = (0..<count).map { block in
      let days = amounts[block * amounts.count / count..<(block + 1) * amounts.count / count]
      return days.reduce(Points.zero, +).count / Int64(days.count)
    }
    let most = means.max() ?? 0
    let blocks = Array("▁▂▃▄▅▆▇█")
    return String(
      means.map { mean in
        guard mean > 0 else { return "·" }
        return blocks[Int((Int128(mean) * 8 + Int128(most) - 1) / Int128(most)) - 1]
      })
  }
}

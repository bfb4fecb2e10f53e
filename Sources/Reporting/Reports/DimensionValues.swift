import Domain
import Reconciliation

/// The values of a dimension for rows that come by day: a day is written out once.
struct DimensionValues {
  private let dimension: Dimension
  private var latest: (day: CalendarDay, text: String)?

  init(_ dimension: Dimension) {
    self.dimension = dimension
  }

  mutating func value(of row: LedgerLine) -> String {
    guard let day = row.day, dimension == .day || dimension == .month else {
      return dimension.value(of: row)
    }
    if let latest, latest.day == day { return latest.text }
    let text = dimension.value(of: row)
    latest = (day, text)
    return text
  }
}

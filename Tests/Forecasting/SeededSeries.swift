import Domain
import Forecasting
import Testing

/// Series generated from a seed, of the kinds that occur in spend.
struct SeededSeries: CustomTestStringConvertible, Sendable {
  enum Kind: CaseIterable, Sendable {
    case weekly
    case growing
    case sparse
    case shifted
    case bursts
    /// Five times the use on the last six days.
    case launched
    /// Nothing on the last twelve days.
    case paused
    /// Four times the use on seven days that ended three days ago.
    case promoted
  }

  let kind: Kind
  let days: Int
  let seed: UInt64

  var testDescription: String { "\(kind), \(days) days, seed \(seed)" }

  static let all: [SeededSeries] = Kind.allCases.flatMap { kind in
    [9, 25, 80].map { SeededSeries(kind: kind, days: $0, seed: UInt64($0) &* 7919 &+ 3) }
  }

  var values: [Double] {
    var numbers = SeededNumbers(seed: seed)
    return (0..<days).map { day in
      let noise = numbers.uniform() + numbers.uniform() - 1
      let week = day % 7 >= 5 ? 0.4 : 1.0
      return switch kind {
      case .weekly: 100 * week * (1 + 0.2 * noise)
      case .growing: 20 * Double(day + 20) / 20 * week * (1 + 0.3 * noise)
      case .sparse: day == 0 || numbers.uniform() < 0.25 ? 50 * numbers.uniform() + 1 : 0
      case .shifted: (day > days / 2 ? 90 : 30) + 5 * noise
      case .bursts: (day % 37 == 30 ? 300 : 10) + 2 * noise
      case .launched: (day >= days - 6 ? 50 : 10) * week + noise
      case .paused: day < max(8, days - 12) ? 20 * week + 2 * noise : 0
      case .promoted: ((days - 10..<days - 3).contains(day) ? 40 : 10) * week + noise
      }
    }
  }

  var series: DailySeries {
    DailySeries(firstDay: CalendarDay(number: 20_000), values: values)
  }
}

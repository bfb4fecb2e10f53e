import Domain

/// Draws what is expected after a series: after it as it is, and as it would be at another level.
struct PathDrawing {
  /// The day after the last one of a series that is drawn on.
  let firstDay: CalendarDay
  let holidays: HolidayPlaces
  /// The money of one unit of the values.
  let unit: Double
  let horizon: Int

  /// The outlook of a series, or several if its level has changed of late.
  func expectation(_ values: [Double]) -> Expectation {
    let (usual, change) = draw(values) { paths, scale, actual in
      LevelWatch(paths: paths, actual: actual, scale: scale).change(lastDay: firstDay + -1)
    }
    switch change {
    case nil: return .path(usual)
    case .lasting(let shift):
      let former = without(values.count - shift.days..<values.count, in: values)
      return .shifted(
        usual: usual, moved: outlook(shift.relevelled(values)), former: outlook(former), shift)
    case .passed(let days):
      return .returned(usual: usual, former: outlook(without(days, in: values)))
    }
  }

  func outlook(_ values: [Double]) -> Outlook { draw(values) { _, _, _ in }.0 }

  /// The values with some days unknown.
  private func without(_ days: Range<Int>, in values: [Double]) -> [Double] {
    values.enumerated().map { days.contains($0) ? .nan : $1 }
  }

  /// The outlook, and what a function tells from the past paths and from the ordinary days.
  private func draw<Found>(
    _ values: [Double],
    telling find: (PastPaths, ErrorScale, UnsafeBufferPointer<Double>) -> Found
  ) -> (Outlook, Found) {
    holidays.unseen(in: values).withUnsafeBufferPointer { seen in
      values.withUnsafeBufferPointer { actual in
        var paths = PastPaths(of: seen, horizon: horizon)
        paths.expectHolidays(holidays, actual: actual)
        let scale = ErrorScale(of: paths, actual: actual)
        let days = DayErrors(of: paths, actual: actual, scale: scale)
        let sums = SumErrors(of: paths, actual: actual, scale: scale, weeks: days.weeks)
        let outlook = Outlook(
          firstDay: firstDay,
          medians: paths.futureMedian.map { $0 * unit }, means: paths.futureMean.map { $0 * unit },
          errors: .learnt(days: days.scaled(by: unit), sums: sums.scaled(by: unit)))
        return (outlook, find(paths, scale, seen))
      }
    }
  }
}

package import Domain
package import Forecasting

/// What is unusual about the latest days of some spend, and so about its forecast.
package struct SpendNews: Sendable {
  /// Older one-offs are of no interest.
  static let mostOneOffs = 3

  /// The last days' new level, if they lie far from what was expected of them.
  package let levelShift: LevelShift?
  /// The last days without any spend, if there have never been so many.
  package let pause: Pause?
  /// Days that cost like no other, with their amount at coming prices: the forecast takes little
  /// notice of them.
  package let oneOffs: [(day: CalendarDay, amount: Points)]

  package init(
    levelShift: LevelShift? = nil, pause: Pause? = nil,
    oneOffs: [(day: CalendarDay, amount: Points)] = []
  ) {
    (self.levelShift, self.pause, self.oneOffs) = (levelShift, pause, oneOffs)
  }
}

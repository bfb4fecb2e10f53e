import Domain
import Forecasting
import SpendForecasting

/// What is unusual about the latest days, in sentences.
enum SpendNewsText {
  static func sentences(_ news: SpendNews) -> [String] {
    [news.levelShift.map(text), news.pause.map(text)].compactMap(\.self) + news.oneOffs.map(text)
  }

  private static func text(_ shift: LevelShift) -> String {
    "the last \(shift.days) days, since \(shift.firstDay), cost \(level(shift.ratio)) what was "
      + "expected of them: the forecast is halfway between the two, and its range covers both"
  }

  /// `about 4 times`, `about 40 % of`.
  private static func level(_ ratio: Double) -> String {
    guard ratio >= 1.95 else {
      return ratio < 0.005 ? "almost nothing of" : "about \(Int((ratio * 100).rounded())) % of"
    }
    return "about \(Int(ratio.rounded()).groupedText) times"
  }

  private static func text(_ pause: Pause) -> String {
    "nothing was spent on the last \(pause.days) days, more than ever before: spending as usual is "
      + "expected with a chance of \(Percent(share: pause.chance))"
  }

  private static func text(_ day: CalendarDay, _ amount: Points) -> String {
    "\(day) cost \(amount.centsText) USD, like no other day: it hardly counts in what is expected of "
      + "the coming ones"
  }
}

/// The slopes of straight lines through all values of each expert (ordinary least squares).
struct LinearDrift {
  private var count = 0.0
  private var days = 0.0
  private var squares = 0.0
  private var values = Lanes.zero
  private var products = Lanes.zero

  mutating func add(_ added: Lanes, at day: Double) {
    count += 1
    days += day
    squares += day * day
    values += added
    products += day * added
  }

  /// Half of the slopes, as the theta method extrapolates them; none before two weeks.
  var half: Lanes {
    guard count >= 14 else { return .zero }
    return 0.5 * (count * products - days * values) / (count * squares - days * days)
  }
}

/// A recursive forecaster without any parameter to be fitted, or four of them side by side: it sees
/// a day, then draws a path.
protocol ExpertState {
  /// Takes the value of a day in; nan is a day that nothing is known of.
  mutating func observe(_ value: Double, day: Int)

  /// Draws the values expected from the day after `day` on, never below 0, from a column on.
  func draw(into paths: ExpertPaths, column: Int, steps: Int, after day: Int)
}

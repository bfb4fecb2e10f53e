/// A recursive forecaster without any parameter to be fitted, or four of them side by side: it sees
/// a day, then draws a path.
protocol ExpertState {
  /// How many experts stand side by side, each with a column of its own.
  static var width: Int { get }

  /// Takes the value of a day in; nan is a day that nothing is known of.
  mutating func observe(_ value: Double, day: Int)

  /// Draws the values expected from the day after `day` on, never below 0, from a column on.
  func draw(into paths: ExpertPaths, column: Int, steps: Int, after day: Int)
}

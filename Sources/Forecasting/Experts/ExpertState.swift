/// A recursive forecaster without any parameter to be fitted: it sees a day, then draws a path.
protocol ExpertState {
  /// Takes the value of a day in; nan is a day that nothing is known of.
  mutating func observe(_ value: Double, day: Int)

  /// Writes the values expected from the day after `day` on, never below 0.
  func write(path: UnsafeMutableBufferPointer<Double>, after day: Int)
}

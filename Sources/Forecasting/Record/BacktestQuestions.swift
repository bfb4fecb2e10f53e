import Domain

extension DailySeries {
  /// The rest of past months, asked on the evenings of some days of the month, the latest first.
  ///
  /// At least `leastHistory` days lie before an origin; there are `count` questions at most.
  package func monthEndQuestions(
    daysOfMonth: [Int] = [10, 20], leastHistory: Int = 28, count: Int
  ) -> [BacktestQuestion] {
    var questions: [BacktestQuestion] = []
    var month = lastDay.month
    while questions.count < count {
      let (first, last) = (month.firstDay, month.lastDay)
      guard last >= firstDay + leastHistory else { break }
      for dayOfMonth in daysOfMonth.sorted(by: >) where last <= lastDay {
        let origin = first + (dayOfMonth - 1)
        guard origin.number - firstDay.number + 1 >= leastHistory else { continue }
        questions.append(BacktestQuestion(origin: origin, days: origin + 1...last))
      }
      month = month.previous
    }
    return Array(questions.prefix(count))
  }

  /// The next `horizon` days, asked every `step` days, the latest first.
  package func rollingQuestions(
    horizon: Int, every step: Int, leastHistory: Int = 28, count: Int
  ) -> [BacktestQuestion] {
    var origin = lastDay + -horizon
    var questions: [BacktestQuestion] = []
    while questions.count < count, origin.number - firstDay.number + 1 >= leastHistory {
      questions.append(BacktestQuestion(origin: origin, days: origin + 1...origin + horizon))
      origin = origin + -step
    }
    return questions
  }
}

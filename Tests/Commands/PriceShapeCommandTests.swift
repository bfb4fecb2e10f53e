import TestSupport
import Testing

/// What the proof of a price says of defaults, rounded list prices and parts of seconds.
@Suite struct PriceShapeCommandTests {
  private static func explanation(
    of task: TaskText, card: String? = nil
  ) throws -> String {
    let tool = try Tool()
    var arguments: [String] = []
    if let card {
      try tool.folder.write(card, to: "card.yaml")
      arguments = ["--card", "card.yaml"]
    }
    #expect(try tool.run(["import", "-"] + arguments, input: task.envelope).status == 0)
    return try tool.run(["explain", task.taskID] + arguments).output
  }

  private static func video(
    model: String, taskType: String, input: String, created: String = "2026-05-04", consume: Int
  ) -> TaskText {
    TaskText.task { task in
      (task.model, task.taskType, task.input) = (model, taskType, input)
      (task.usageType, task.consume) = ("point", consume)
      (task.createdAt, task.endedAt) = ("\(created)T10:00:00Z", "\(created)T10:02:00Z")
    }
  }

  @Test(arguments: [("2025-03-15", 5_200_000, "1.6"), ("2026-05-04", 4_000_000, "2.6")])
  func `a price by default says which values were not requested`(
    created: String, consume: Int, version: String
  ) throws {
    let shown = try Self.explanation(
      of: Self.video(
        model: "kling", taskType: "video_generation", input: #"{"mode":"std","duration":10}"#,
        created: created, consume: consume))
    #expect(shown.contains("\nverdict    matched\n"))
    let silent = version == "2.6" ? ", enable_audio=false" : ""
    #expect(
      shown.contains(
        "\nnote: by default: version=\(version)\(silent), which the request lacks\n"))
  }

  @Test(arguments: [false, true])
  func `a task that requests what is default says nothing of it`(isReversed: Bool) throws {
    let inputs = [
      #"{"mode":"std","duration":10}"#,
      #"{"version":"2.6","mode":"std","duration":10,"enable_audio":false}"#,
    ]
    let tasks = inputs.enumerated().map { number, input in
      var task = Self.video(
        model: "kling", taskType: "video_generation", input: input, consume: 4_000_000)
      task.taskID = "video-\(number)"
      return task
    }
    let tool = try Tool()
    let lines = (isReversed ? tasks.reversed() : tasks).map { $0.envelope + "\n" }
    #expect(try tool.run("import", "-", input: lines.joined()).status == 0)
    let notes = try tasks.map { task in
      try tool.run("explain", task.taskID).output.contains("by default")
    }
    #expect(notes == [true, false])
  }

  @Test func `the rounding of a list price is a step of the proof`() throws {
    let card = """
      - { model: studio, task_type: clip, unit: second, quantity: duration, usd: 0.064,
          markup: 10%, round_price: 0.001, source: the list, checked: 2026-05-31 }

      """
    let shown = try Self.explanation(
      of: Self.video(
        model: "studio", taskType: "clip", input: #"{"duration":10}"#, consume: 7_000_000),
      card: card)
    #expect(
      shown.contains(
        """
          base        0.064 USD per second  0.064 USD
          markup      +10 %                 0.0704 USD
          list price  rounded to 0.001 USD  0.07 USD
          quantity    × 10 seconds          0.7 USD

        """))
    #expect(shown.contains("\nverdict    matched\n"))
  }

  @Test(arguments: [(7_500_000, "consistent"), (7_250_000, "inconsistent")])
  func `half seconds are consistent where the card has steps of a half`(
    consume: Int, verdict: String
  ) throws {
    let card = """
      - { model: studio, task_type: clip, unit: second, usd: 0.1, source: the list,
          quantity: { unknown: [duration, duration + 7.7], step: 0.5 }, checked: 2026-05-31 }

      """
    let shown = try Self.explanation(
      of: Self.video(
        model: "studio", taskType: "clip", input: #"{"duration":5}"#, consume: consume),
      card: card)
    #expect(shown.contains("\nverdict    \(verdict)\n"))
    #expect(shown.contains("the booked points imply 7.5 seconds") == (verdict == "consistent"))
  }
}

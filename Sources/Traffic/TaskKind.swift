import Domain

/// A kind of synthetic task, with what the provider books for it.
///
/// The prices are defined here in points, separate from the rate card, so that the traffic checks
/// the card and not itself.
package struct TaskKind: Sendable {
  package let model: String
  package let taskType: String
  /// Members of the input besides the prompt, as JSON, with `#` for the quantity.
  let fields: String
  /// The requested quantities, with common ones repeated.
  let quantities: [Int]
  /// Whether each unit of the quantity is a result, as for images, or all form one, as for seconds.
  let countsResults: Bool
  /// Usage type `llm` books at creation, `point` at the end.
  let booksAtCreation: Bool
  /// The relative frequency of the kind.
  let weight: Int
  /// The range of seconds from creation to end.
  let waitSeconds: ClosedRange<Int64>
  let pointsPerUnit: Int64
  /// The price from some moment on, if it changed.
  let change: (from: Instant, pointsPerUnit: Int64)?

  func points(quantity: Int, at instant: Instant) -> Points {
    let changed = change.flatMap { instant >= $0.from ? $0.pointsPerUnit : nil }
    return Points((changed ?? pointsPerUnit) * Int64(quantity))
  }

  var usageType: String { booksAtCreation ? "llm" : "point" }

  /// The same kind with a price of its own from a moment on.
  func changing(to pointsPerUnit: Int64, from: Instant) -> TaskKind {
    TaskKind(
      model: model, taskType: taskType, fields: fields, quantities: quantities,
      countsResults: countsResults, booksAtCreation: booksAtCreation, weight: weight,
      waitSeconds: waitSeconds, pointsPerUnit: self.pointsPerUnit, change: (from, pointsPerUnit))
  }

  func input(quantity: Int) -> String {
    let members = fields(quantity: quantity)
    return "{\"prompt\":\"a harbour at first light, seen from a gull's back\"\(members)}"
  }

  func fields(quantity: Int) -> String {
    fields.split(separator: "#", omittingEmptySubsequences: false)
      .joined(separator: String(quantity))
  }

  func output(taskID: String, quantity: Int) -> String {
    guard countsResults else { return "{\"video\":\"https://media.example/\(taskID).mp4\"}" }
    let urls = (0..<quantity).map { "\"https://media.example/\(taskID)_\($0).png\"" }
    return "{\"image_urls\":[\(urls.joined(separator: ","))]}"
  }
}

extension TaskKind {
  /// Kling 3.0 became cheaper on 2026-02-13; tasks until 04:17:29 UTC still had the old price.
  private static let klingChange = Instant(seconds: 1_770_956_250)

  private static func seedream(
    _ taskType: String, size: String, weight: Int, points: Int64
  ) -> TaskKind {
    TaskKind(
      model: "seedream", taskType: taskType, fields: ",\"size\":\"\(size)\",\"max_images\":#",
      quantities: [1, 1, 1, 2, 4], countsResults: true, booksAtCreation: true, weight: weight,
      waitSeconds: 4...20, pointsPerUnit: points, change: nil)
  }

  private static func kling(audio: Bool, weight: Int, before: Int64, after: Int64) -> TaskKind {
    TaskKind(
      model: "kling", taskType: "video_generation",
      fields: ",\"version\":\"3.0\",\"mode\":\"std\",\"enable_audio\":\(audio),\"duration\":#",
      quantities: [5, 5, 5, 10], countsResults: false, booksAtCreation: false, weight: weight,
      waitSeconds: 90...400, pointsPerUnit: before, change: (klingChange, after))
  }

  /// The kinds of a small studio's month.
  package static let studio: [TaskKind] = [
    seedream("seedream-5-lite", size: "2K", weight: 40, points: 280_000),
    seedream("seedream-5-lite", size: "3K", weight: 12, points: 420_000),
    seedream("seedream-5-lite-less-restriction", size: "2K", weight: 8, points: 350_000),
    seedream("seedream-5-lite-less-restriction", size: "3K", weight: 4, points: 525_000),
    kling(audio: false, weight: 7, before: 1_500_000, after: 1_000_000),
    kling(audio: true, weight: 4, before: 2_000_000, after: 1_500_000),
    TaskKind(
      model: "Qubico/flux1-schnell", taskType: "txt2img", fields: ",\"batch_size\":#",
      quantities: [1, 2, 4], countsResults: true, booksAtCreation: true, weight: 14,
      waitSeconds: 2...6, pointsPerUnit: 15_000, change: nil),
    TaskKind(
      model: "Qubico/z-image", taskType: "txt2img",
      fields: ",\"width\":1024,\"height\":1024,\"batch_size\":#", quantities: [1, 1, 2],
      countsResults: true, booksAtCreation: true, weight: 9, waitSeconds: 3...9,
      pointsPerUnit: 40_000, change: nil),
    TaskKind(
      model: "sora2", taskType: "sora2-video", fields: ",\"duration\":#", quantities: [4, 8, 12],
      countsResults: false, booksAtCreation: true, weight: 2, waitSeconds: 60...240,
      pointsPerUnit: 800_000, change: nil),
  ]

  /// A model in no rate card.
  package static let unknown = TaskKind(
    model: "aurora-9", taskType: "txt2img", fields: ",\"size\":\"4K\"", quantities: [1],
    countsResults: true, booksAtCreation: true, weight: 0, waitSeconds: 5...6,
    pointsPerUnit: 990_000, change: nil)
}

extension TaskKind {
  /// An image kind whose usage is booked when the task is created.
  private static func images(
    _ model: String, _ taskType: String, _ fields: String, quantities: [Int] = [1],
    points: Int64, weight: Int
  ) -> TaskKind {
    TaskKind(
      model: model, taskType: taskType, fields: fields, quantities: quantities,
      countsResults: true, booksAtCreation: true, weight: weight, waitSeconds: 3...40,
      pointsPerUnit: points, change: nil)
  }

  /// A video kind whose usage is frozen until the end.
  private static func video(
    _ model: String, _ taskType: String, _ fields: String, quantities: [Int] = [1],
    points: Int64, weight: Int
  ) -> TaskKind {
    TaskKind(
      model: model, taskType: taskType, fields: fields,
      quantities: quantities, countsResults: false, booksAtCreation: false, weight: weight,
      waitSeconds: 60...400, pointsPerUnit: points, change: nil)
  }

  /// The kinds of a large account, with weights that sum to 200.
  static let account: [TaskKind] =
    studio + [
      images(
        "gemini", "nano-banana-pro", ",\"resolution\":\"2K\",\"num_images\":#",
        quantities: [1, 1, 1, 2, 4], points: 1_050_000, weight: 18),
      images(
        "gemini", "nano-banana-pro", ",\"resolution\":\"4K\",\"num_images\":#",
        quantities: [1, 1, 2], points: 1_800_000, weight: 5),
      images(
        "gemini", "nano-banana-2", ",\"resolution\":\"1K\",\"num_images\":#",
        quantities: [1, 1, 4], points: 600_000, weight: 12),
      images(
        "gemini", "gemini-2.5-flash-image", ",\"num_images\":#", quantities: [1, 2],
        points: 300_000, weight: 9),
      images("Qubico/qwen-image", "txt2img", ",\"steps\":28", points: 150_000, weight: 10),
      images("Qubico/qwen-image", "image-edit", ",\"strength\":0.65", points: 250_000, weight: 8),
      images(
        "Qubico/flux1-dev", "txt2img", ",\"guidance_scale\":3.5", points: 150_000, weight: 7),
      images(
        "Qubico/flux1-dev-advanced", "kontext", ",\"width\":1024,\"height\":1024,\"steps\":10",
        points: 200_000, weight: 6),
      images(
        "midjourney", "imagine", ",\"process_mode\":\"fast\",\"skip_prompt_check\":false",
        points: 700_000, weight: 8),
      images("midjourney", "upscale", ",\"index\":\"2\"", points: 100_000, weight: 4),
      video(
        "hailuo", "video_generation",
        ",\"model\":\"v2.3\",\"resolution\":\"768p\",\"duration\":6", points: 2_300_000,
        weight: 5),
      video(
        "luma", "video_generation", ",\"model_name\":\"ray-v2\",\"duration\":5",
        points: 2_000_000, weight: 4),
      video(
        "Wan", "wan26-txt2video", ",\"resolution\":\"720P\",\"duration\":#",
        quantities: [5, 10, 15], points: 800_000, weight: 4),
    ]
}

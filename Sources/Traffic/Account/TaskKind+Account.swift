extension TaskKind {
  /// A kind of images whose usage is booked when the task is created.
  private static func images(
    _ model: String, _ taskType: String, _ fields: String, quantities: [Int] = [1],
    points: Int64, weight: Int
  ) -> TaskKind {
    TaskKind(
      model: model, taskType: taskType, fields: fields, quantities: quantities,
      countsResults: true, booksAtCreation: true, weight: weight, waitSeconds: 3...40,
      pointsPerUnit: points, change: nil)
  }

  /// A kind of videos whose usage is frozen until the end.
  private static func video(
    _ model: String, _ taskType: String, _ fields: String, quantities: [Int] = [1],
    points: Int64, weight: Int
  ) -> TaskKind {
    TaskKind(
      model: model, taskType: taskType, fields: fields,
      quantities: quantities, countsResults: false, booksAtCreation: false, weight: weight,
      waitSeconds: 60...400, pointsPerUnit: points, change: nil)
  }

  /// The kinds of a big account, whose weights sum to 200.
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

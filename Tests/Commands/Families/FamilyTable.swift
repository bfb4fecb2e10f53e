import Testing

/// What a user of each family is billed: a made-up request with its right bill, and one that the card
/// can't price.
struct FamilyCase: Sendable, CustomTestStringConvertible {
  let family: String
  let model: String
  let taskType: String
  let created: String
  /// JSON of the input.
  let input: String
  /// JSON of the output.
  let output: String
  /// The right bill.
  let points: Int
  /// What reconciliation says of the right bill, and of one that is a point more.
  let verdicts: (right: String, wrong: String)
  /// A request that is unpriced, as JSON of its input or as another task type, and a part of the
  /// reason.
  let unpriced: Unpriced

  enum Unpriced: Sendable {
    case input(String, because: String)
    case taskType(String, because: String)
  }

  var testDescription: String { "\(family): \(model)/\(taskType)" }

  /// A task whose price is a known amount.
  static func priced(
    _ family: String, _ model: String, _ taskType: String, _ created: String, _ input: String,
    output: String = "{}", points: Int, _ unpriced: Unpriced
  ) -> FamilyCase {
    FamilyCase(
      family: family, model: model, taskType: taskType, created: created, input: input,
      output: output, points: points, verdicts: ("matched", "overcharged"), unpriced: unpriced)
  }

  /// A task whose quantity no answer holds, so that a bill can only be a multiple of the price.
  static func perLot(
    _ family: String, _ model: String, _ taskType: String, _ created: String, _ input: String,
    points: Int, _ unpriced: Unpriced
  ) -> FamilyCase {
    FamilyCase(
      family: family, model: model, taskType: taskType, created: created, input: input,
      output: "{}", points: points, verdicts: ("consistent", "inconsistent"), unpriced: unpriced)
  }
}

extension FamilyCase {
  private static let unknownType = Unpriced.taskType("hologram", because: "hologram")
  private static let twoImages =
    #"{"image_urls":["https://img.example/1","https://img.example/2"]}"#

  static let images: [FamilyCase] = [
    priced(
      "Flux", "Qubico/flux1-schnell", "txt2img", "2026-05-01", #"{"batch_size":4}"#,
      points: 60_000, unknownType),
    priced("Flux", "Qubico/flux1-dev", "img2img", "2026-05-01", "{}", points: 150_000, unknownType),
    priced(
      "Gemini", "gemini", "nano-banana-2", "2026-04-01", #"{"resolution":"4K","num_images":2}"#,
      output: twoImages, points: 2_400_000,
      .input(#"{"resolution":"8K"}"#, because: "resolution is 8K")),
    priced(
      "Qwen Image", "Qubico/qwen-image", "image-edit", "2026-05-01", "{}", points: 250_000,
      unknownType),
    priced(
      "Z-Image", "Qubico/z-image", "txt2img", "2026-01-01",
      #"{"width":1024,"height":1024,"batch_size":2}"#, points: 80_000, unknownType),
    priced(
      "Seedream", "seedream", "seedream-5-lite", "2026-05-01", #"{"size":"3K"}"#,
      output: twoImages, points: 840_000, .input(#"{"size":"9K"}"#, because: "size is 9K")),
    priced(
      "Seedream", "seedream", "seedream-5-pro-less-restriction", "2026-08-01",
      #"{"image_urls":["https://img.example/1","https://img.example/2"]}"#, points: 880_000,
      .input(#"{"size":"4K"}"#, because: "size is 4K")),
    priced(
      "Faceswap", "Qubico/image-toolkit", "multi-face-swap", "2025-06-01", "{}", points: 150_000,
      unknownType),
    perLot(
      "Faceswap", "Qubico/video-toolkit", "face-swap", "2026-05-01", "{}", points: 6_000_000,
      unknownType),
    priced(
      "GPT image", "gpt-image-2-preview", "image_generation", "2026-05-01", #"{"n":2}"#,
      points: 2_000_000, .input(#"{"n":"many"}"#, because: "n")),
    priced(
      "Midjourney", "midjourney", "imagine", "2025-05-19", #"{"process_mode":"fast"}"#,
      points: 700_000,
      .input(#"{"process_mode":"instant"}"#, because: "process_mode is instant")),
    priced(
      "Joycaption", "Qubico/joycaption", "joycaption-beta-one", "2025-07-16", "{}",
      points: 100_000, unknownType),
  ]

  static let videos: [FamilyCase] = [
    priced(
      "Kling", "kling", "video_generation", "2025-08-01",
      #"{"version":"1.6","mode":"pro","duration":10}"#, points: 9_200_000,
      .input(#"{"version":"2.0","mode":"std"}"#, because: "mode is std")),
    priced(
      "Kling 3.0", "Kling", "video_generation", "2026-03-01",
      #"{"version":3.0,"mode":"pro","duration":"8 s","enable_audio":"True"}"#, points: 16_000_000,
      .input(#"{"version":"3.0","mode":"max"}"#, because: "mode is max")),
    priced(
      "Kling O1", "kling", "omni_video_generation", "2026-02-20",
      #"{"version":"o1","resolution":720,"duration":"10S"}"#, points: 7_800_000,
      .input(#"{"version":"o1","resolution":"720p","duration":7}"#, because: "duration is 7")),
    perLot(
      "Kling media", "kling", "motion_control", "2026-01-15", #"{"mode":"std"}"#,
      points: 5_850_000, .input(#"{"mode":"max"}"#, because: "mode is max")),
    priced(
      "Kling Turbo", "kling-turbo", "video_generation", "2025-12-24",
      #"{"version":"2.5-turbo","mode":"pro","duration":10}"#, points: 5_600_000,
      .input(#"{"version":"2.5-turbo","mode":"std"}"#, because: "mode is std")),
    perLot(
      "OmniHuman", "omni-human", "omni-human-1.5", "2026-05-01", "{}", points: 13_000_000,
      unknownType),
    priced(
      "Seedance", "seedance", "seedance-2", "2026-07-01", #"{"resolution":720,"duration":"5s"}"#,
      points: 10_000_000, .input(#"{"resolution":"4320p"}"#, because: "resolution is 4320p")),
    priced(
      "Seedance less restriction", "seedance", "seedance-2-mini-less-restriction", "2026-09-01",
      #"{"resolution":"480p","duration":5}"#, points: 2_300_000,
      .input(#"{"resolution":"1080p"}"#, because: "resolution is 1080p")),
    priced(
      "Seedance 2.5", "seedance", "seedance-2.5", "2026-09-01", #"{"duration":30}"#,
      points: 105_000_000, .input(#"{"resolution":"4K"}"#, because: "resolution is 4K")),
    priced(
      "Veo", "veo3.1", "veo3.1-video-fast", "2026-01-01",
      #"{"duration":"8s","generate_audio":false}"#, points: 4_800_000,
      .input(#"{"duration":"long"}"#, because: "duration")),
    priced(
      "Sora 2", "sora2", "sora2-pro-video", "2026-01-01", #"{"duration":4}"#, points: 9_600_000,
      .input(#"{"duration":"long"}"#, because: "duration")),
    priced(
      "Wan 2.6", "Wan", "wan26-txt2video", "2026-05-01",
      #"{"resolution":"1080P","duration":"5"}"#, points: 6_000_000,
      .input(#"{"resolution":"480P"}"#, because: "resolution is 480P")),
    priced(
      "WanX", "Qubico/wanx", "img2video-14b", "2025-03-15", "{}", points: 2_800_000, unknownType),
    priced(
      "Hailuo", "hailuo", "video_generation", "2026-05-01",
      #"{"model":"v2.3","resolution":768,"duration":10}"#, points: 4_500_000,
      .input(
        #"{"model":"v2.3","resolution":1080,"duration":10}"#, because: "duration is 10")),
    priced(
      "MiniMax H3", "Qubico/minimax-h3", "txt2video", "2026-10-15",
      #"{"resolution":"768p","duration":10}"#, points: 5_000_000,
      .input(#"{"resolution":"240p","duration":10}"#, because: "resolution is 240p")),
    priced(
      "SkyReels", "Qubico/skyreels", "img2video", "2026-05-01", "{}", points: 1_500_000,
      unknownType),
    priced(
      "Framepack", "Qubico/framepack", "img2video", "2026-05-01", #"{"duration":10}"#,
      points: 3_000_000, unknownType),
    priced(
      "Hunyuan", "Qubico/hunyuan", "fast-txt2video", "2026-05-01", "{}", points: 300_000,
      .taskType("txt2video-lora", because: "0.09 USD as for the other types is likely")),
    priced(
      "Luma", "luma", "video_generation", "2026-01-07", #"{"model_name":"ray-v2","duration":5}"#,
      points: 2_000_000,
      .input(#"{"model_name":"ray-v2","duration":7}"#, because: "duration is 7")),
    priced(
      "AI Hug", "Qubico/hug-video", "image_to_video", "2025-05-01", "{}", points: 2_000_000,
      unknownType),
  ]

  static let others: [FamilyCase] = [
    priced(
      "Udio", "music-u", "generate_music", "2025-05-10", "{}", points: 500_000,
      .taskType("generate_lyrics", because: "not published")),
    perLot(
      "MMAudio", "Qubico/mmaudio", "video2audio", "2025-06-01", "{}", points: 40_000, unknownType),
    priced(
      "DiffRhythm", "Qubico/diffrhythm", "txt2audio-full", "2025-03-24", "{}", points: 200_000,
      unknownType),
    priced(
      "Ace Step", "Qubico/ace-step", "txt2audio", "2025-06-01", #"{"duration":60}"#,
      points: 300_000, unknownType),
    priced(
      "Trellis", "Qubico/trellis2", "image-to-3d", "2026-09-01", "{}", points: 1_000_000,
      unknownType),
    priced(
      "Pixal3D", "Qubico/pixal3d", "image-to-3d", "2026-06-12", "{}", points: 2_500_000,
      unknownType),
    priced(
      "Tools", "Qubico/image-toolkit", "background-remove", "2026-05-01", "{}", points: 10_000,
      unknownType),
    perLot(
      "Tools", "Qubico/video-toolkit", "upscale", "2025-06-01", "{}", points: 180_000, unknownType),
    perLot(
      "Watermark removers", "sora2", "remove-watermark", "2026-02-15", "{}", points: 300_000,
      unknownType),
  ]

  /// What the provider offers without a published price.
  static let unpublished: [(model: String, taskType: String)] = [
    ("suno", "generate_music"), ("byteaudio", "seed-audio-1.0"), ("kling", "extend_video"),
    ("claude-code", "chat_completion"), ("gpt-5", "chat_completion"),
    ("gpt-4.1", "chat_completion"),
  ]
}

extension CardSource {
  /// The rate card that comes with the tool, one file per family.
  package static let builtIn = CardSource(
    name: "built-in",
    files: builtInFiles.map { name, bytes in
      CardFile(name: "built-in/\(name).yaml", bytes: bytes)
    })

  private static var builtInFiles: [(name: String, bytes: [UInt8])] {
    [
      ("ace_step", PackageResources.ace_step_yaml),
      ("ai_hug", PackageResources.ai_hug_yaml),
      ("byteaudio", PackageResources.byteaudio_yaml),
      ("diffrhythm", PackageResources.diffrhythm_yaml),
      ("f5_tts", PackageResources.f5_tts_yaml),
      ("face_swap", PackageResources.face_swap_yaml),
      ("flux", PackageResources.flux_yaml),
      ("framepack", PackageResources.framepack_yaml),
      ("gemini", PackageResources.gemini_yaml),
      ("gpt_image", PackageResources.gpt_image_yaml),
      ("hailuo", PackageResources.hailuo_yaml),
      ("hunyuan", PackageResources.hunyuan_yaml),
      ("joycaption", PackageResources.joycaption_yaml),
      ("kling", PackageResources.kling_yaml),
      ("kling3", PackageResources.kling3_yaml),
      ("kling_media", PackageResources.kling_media_yaml),
      ("kling_o1", PackageResources.kling_o1_yaml),
      ("kling_turbo", PackageResources.kling_turbo_yaml),
      ("llm", PackageResources.llm_yaml),
      ("luma", PackageResources.luma_yaml),
      ("midjourney", PackageResources.midjourney_yaml),
      ("minimax_h3", PackageResources.minimax_h3_yaml),
      ("minimax_image", PackageResources.minimax_image_yaml),
      ("mmaudio", PackageResources.mmaudio_yaml),
      ("omni_human", PackageResources.omni_human_yaml),
      ("pixal3d", PackageResources.pixal3d_yaml),
      ("qwen_image", PackageResources.qwen_image_yaml),
      ("refunds", PackageResources.refunds_yaml),
      ("seedance", PackageResources.seedance_yaml),
      ("seedance25", PackageResources.seedance25_yaml),
      ("seedance_less_restriction", PackageResources.seedance_less_restriction_yaml),
      ("seedream", PackageResources.seedream_yaml),
      ("skyreels", PackageResources.skyreels_yaml),
      ("sora", PackageResources.sora_yaml),
      ("suno", PackageResources.suno_yaml),
      ("tools", PackageResources.tools_yaml),
      ("trellis", PackageResources.trellis_yaml),
      ("udio", PackageResources.udio_yaml),
      ("veo", PackageResources.veo_yaml),
      ("wan26", PackageResources.wan26_yaml),
      ("wanx", PackageResources.wanx_yaml),
      ("watermark", PackageResources.watermark_yaml),
      ("z_image", PackageResources.z_image_yaml),
    ]
  }
}

/// The members of a task's output that hold its results.
package enum ResultMembers {
  /// Lists of results, in the order in which they are looked for.
  package static let lists = [
    "image_urls", "video_urls", "temporary_image_urls", "works", "songs", "images", "videos",
    "audios", "clips",
  ]
  /// Members that hold one result.
  package static let singles = [
    "image_url", "image", "image_base64", "video", "video_url", "model_file", "audio_url", "audio",
    "text",
  ]
}

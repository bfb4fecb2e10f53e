package import Domain

/// Counts the results in a task's output.
package enum OutputDecoder {
  /// Lists of results, in the order in which they are looked for.
  static let lists = [
    "image_urls", "video_urls", "temporary_image_urls", "works", "songs", "images", "videos",
    "audios", "clips",
  ]
  /// Members that hold one result.
  static let singles = [
    "image_url", "image", "image_base64", "video", "video_url", "model_file", "audio_url", "audio",
    "text",
  ]

  /// The number of results, nil where the output has none to count.
  package static func count(of output: JSONValue?) -> Int? {
    guard let output, output.isObject else { return nil }
    for list in lists {
      if let count = output[list].flatMap(count(ofList:)), count > 0 { return count }
    }
    return singles.contains { output[$0].map(isResult) ?? false } ? 1 : nil
  }

  private static func count(ofList value: JSONValue) -> Int? {
    switch value {
    case .array(let elements): elements.count(where: isResult)
    case .object(let members): members.count { isResult($0.value) }
    default: nil
    }
  }

  private static func isResult(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): !text.isEmpty
    case .object: true
    default: false
    }
  }
}

import Domain
import Files

/// Reads the answer of `/v1/images/generations`, which has tokens and images but neither an id nor a
/// booked amount.
///
/// It becomes an ended task of type ``taskType`` with its token counts as request fields. Of its
/// images only the number is kept.
enum ImageAnswerDecoder {
  static let taskType = "image_generation"
  /// The model of an answer that names none.
  static let defaultModel = "gpt-image"

  static func isImageAnswer(_ value: JSONValue) -> Bool {
    guard value["created"]?.integer != nil, value["id"] == nil, value["task_id"] == nil,
      value["usage"]?.isObject ?? false, let images = value["data"]?.array, !images.isEmpty
    else { return false }
    return images.allSatisfy { $0["url"] != nil || $0["b64_json"] != nil }
  }

  static func observation(of value: JSONValue) throws(RecordError) -> Observation {
    let images = value["data"]?.array ?? []
    let tokens = AnswerFields.tokens(of: value)
    let model =
      value["model"]?.isBlank ?? true
      ? defaultModel : try TaskDecoder.requiredText("model", in: value)
    let created = CompletionDecoder.createdAt(of: value)
    return Observation(
      id: id(of: images, created: value["created"], tokens: tokens),
      request: Request(
        model: model, taskType: taskType,
        fields: ["size", "quality"].compactMap { AnswerFields.word(value[$0], named: $0) }
          + tokens),
      status: .completed, createdAt: created, endedAt: created, outputCount: images.count)
  }

  /// An id made of the answer itself: `images-` and 32 digits of the SHA-256 of its time, its token
  /// counts by name, and each image's address or data.
  ///
  /// However the answer is wrapped, ordered or spelled, it is the same task. Two answers of one
  /// second with equal tokens differ by their images; only if a log has left these out are they
  /// taken for one.
  private static func id(
    of images: [JSONValue], created: JSONValue?, tokens: [Request.Field]
  ) -> TaskID {
    let counts = tokens.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value.text)" }
    var hash = SHA256()
    for part in ["\(created?.integer ?? 0)"] + counts + images.flatMap(texts) {
      // Its length keeps two parts from looking like one.
      hash.update("\(part.utf8.count):".utf8)
      hash.update(part.utf8)
    }
    return TaskID("images-\(hash.digest.text.prefix(32))")
  }

  private static func texts(of image: JSONValue) -> [String] {
    ["url", "b64_json"].map { image[$0]?.string ?? "" }
  }
}

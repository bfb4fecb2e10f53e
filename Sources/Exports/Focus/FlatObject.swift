import Foundation

/// A JSON object whose values are no lists and no objects.
enum FlatObject {
  static func isOne(_ text: String) -> Bool {
    let value = try? JSONSerialization.jsonObject(with: Data(text.utf8))
    guard let object = value as? [String: Any] else { return false }
    return !object.values.contains { $0 is [Any] || $0 is [String: Any] }
  }
}

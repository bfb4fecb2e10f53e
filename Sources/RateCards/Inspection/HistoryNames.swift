package import Domain

/// The names that tasks have for what the account history names otherwise.
package struct HistoryNames {
  private struct Names: Hashable {
    let model: String
    let action: String
  }

  private let card: RateCard
  private var requests: [Names: Request] = [:]

  package init(_ card: RateCard) {
    self.card = card
  }

  /// The request of a history row, as far as the row tells it: model and task type without fields.
  ///
  /// A name that the card doesn't know, or knows as several, stays as it is.
  package mutating func request(model: String, action: String) -> Request {
    let names = Names(model: model, action: action)
    if let request = requests[names] { return request }
    let request = Request(model: taskModel(names), taskType: action, fields: [])
    requests[names] = request
    return request
  }

  private func taskModel(_ names: Names) -> String {
    let groups = card.layers.flatMap(\.groups)
    let action = ProviderName.key(names.action)
    if groups.contains(where: { $0.models.contains { $0.matches(names.model) } }) {
      return names.model
    }
    let ofAction = groups.filter { $0.taskTypes.contains { $0.matches(action) } }
    return HistoryNames.model(names.model, among: ofAction)
      ?? HistoryNames.model(names.model, among: groups) ?? names.model
  }

  private static func model(_ name: String, among groups: [RateGroup]) -> String? {
    let named = groups.flatMap(\.models).filter { HistoryName($0.text) == HistoryName(name) }
    let models = Set(named.map { ProviderName.canonical($0.text) })
    return models.count == 1 ? models.first : nil
  }
}

/// A model's name without what the account history writes otherwise.
struct HistoryName: Equatable {
  private static let otherNames = ["mj": "midjourney"]

  let text: String

  init(_ name: String) {
    let key = ProviderName.key(name)
    let bare = key.split(separator: "/").last.map(String.init) ?? key
    let text = String(bare.map { $0 == "_" ? "-" : $0 })
    self.text = HistoryName.otherNames[text] ?? text
  }
}

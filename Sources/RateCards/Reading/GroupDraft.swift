import Domain

/// An entry of a card before `like` is resolved: its members as written.
struct GroupDraft {
  static let fields: Set<String> = [
    "model", "task_type", "aliases", "like", "markup", "unit", "per", "started", "quantity",
    "measures", "defaults", "fields", "prices", "usd", "times", "round_price", "surcharges",
    "minimum", "round", "from", "until", "seen", "source", "checked", "certainty", "unconfirmed",
    "note",
  ]
  /// Members that identify the entry and are not inherited by `like`.
  private static let ownFields: Set<String> = ["model", "task_type", "aliases", "like", "markup"]

  let layer: Int
  let family: String
  let node: CardNode
  let members: [String: CardNode]
  let models: [String]
  let taskTypes: [String]

  init(_ node: CardNode, layer: Int, family: String, evidence: [String: CardNode]) throws(CardError)
  {
    let own = try node.members(GroupDraft.fields)
    self.layer = layer
    self.family = family
    self.node = node
    members = evidence.merging(own) { _, written in written }
    models = try GroupDraft.texts(own["model"])
    taskTypes = try GroupDraft.texts(own["task_type"]) + GroupDraft.texts(own["aliases"])
    guard !taskTypes.isEmpty else { throw node.error("task_type: expected a text, found nothing") }
  }

  private static func texts(_ node: CardNode?) throws(CardError) -> [String] {
    guard let node else { return [] }
    var texts: [String] = []
    for element in try node.oneOrMore() {
      texts.append(ProviderName.canonical(try element.text()))
    }
    return texts
  }

  func isNamed(model: String?, taskType: String) -> Bool {
    taskTypes.contains(ProviderName.canonical(taskType))
      && (model.map { models.contains(ProviderName.canonical($0)) } ?? true)
  }

  /// The members merged with those of the entry that it is like; its own win, and its markup is
  /// added.
  func merged(over base: ResolvedDraft) -> ResolvedDraft {
    var inherited = base.members.filter { !GroupDraft.ownFields.contains($0.key) }
    if members["prices"] != nil || members["usd"] != nil {
      inherited["prices"] = nil
      inherited["usd"] = nil
      inherited["times"] = nil
      inherited["round_price"] = nil
    }
    return ResolvedDraft(
      draft: self,
      models: models.isEmpty ? base.models : models,
      members: inherited.merging(members) { _, own in own },
      markups: base.markups + [members["markup"]].compactMap(\.self))
  }
}

/// An entry of a card with everything that it is `like`.
struct ResolvedDraft {
  let draft: GroupDraft
  let models: [String]
  let members: [String: CardNode]
  let markups: [CardNode]
}

/// Resolves `like` over the layers of a card.
struct DraftResolver {
  /// All entries, the uppermost layer first.
  let drafts: [GroupDraft]

  func resolved(_ draft: GroupDraft) throws(CardError) -> ResolvedDraft {
    try resolved(draft, path: [])
  }

  private func resolved(_ draft: GroupDraft, path: [CardPlaceKey]) throws(CardError)
    -> ResolvedDraft
  {
    guard let like = draft.members["like"] else {
      return ResolvedDraft(
        draft: draft, models: draft.models, members: draft.members,
        markups: [draft.members["markup"]].compactMap(\.self))
    }
    let key = CardPlaceKey(draft)
    guard !path.contains(key) else { throw like.error("the entry refers to itself through like") }
    let base = try base(of: draft, like: like)
    return draft.merged(over: try resolved(base, path: path + [key]))
  }

  /// The entry named by `like: task-type` (of the same model) or `like: model/task-type`, in the
  /// same layer or one below.
  private func base(of draft: GroupDraft, like: CardNode) throws(CardError) -> GroupDraft {
    let name = try like.text()
    let candidates = drafts.filter {
      $0.layer >= draft.layer && CardPlaceKey($0) != CardPlaceKey(draft)
    }
    let sameModel = candidates.first { candidate in
      candidate.isNamed(model: nil, taskType: name)
        && (draft.models.isEmpty || draft.models.contains(where: candidate.models.contains))
    }
    if let sameModel { return sameModel }
    for (index, character) in name.enumerated() where character == "/" {
      let model = String(name.prefix(index))
      let taskType = String(name.dropFirst(index + 1))
      if let named = candidates.first(where: { $0.isNamed(model: model, taskType: taskType) }) {
        return named
      }
    }
    let names = candidates.flatMap { candidate in
      candidate.models.flatMap { model in candidate.taskTypes.map { "\(model)/\($0)" } }
    }
    throw like.error(
      "no entry is named \"\(name)\"" + NearestNames.hint(for: name, among: names))
  }

  private struct CardPlaceKey: Hashable {
    let file: String
    let line: Int
    let layer: Int

    init(_ draft: GroupDraft) {
      (file, line, layer) = (draft.node.file, draft.node.line, draft.layer)
    }
  }
}

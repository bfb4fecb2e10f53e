import TestSupport

extension Tool {
  /// A tool with two answers, of which the first, `a.json`, is in its ledger.
  static func withTwoAnswers(
    second name: String = "b.json", hasLedger: Bool = true
  ) throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "a.json")
    let second = TaskText.task { $0.taskID = "8a1b2c3d-52d4-4b6f-9a11-0e6d8c2b4f71" }
    try tool.folder.write(second.envelope, to: name)
    if hasLedger { try tool.run("import", "a.json") }
    return tool
  }
}

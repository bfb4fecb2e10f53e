import Domain
import RateCards
import Testing

/// What tasks are called that the account history calls otherwise.
@Suite struct HistoryNamesTests {
  @Test(arguments: [
    ("mj", "imagine", "midjourney"), ("image_toolkit", "background-remove", "Qubico/image-toolkit"),
    ("music-u", "generate_music", "music-u"), ("seedream", "seedream-5-lite", "seedream"),
    ("seedream", "create", "seedream"), ("mj", "something", "midjourney"),
    ("never-heard-of", "create", "never-heard-of"), ("", "", ""),
  ])
  func `a row's model has the name that tasks have, if the card knows one`(
    model: String, action: String, name: String
  ) throws {
    var names = HistoryNames(try RateCard(reading: [.builtIn]))
    for _ in 1...2 {
      let request = names.request(model: model, action: action)
      #expect(request.model == name)
      #expect(request.taskType == action)
      #expect(request.fields == [])
    }
  }
}

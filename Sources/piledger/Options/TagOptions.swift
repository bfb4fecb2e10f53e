import ArgumentParser
import Domain

/// The tags that an import gives its tasks.
struct TagOptions: ParsableArguments {
  @Option(
    name: .customLong("tag"),
    help: ArgumentHelp(
      "Tag all tasks of these files, also those that were imported before. May be repeated.",
      valueName: "key=value"))
  var texts: [String] = []

  func validate() throws { _ = try tags() }

  func tags() throws -> TagSet {
    var values: [String: String] = [:]
    for text in texts {
      do throws(TagError) {
        let tag = try Tag(text)
        guard !tag.value.isEmpty, values[tag.key] == nil else { throw .notATag(text) }
        values[tag.key] = tag.value
      } catch {
        throw ValidationError("--tag: \(error)")
      }
    }
    return TagSet(values)
  }
}

import Domain
import Testing

@Suite struct ShellTextTests {
  @Test(arguments: [
    ("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#), ("''", #"''\'''\'''"#),
    ("$HOME `x`", "'$HOME `x`'"),
  ])
  func `any text is one word of a command`(text: String, word: String) {
    #expect(ShellText.quoted(text) == word)
  }
}

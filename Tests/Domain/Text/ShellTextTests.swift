import Domain
import Testing

@Suite struct ShellTextTests {
  @Test(arguments: [
    ("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#), ("''", #"''\'''\'''"#),
    ("$HOME `x`", "'$HOME `x`'"), ("a/b-1.csv", "a/b-1.csv"), ("~x", "'~x'"), ("a=b", "'a=b'"),
  ])
  func `any text is one word of a command`(text: String, word: String) {
    #expect(ShellText.quoted(text) == word)
  }
}

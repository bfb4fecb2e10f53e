/// The commands of a line as a shell divides it, as far as the documentation's lines go: words, quotes, pipes,
/// lists, redirections and comments; what is inside `$(…)` without quotes is a command too.
enum ShellLine {
  static func commands(of line: String) -> [[String]] {
    var commands: [[String]] = [[]]
    var word: String?
    var quote: Character?
    func endWord() {
      if let word { commands[commands.count - 1].append(word) }
      word = nil
    }
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if "'\"".contains(character) {
        (quote, word) = (character, word ?? "")
      } else if character == " " {
        endWord()
      } else if "|&;<>()".contains(character) {
        endWord()
        commands.append([])
      } else if character == "#", word == nil {
        break
      } else {
        word = (word ?? "") + String(character)
      }
    }
    endWord()
    return commands.filter { !$0.isEmpty }
  }
}

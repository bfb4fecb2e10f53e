import ArgumentParser

struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual as a man page.",
    discussion: """
      It is generated from the command definitions, like --help, and from the topics of piledger \
      help. For completion in bash, zsh and fish, run piledger --generate-completion-script \
      SHELL.

      EXAMPLES
        piledger manual | man -l -
        piledger manual > /usr/local/share/man/man1/piledger.1
      """)

  func run() throws {
    let page = ManualPage(
      try CommandInfo(of: Piledger.self), version: Piledger.configuration.version,
      common: try CommandInfo.common(),
      topics: ManualTopic.all)
    Console.print(page.text)
  }
}

import ArgumentParser

struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual as a page for man.",
    discussion: """
      It is made of the definitions of the commands, as --help is, and of the topics that piledger \
      help lists. Completion for bash, zsh and fish is printed by piledger \
      --generate-completion-script SHELL.

      EXAMPLES
        piledger manual | man -l -
        piledger manual > /usr/local/share/man/man1/piledger.1
      """)

  func run() throws {
    let page = ManualPage(
      try CommandInfo(dump: Piledger._dumpHelp()), version: Piledger.configuration.version,
      common: try CommandInfo(dump: GlobalOptions._dumpHelp()).arguments ?? [],
      topics: ManualTopic.all)
    Console.print(page.text)
  }
}

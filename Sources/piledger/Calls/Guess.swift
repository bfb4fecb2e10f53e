import ArgumentParser
import Domain
import Ledger

/// What users of other tools type, and what they mean here.
enum Guess {
  /// Words for a command, after the words before them, with calls to suggest.
  private static let words: [String: [String: [String]]] = [
    "": [
      "show": ["report"], "list": ["report"], "ls": ["report"], "cost": ["report"],
      "costs": ["report"], "usage": ["report"], "spend": ["report"], "spending": ["report"],
      "bill": ["report"], "stats": ["report"], "summary": ["status", "report"],
      "day": ["report daily"], "days": ["report daily"], "months": ["report monthly"],
      "log": ["changes", "nightly"], "diff": ["changes", "rates diff"],
      "news": ["changes", "nightly"], "check": ["reconcile", "doctor"],
      "audit": ["reconcile"], "verify": ["reconcile"], "compare": ["reconcile"],
      "findings": ["reconcile"], "why": ["explain"], "prove": ["explain"], "task": ["explain"],
      "ack": ["acknowledge"], "ignore": ["acknowledge"], "balance": ["wallet"],
      "credits": ["wallet"], "account": ["wallet"], "topup": ["wallet add-top-up"],
      "top-up": ["wallet add-top-up"], "price": ["quote", "rates list"], "prices": ["rates list"],
      "cards": ["rates list"], "card": ["rates list"], "predict": ["forecast"],
      "estimate": ["quote", "forecast"], "sync": ["fetch"], "pull": ["fetch"],
      "download": ["fetch"], "load": ["import"], "add": ["import"], "read": ["import"],
      "night": ["nightly"], "run": ["nightly"], "cron": ["nightly"], "init": ["config init"],
      "setup": ["config init"], "configure": ["config init"], "settings": ["config show"],
      "sql": ["query"], "ask": ["query"], "dispute": ["claims new"], "refund": ["claims new"],
      "refunds": ["claims new"], "errors": ["quarantine list", "report failures"],
      "lock": ["close"], "unlock": ["reopen"], "copy": ["backup"], "version": ["--version"],
      "completion": ["--generate-completion-script bash"],
      "completions": ["--generate-completion-script bash"], "man": ["manual", "help"],
      "docs": ["help"], "try": ["demo"], "example": ["demo"], "label": ["tag"],
    ],
    "rates": ["ls": ["rates list"], "check": ["rates lint"], "compare": ["rates diff"]],
    "wallet": [
      "topup": ["wallet add-top-up"], "top-up": ["wallet add-top-up"],
      "add": ["wallet add-top-up", "wallet add-charge"], "charge": ["wallet add-charge"],
      "balance": ["wallet show"], "list": ["wallet top-ups", "wallet charges"],
      "remove": ["wallet remove-top-up", "wallet remove-charge"],
    ],
    "claims": ["create": ["claims new"], "draft": ["claims new"], "ls": ["claims list"]],
    "config": ["list": ["config show"], "get": ["config show"], "set": ["config init"]],
    "quarantine": ["ls": ["quarantine list"], "show": ["quarantine list"]],
    "export": ["csv": ["export tasks -f csv"], "journal": ["export hledger"]],
  ]

  /// The calls to suggest for a word that names no command; those of commands that exist.
  static func calls(for word: String, after path: [String]) -> [String] {
    let word = word.lowercased()
    let known = words[path.joined(separator: " "), default: [:]][word] ?? []
    let calls = known.isEmpty && path.isEmpty ? callsBelow(word) : known
    return calls.filter(exists).map { "piledger \($0)" }
  }

  /// The calls in which a word has its place below another one.
  private static func callsBelow(_ word: String) -> [String] {
    for kind in [word, word.hasSuffix("s") ? String(word.dropLast()) : word]
    where ReportRequest.Kind.names.contains(kind) {
      return ["report \(kind)"]
    }
    if SavedQuestion.all.contains(where: { $0.name == word }) { return ["query \(word)"] }
    return Piledger.configuration.subcommands.flatMap { group in
      group.configuration.subcommands.map(HelpRequest.name).filter { $0 == word }
        .map { "\(HelpRequest.name(of: group)) \($0)" }
    }
  }

  /// Whether the first word of a call is a command, or an option of the tool itself.
  private static func exists(_ call: String) -> Bool {
    let name = call.prefix { $0 != " " }
    return name.hasPrefix("--") || name == "help"
      || Piledger.configuration.subcommands.contains { HelpRequest.name(of: $0) == name }
  }

  /// Whether a word is a name but for a slip: one letter too many, too few, wrong or moved.
  static func isTypo(_ word: String, of name: String) -> Bool {
    NearestNames.distance(Array(word), Array(name)) <= 1
  }

  /// What to use instead of an option that a command doesn't have; nil if nothing fits.
  ///
  /// - Parameters:
  ///   - option: the option without its dashes.
  ///   - names: the long names of the options that the command has.
  /// - Returns: the option to try, with its value if that is known.
  static func replacement(for option: String, among names: [String]) -> String? {
    let option = option.lowercased().replacing("_", with: "-")
    let places: [(words: Set<String>, name: String, call: String)] = [
      (
        ["model", "models", "task-type", "sku", "status", "verdict", "key", "family"], "where",
        "--where \(option == "models" ? "model" : option.replacing("-", with: "_"))=…"
      ),
      (["tag", "project", "team"], "where", "--where tag:\(option == "tag" ? "KEY" : option)=…"),
      (["filter", "only", "match"], "where", "--where model=…"),
      (
        ["last-month", "this-month", "today", "yesterday", "last-week", "this-week"], "period",
        "--period \(option)"
      ),
      (["month", "year", "day", "date", "range"], "period", "--period"),
      (["from", "start", "after", "begin"], "since", "--since"),
      (["to", "end", "before"], "until", "--until"), (["out", "file"], "output", "--output"),
      (["csv", "markdown", "table"], "format", "--format \(option)"),
      (["md"], "format", "--format markdown"),
      (["group", "group-by", "groupby"], "by", "--by"), (["ledger", "database"], "db", "--db"),
      (["configuration", "conf"], "config", "--config"), (["silent"], "quiet", "--quiet"),
      (["tz", "zone", "time-zone"], "timezone", "--timezone"), (["now"], "as-of", "--as-of"),
    ]
    return places.first { $0.words.contains(option) && names.contains($0.name) }?.call
  }
}

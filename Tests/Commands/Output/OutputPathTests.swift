import Foundation
import TestSupport
import Testing

/// What `-o` takes, and where the bytes go.
@Suite struct OutputPathTests {
  private static let prepared = Result { try FolderContents(of: preparing().folder) }

  private static func filled() throws -> Tool { try Tool(prepared.get()) }

  private static func preparing() throws -> Tool {
    let tool = try Tool()
    try tool.folder.write(TaskText().envelope, to: "a.json")
    try tool.run("import", "a.json")
    return tool
  }

  /// Commands with `-o`, one for each way in which results are written.
  private static let commands: [[String]] = [
    ["report"], ["report", "model"], ["report", "month", "2026-05"], ["rates", "list"],
    ["claims", "list"], ["query", "spend-by-model"], ["query"], ["export", "tasks"],
    ["export", "focus"], ["export", "hledger"], ["reconcile"], ["config", "show"],
    ["rates", "infer"], ["rates", "infer", "--as-card"], ["quote", "request.json"],
  ]

  @Test(arguments: commands)
  func `an unknown file extension ends with 64, and names the known ones`(
    words: [String]
  ) throws {
    let tool = try Self.filled()
    try tool.folder.write(
      #"{"model":"sora2","task_type":"sora2-video","input":{"duration":8}}"#, to: "request.json")
    // SQLite's readers leave an empty log and its index.
    let names = { tool.folder.names.filter { !$0.hasPrefix("ledger.db-") } }
    let before = names()
    for name in ["x.pdf", "x.xls", "x.ods", "x.csv.gz"] {
      let result = try tool.run(words + ["-o", name])
      #expect(result.status == 64, "\(words) -o \(name): \(result.errors)")
      #expect(
        result.errors.hasPrefix("piledger: --output \(name): expected a file ending in ."),
        "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
    #expect(names() == before)
  }

  @Test func `the message for a wrong extension names the valid ones and what else helps`() throws {
    let tool = try Self.filled()
    #expect(
      try tool.run("report", "model", "-o", "x.pdf").errors
        == "piledger: --output x.pdf: expected a file ending in .csv, .md, .markdown, .json, "
        + ".txt, .xlsx, found .pdf; --format allows any name\n")
    #expect(
      try tool.run("report", "month", "2026-05", "-o", "x.pdf").errors
        == "piledger: --output x.pdf: expected a file ending in .html, .htm, .md, .markdown, "
        + ".json, .txt, .xlsx, found .pdf; to get a PDF, print the .html from a browser\n")
    #expect(
      try tool.run("export", "tasks", "-o", "x.json").errors
        == "piledger: --output x.json: expected a file ending in .csv, .ndjson, .jsonl, found "
        + ".json; --format allows any name\n")
  }

  @Test(arguments: [
    ["rates", "list"], ["claims", "list"], ["query", "spend-by-model"], ["reconcile"],
    ["report", "model"], ["report", "daily"], ["report", "--by", "model"], ["report", "keys"],
    ["export", "focus"], ["export", "hledger"], ["budget"], ["wallet"], ["forecast"],
  ])
  func `a folder for what has no set of files is refused, and stays empty`(words: [String]) throws {
    let tool = try Self.filled()
    try FileManager.default.createDirectory(
      atPath: tool.folder.path("there"), withIntermediateDirectories: false)
    for name in ["there", "new/"] {
      let result = try tool.run(words + ["-o", name])
      #expect([64, 66].contains(result.status), "\(words) -o \(name): \(result.errors)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: tool.folder.path("there"))
    #expect(names == [])
    #expect(tool.folder.kind(of: "new") == 0)
  }

  @Test func `what is refused changes nothing in the ledger`() throws {
    let tool = try Tool()
    let failed = TaskText.task { ($0.status, $0.output) = ("failed", "null") }
    try tool.run("import", "-", input: failed.envelope)
    let before = try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db")))
    #expect(try tool.run("claims", "new", "--period", "2026-05", "-o", "x.pdf").status == 64)
    #expect(
      try tool.run("reconcile", "--timezone", "UTC", "-o", "x.pdf", asOf: "2026-07-01").status == 64
    )
    #expect(try Data(contentsOf: URL(filePath: tool.folder.path("ledger.db"))) == before)
  }

  @Test(arguments: [
    (["report", "model", "-f", "csv"], "model,"), (["rates", "list", "-f", "markdown"], "| "),
    (["rates", "list", "--json"], "{"), (["export", "tasks", "-f", "ndjson"], "{\"task_id\""),
    (["query", "spend-by-model", "-f", "csv"], "model,"),
  ])
  func `with an explicit format any name is fine`(words: [String], start: String) throws {
    let tool = try Self.filled()
    for name in ["x.pdf", "x"] {
      #expect(try tool.run(words + ["-o", name]).status == 0)
      #expect(try tool.folder.text(of: name).hasPrefix(start), "\(words)")
    }
  }

  @Test func `sets of files go into folders, named with or without a slash, new or there`() throws {
    let tool = try Self.filled()
    for name in ["set", "set/", "new.set/"] {
      #expect(try tool.run("report", "-o", name).status == 0)
      #expect(try tool.run("report", "month", "2026-05", "-o", name).status == 0)
    }
    for name in ["set", "new.set"] {
      #expect(try tool.folder.text(of: "\(name)/summary.md").hasPrefix("# PiAPI spend"))
      #expect(tool.folder.mode(of: name) == 0o700)
      #expect(tool.folder.mode(of: "\(name)/summary.md") == 0o600)
    }
  }

  /// Commands whose result goes straight to any node.
  private static let written: [[String]] = [
    ["export", "tasks"], ["export", "focus"], ["export", "hledger"], ["query", "spend-by-model"],
    ["query", "spend-by-model", "-f", "csv"], ["rates", "list"], ["claims", "list"], ["report"],
    ["report", "month", "2026-05"], ["reconcile"], ["config", "show"],
  ]

  @Test(arguments: written.filter { $0[1...].first != "month" })
  func `a link is followed, and its target is written in its folder`(words: [String]) throws {
    let tool = try Self.filled()
    try tool.folder.write("before", to: "elsewhere/target.csv")
    #expect(symlink("elsewhere/target.csv", tool.folder.path("l")) == 0)
    let result = try tool.run(words + ["-o", "l"])
    #expect(result.status == 0, "\(words): \(result.errors)")
    #expect(tool.folder.kind(of: "l") == S_IFLNK)
    #expect(try tool.folder.text(of: "elsewhere/target.csv").utf8.count > 10)
    let names = try FileManager.default.contentsOfDirectory(atPath: tool.folder.path("elsewhere"))
    #expect(names == ["target.csv"])
  }

  @Test(arguments: written)
  func `the result goes into a FIFO, which stays one`(words: [String]) throws {
    let tool = try Self.filled()
    try tool.folder.makeFIFO("f")
    let result = try tool.run(by: .shell(before: "timeout 20 cat f > got & "), words + ["-o", "f"])
    #expect(result.status == 0, "\(words): \(result.errors)")
    #expect(tool.folder.kind(of: "f") == S_IFIFO)
    let deadline = Date(timeIntervalSinceNow: 5)
    while try tool.folder.text(of: "got").isEmpty, Date() < deadline { usleep(5000) }
    #expect(try !tool.folder.text(of: "got").isEmpty, "\(words)")
  }

  @Test(arguments: written)
  func `the result goes into a device, and a full one ends with 73`(words: [String]) throws {
    let tool = try Self.filled()
    guard tool.folder.device(.null, named: "n") != nil,
      tool.folder.device(.full, named: "full") != nil
    else {
      print("skipped: nodes of devices cannot be made here")
      return
    }
    #expect(try tool.run(words + ["-o", "n"]).status == 0)
    let result = try tool.run(words + ["-o", "full"])
    #expect(result.status == 73)
    #expect(result.errors.hasSuffix("piledger: full: cannot be written: No space left on device\n"))
    #expect(tool.folder.kind(of: "n") == S_IFCHR)
    #expect(tool.folder.kind(of: "full") == S_IFCHR)
  }

  @Test func `a link to the tool's own stdout is written to`() throws {
    let tool = try Self.filled()
    #expect(symlink("/proc/self/fd/1", tool.folder.path("stdout")) == 0)
    try tool.folder.write("kept\n", to: "log")
    let result = try tool.run(
      by: .shell(redirection: ">> log"), "report", "-o", "stdout", "-f", "csv")
    #expect(result.status == 0)
    #expect(try tool.folder.text(of: "log").hasPrefix("kept\nday,"))
    #expect(tool.folder.kind(of: "stdout") == S_IFLNK)
  }

  @Test func `links that are planted under temporary names of old are not followed`() throws {
    let tool = try Self.filled()
    try tool.folder.write("precious", to: "target")
    for number in 1...400 {
      symlink("target", tool.folder.path("o.csv.\(Int(getpid()) + number).part"))
    }
    #expect(try tool.run("report", "-o", "o.csv").status == 0)
    #expect(try tool.folder.text(of: "target") == "precious")
    #expect(tool.folder.kind(of: "o.csv") == S_IFREG)
  }

  @Test func `a ledger is not a device, FIFO or folder`() throws {
    let tool = try Self.filled()
    try tool.folder.makeFIFO("f")
    for (name, kind) in [("f", S_IFIFO), (".", S_IFDIR)] {
      for words in [["import", "a.json"], ["report"], ["doctor"]] {
        let result = try tool.run(words + ["--db", name])
        #expect(result.status == 78, "\(words)")
        #expect(
          result.errors
            == "piledger: \(name): expected a file for a ledger, found something else\n")
      }
      #expect(tool.folder.kind(of: name) == kind)
    }
    let result = try tool.run("backup", "f")
    #expect(result.status == 78)
    #expect(tool.folder.kind(of: "f") == S_IFIFO)
  }
}

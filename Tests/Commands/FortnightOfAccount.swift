import TestSupport

/// A small account with something of everything that only an account shows, for tests that need to
/// know each of its days.
enum FortnightOfAccount {
  /// A fortnight of an account: ten tasks a day from three API keys, two unlogged calls, a credit
  /// pack, and half an unexplained dollar; the files by name.
  static func files() -> [String: String] {
    var files: [String: String] = [:]
    var tasks: [TaskText] = []
    var rows: [HistoryText] = []
    var balance = 1_000_000_000
    var packs = "[]"
    for day in 1...15 {
      files["202603\(two(day))T020000Z-account.json"] = AccountText.answer { answer in
        answer.balance = "\(balance / 10_000_000).\(digits(balance % 10_000_000, 7))"
        answer.wallet =
          #"{"point_remain":\#(balance),"point_frozen":0,"auto_recharge_enabled":true,"#
          + #""auto_recharge_threshold_credit":1000000000}"#
        answer.packs = packs
      }
      for number in 0..<10 {
        let hour = "2026-03-\(two(day))T\(two(8 + number))"
        let task = TaskText.task { task in
          task.taskID = id(rows.count + 1)
          (task.createdAt, task.endedAt) = ("\(hour):00:00Z", "\(hour):00:09Z")
        }
        tasks.append(task)
        rows.append(row(rows.count + 1, key: 1 + number % 3, at: task.createdAt))
      }
      // By hand, with the keys that are free then.
      if let key = [3: 2, 9: 3][day] {
        rows.append(row(rows.count + 1, key: key, at: "2026-03-\(two(day))T20:00:00Z"))
        balance -= 280_000
      }
      balance -= 10 * 280_000
      if day == 5 { balance -= 5_000_000 }
      if day == 9 {
        balance += 500_000_000
        packs = #"[{"id":"p2","active":true,"capacity":500000000,"used":0}]"#
      }
    }
    files["tasks.ndjson"] = tasks.map { $0.envelope + "\n" }.joined()
    files["history.json"] = HistoryText.page(rows)
    return files
  }

  private static func row(_ number: Int, key: Int, at time: String) -> HistoryText {
    HistoryText.row { row in
      (row.id, row.taskID, row.apiKeyID) = (number, id(number), "\(key)")
      (row.createdAt, row.updatedAt) = (time, time)
    }
  }

  private static func id(_ number: Int) -> String {
    "00000000-0000-4000-8000-" + digits(number, 12)
  }

  private static func two(_ number: Int) -> String { digits(number, 2) }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: count - text.count) + text
  }
}

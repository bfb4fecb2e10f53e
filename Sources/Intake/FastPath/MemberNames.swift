/// The names of members that the scanner looks for, as words of eight bytes to compare with.
final class MemberNames {
  /// A name of at most 24 bytes: the words of eight bytes at its start, behind them, and at its
  /// end.
  struct Name {
    let count: Int
    let first: UInt64
    let second: UInt64
    let last: UInt64

    init(_ text: String) {
      let bytes = Array(text.utf8)
      count = bytes.count
      first = Name.word(bytes.prefix(8))
      second = Name.word(bytes.dropFirst(8).prefix(8))
      last = Name.word(bytes.suffix(8))
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  let taskID = Name("task_id")
  let model = Name("model")
  let taskType = Name("task_type")
  let status = Name("status")
  let config = Name("config")
  let input = Name("input")
  let output = Name("output")
  let meta = Name("meta")
  let error = Name("error")
  let data = Name("data")
  let timestamp = Name("timestamp")
  let taskInfo = Name("task_info")
  let taskResult = Name("task_result")
  let metadata = Name("metadata")

  let createdAt = Name("created_at")
  let startedAt = Name("started_at")
  let endedAt = Name("ended_at")
  let completedAt = Name("completed_at")
  let accountID = Name("account_id")
  let accountName = Name("account_name")
  let usage = Name("usage")
  let isOwnAccount = Name("is_using_private_pool")

  let type = Name("type")
  let frozen = Name("frozen")
  let consume = Name("consume")
  let serviceMode = Name("service_mode")
  let webhook = Name("webhook_config")
  let endpoint = Name("endpoint")
  let code = Name("code")
  /// In the order in which ``OutputDecoder`` looks for them.
  let resultLists = OutputDecoder.lists.map(Name.init)
  let singleResults = OutputDecoder.singles.map(Name.init)
}

extension JSONCursor {
  /// Whether bytes are a name.
  @inline(__always)
  func matches(_ bytes: ByteRange, _ name: MemberNames.Name) -> Bool {
    guard bytes.count == name.count else { return false }
    guard bytes.count > 8 else {
      let mask = UInt64.max >> UInt64(64 - bytes.count * 8)
      return word(at: bytes.start) & mask == name.first
    }
    return word(at: bytes.start) == name.first && word(at: bytes.end - 8) == name.last
      && (bytes.count <= 16 || word(at: bytes.start + 8) == name.second)
  }
}

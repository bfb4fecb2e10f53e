/// What one pass over a task response found.
struct ScannedTask {
  var id = ByteRange(start: 0, count: 0)
  var model = ByteRange(start: 0, count: 0)
  var taskType = ByteRange(start: 0, count: 0)
  var status = ByteRange(start: 0, count: 0)
  var isOwnAccount = false
  /// Of the address to which the end of the task is told; empty for none.
  var webhookHost = ByteRange(start: 0, count: 0)
  var usageType = ByteRange(start: 0, count: 0)
  /// Points, nil where absent or `null`.
  var frozen: Int64?
  var consume: Int64?
  var hasUsage: Bool { consume != nil }
  var createdAt = ObservationRow.unknown
  var startedAt = ObservationRow.unknown
  var endedAt = ObservationRow.unknown
  var deliveredAt = ObservationRow.unknown
  /// −1 where there is none to count.
  var outputCount = -1
  /// 0 for none.
  var errorCode: Int64 = 0
  /// The members that were found; a member that comes twice makes the record unusual.
  var found: Members = []

  struct Members: OptionSet {
    let rawValue: UInt16

    static let taskID = Members(rawValue: 1)
    static let model = Members(rawValue: 2)
    static let taskType = Members(rawValue: 4)
    static let status = Members(rawValue: 8)
    static let config = Members(rawValue: 16)
    static let input = Members(rawValue: 32)
    static let output = Members(rawValue: 64)
    static let meta = Members(rawValue: 128)
    static let error = Members(rawValue: 256)
    static let data = Members(rawValue: 512)
    static let timestamp = Members(rawValue: 1024)
    static let required: Members = [.taskID, .model, .taskType, .status]
  }

  @inline(__always)
  mutating func note(_ member: Members) throws(UnusualValue) {
    guard found.isDisjoint(with: member) else { throw UnusualValue() }
    found.formUnion(member)
  }
}

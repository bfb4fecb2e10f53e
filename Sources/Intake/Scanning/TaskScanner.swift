import Billing

/// Reads task responses of the usual form in one pass over their bytes.
///
/// It gives the same as ``JSONParser`` with ``IntakeRecord``, or gives up: an escape in a name, a
/// number such as `1e3`, a legacy shape, a member given twice. It allocates nothing per record.
final class TaskScanner {
  private let names = MemberNames()
  private let inputScanner = InputScanner()
  let stateSignature = Signature()
  private(set) var task = ScannedTask()
  /// Where the record ended, or where the scanner gave up.
  private(set) var end = 0
  /// Whether the record has white space between its parts.
  private(set) var hasPassedSpace = false

  var requestSignature: Signature { inputScanner.signature }
  var varyingValues: [ScannedTask.VaryingValue] { inputScanner.varyingValues }

  /// The names of the varying fields in the order of ``varyingValues``.
  func varyingNames(_ base: UnsafePointer<UInt8>) -> [String] {
    zip(inputScanner.varyingNames, varyingValues).map { range, value in
      let bytes = UnsafeBufferPointer(start: base + range.start, count: range.count)
      let name = String(decoding: bytes, as: UTF8.self)
      return if case .length = value { "\(name).length" } else { name }
    }
  }

  /// Reads the record that begins at an index; false where it is not of the usual form, or cut off.
  func scan(_ base: UnsafePointer<UInt8>, at position: Int) -> Bool {
    var cursor = JSONCursor(base, at: position)
    var pass = TaskPass(names: names, inputScanner: inputScanner)
    inputScanner.clear()
    stateSignature.clear()
    do throws(UnusualValue) {
      try pass.record(&cursor)
      task = pass.task
      try requestSignature.append(task.model, of: base)
      try requestSignature.append(task.taskType, of: base)
      try sign(pass.task, base)
    } catch {
      end = cursor.position
      return false
    }
    (end, hasPassedSpace) = (cursor.position, cursor.hasPassedSpace)
    return true
  }

  /// Writes what ``ObservedState`` is made of.
  private func sign(
    _ task: ScannedTask, _ base: UnsafePointer<UInt8>
  ) throws(UnusualValue) {
    try stateSignature.append(task.status, of: base)
    let hasUsage = task.frozen != nil || task.consume != nil
    try stateSignature.append((task.isOwnAccount ? 1 : 0) | (hasUsage ? 2 : 0) as UInt8)
    try stateSignature.append(Int64(task.outputCount))
    try stateSignature.append(task.errorCode)
    guard hasUsage else { return }
    try stateSignature.append(task.usageType, of: base)
    try stateSignature.append(task.frozen ?? 0)
    try stateSignature.append(task.consume ?? 0)
  }
}

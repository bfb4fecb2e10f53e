/// The sums of the whole numbers in a list's objects, by the names of their members.
struct MemberSums {
  struct Sum {
    let name: UnsafeBufferPointer<UInt8>
    var value: Int64
  }

  /// Lists with more of them are unusual.
  private static let limit = 16

  private(set) var sums: [Sum] = []

  mutating func clear() {
    sums.removeAll(keepingCapacity: true)
  }

  mutating func add(
    _ value: Int64, to name: UnsafeBufferPointer<UInt8>
  ) throws(UnusualValue) {
    for index in sums.indices where sums[index].name.elementsEqual(name) {
      return try set(index, to: sums[index].value.addingReportingOverflow(value))
    }
    guard sums.count < MemberSums.limit else { throw UnusualValue() }
    sums.append(Sum(name: name, value: value))
  }

  private mutating func set(
    _ index: Int, to sum: (partialValue: Int64, overflow: Bool)
  ) throws(UnusualValue) {
    guard !sum.overflow else { throw UnusualValue() }
    sums[index].value = sum.partialValue
  }
}

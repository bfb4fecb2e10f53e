import Domain

/// Requests that agree in everything that a rate reads, each known by a number.
struct RequestClasses {
  private var numbers: [Request: UInt32] = [:]
  /// The moments at which the price of a class changes, in nanoseconds since 1970, in order.
  private var boundaries: [[Int64]] = []

  mutating func number(of request: Request, boundaries: [Int64]) -> UInt32 {
    if let number = numbers[request] { return number }
    let number = UInt32(numbers.count)
    numbers[request] = number
    self.boundaries.append(boundaries)
    return number
  }

  /// The span without a change of price in which a moment lies.
  func priceSpan(of requestClass: UInt32, around createdAt: Int64) -> Range<Int64> {
    let boundaries = boundaries[Int(requestClass)]
    let start = boundaries.last { $0 <= createdAt } ?? .min
    return start..<(boundaries.first { $0 > createdAt } ?? .max)
  }
}

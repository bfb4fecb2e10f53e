/// A list of observations in blocks of memory of their own, so that it grows without being copied.
struct ObservationBlocks: ~Copyable {
  private static let blockBits = 14
  private static var blockCount: Int { 1 << blockBits }

  private var blocks: [UnsafeMutablePointer<TaskObservation>] = []
  private(set) var count = 0

  deinit {
    for block in blocks { block.deallocate() }
  }

  subscript(index: Int) -> TaskObservation {
    @inline(__always) get {
      blocks[index >> ObservationBlocks.blockBits][index & (ObservationBlocks.blockCount - 1)]
    }
    @inline(__always) nonmutating set {
      blocks[index >> ObservationBlocks.blockBits][index & (ObservationBlocks.blockCount - 1)] =
        newValue
    }
  }

  func forEachBlock(
    _ body: (_ first: Int, UnsafeBufferPointer<TaskObservation>) throws -> Void
  ) rethrows {
    for (number, block) in blocks.enumerated() {
      let first = number << ObservationBlocks.blockBits
      let filled = min(count - first, ObservationBlocks.blockCount)
      try body(first, UnsafeBufferPointer(start: block, count: filled))
    }
  }

  @inline(__always)
  mutating func append(_ observation: TaskObservation) {
    let place = count & (ObservationBlocks.blockCount - 1)
    if place == 0 { blocks.append(.allocate(capacity: ObservationBlocks.blockCount)) }
    (blocks[count >> ObservationBlocks.blockBits] + place).initialize(to: observation)
    count += 1
  }
}

/// A cache that is emptied when it exceeds a limit, so that memory stays bounded; dropped values
/// are looked up again.
struct BoundedCache<Key: Hashable, Value> {
  private let limit: Int
  private var values: [Key: Value] = [:]

  init(limit: Int = 50_000) {
    self.limit = limit
  }

  @inline(__always)
  subscript(key: Key) -> Value? { values[key] }

  mutating func insert(_ value: Value, for key: Key) {
    if values.count >= limit { values.removeAll() }
    values[key] = value
  }
}

import Foundation

/// What a producer makes on a thread of its own, a few elements ahead of who takes them.
///
/// Who lets go of it early ends the thread: the producer is asked for nothing more and released.
final class Prefetched<Element: Sendable, Failure: Error>: Sendable {
  /// Deep values need a deep stack: 512 levels of JSON take some hundred kibibytes.
  private static var stackSizeBytes: Int { 8 << 20 }

  private let channel: BoundedChannel<Element, Failure>

  /// Starts a thread that calls the producer until it gives nil or throws, and waits while
  /// `capacity` elements have not been taken.
  init(capacity: Int, producer: sending @escaping () throws(Failure) -> Element?) {
    let channel = BoundedChannel<Element, Failure>(capacity: capacity)
    let work = HandedOver(producer)
    let thread = Thread {
      channel.fill(from: work.value)
    }
    thread.stackSize = Prefetched.stackSizeBytes
    thread.start()
    self.channel = channel
  }

  deinit {
    channel.close()
  }

  /// The next element, for which it waits; nil behind the last one.
  func next() throws(Failure) -> Element? {
    try channel.next()
  }
}

/// A value that one thread gave away to another, and no longer uses.
private struct HandedOver<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: sending Value) {
    self.value = value
  }
}

import Foundation

/// A queue between a thread that fills it and one that empties it.
///
/// All its state is behind the condition's lock.
final class BoundedChannel<Element: Sendable, Failure: Error>: @unchecked Sendable {
  private let condition = NSCondition()
  private let capacity: Int
  private var elements: [Element] = []
  /// Why the producer ended, told behind its last element.
  private var failure: Failure?
  private var isEnded = false
  private var isClosed = false

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Puts in what the producer gives, until it ends or nobody takes it any more.
  func fill(from producer: () throws(Failure) -> Element?) {
    do throws(Failure) {
      while waitForRoom() {
        guard let element = try producer() else { return end(nil) }
        put(element)
      }
    } catch {
      end(error)
    }
  }

  /// The next element; nil at the end.
  ///
  /// A failure is thrown once.
  func next() throws(Failure) -> Element? {
    condition.lock()
    defer { condition.unlock() }
    while elements.isEmpty, !isEnded { condition.wait() }
    if !elements.isEmpty {
      condition.signal()
      return elements.removeFirst()
    }
    guard let failure else { return nil }
    self.failure = nil
    throw failure
  }

  /// Tells the thread that fills it that nobody takes more.
  func close() {
    condition.lock()
    isClosed = true
    elements = []
    condition.signal()
    condition.unlock()
  }

  /// Waits until there is room; false once it is closed.
  private func waitForRoom() -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while elements.count >= capacity, !isClosed { condition.wait() }
    return !isClosed
  }

  private func put(_ element: Element) {
    condition.lock()
    if !isClosed { elements.append(element) }
    condition.signal()
    condition.unlock()
  }

  private func end(_ failure: Failure?) {
    condition.lock()
    self.failure = failure
    isEnded = true
    condition.signal()
    condition.unlock()
  }
}

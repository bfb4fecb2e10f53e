import Foundation

/// Elements that a producer makes on its own thread, a few ahead of the consumer.
///
/// Releasing it early ends the thread: the producer is no longer called and is released.
final class Prefetched<Element: Sendable, Failure: Error>: Sendable {
  /// Deep values need a deep stack: 512 levels of JSON take a few hundred kibibytes.
  private static var stackSizeBytes: Int { 8 << 20 }

  private let channel: BoundedChannel<Element, Failure>

  /// Starts a thread that calls the producer until it returns nil or throws, and blocks while
  /// `capacity` elements are waiting.
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

  /// Waits for the next element; nil after the last one.
  func next() throws(Failure) -> Element? {
    try channel.next()
  }
}

/// A value that one thread handed to another and no longer uses.
private struct HandedOver<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: sending Value) {
    self.value = value
  }
}

/// A queue between a thread that fills it and one that empties it.
///
/// All its state is guarded by the condition's lock.
final class BoundedChannel<Element: Sendable, Failure: Error>: @unchecked Sendable {
  private let condition = NSCondition()
  private let capacity: Int
  private var elements: [Element] = []
  /// Why the producer ended, reported after its last element.
  private var failure: Failure?
  private var isEnded = false
  private var isClosed = false

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Enqueues what the producer makes, until it ends or the queue is closed.
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
  /// An error is thrown once.
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

  /// Tells the producing thread to stop.
  func close() {
    condition.lock()
    isClosed = true
    elements = []
    condition.signal()
    condition.unlock()
  }

  /// Waits for room in the queue; false once it is closed.
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

/// The bytes of another source, read ahead on a separate thread.
///
/// Memory holds 13 MiB: the waiting chunks, the one being read and the one being consumed. Enough
/// wait for the thread to have work whenever the writing one is idle.
final class PrefetchingSource: ByteSource {
  private static let chunkSizeBytes = 1 << 19
  private static let waitingChunks = 24

  private let chunks: Prefetched<[UInt8], SourceError>
  private var chunk: [UInt8] = []
  private var position = 0

  /// Reads a source that is created here for the thread alone.
  init(_ makeSource: @Sendable () -> any ByteSource) {
    let source = makeSource()
    chunks = Prefetched(capacity: PrefetchingSource.waitingChunks) {
      () throws(SourceError) -> [UInt8]? in
      let chunk = try source.nextChunk(limitBytes: PrefetchingSource.chunkSizeBytes)
      return chunk.isEmpty ? nil : chunk
    }
  }

  func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    if position == chunk.count {
      guard let next = try chunks.next() else { return 0 }
      (chunk, position) = (next, 0)
    }
    let taken = chunk[position...].prefix(buffer.count)
    _ = buffer.update(fromContentsOf: taken)
    position += taken.count
    return taken.count
  }
}

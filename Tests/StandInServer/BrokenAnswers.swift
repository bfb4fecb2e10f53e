import FlyingFox
import FlyingSocks
import Foundation

/// Ends a connection before a byte of an answer: the server abandons what it cannot upgrade.
struct NoAnswer: WSHandler {
  struct Refusal: Error {}

  func makeFrames(
    for client: AsyncThrowingStream<WSFrame, any Error>
  ) async throws -> AsyncStream<WSFrame> {
    throw Refusal()
  }
}

/// Bytes after which the connection breaks.
struct EndingBytes: AsyncBufferedSequence {
  typealias Element = UInt8

  let bytes: Data

  struct Break: Error {}

  struct AsyncIterator: AsyncBufferedIteratorProtocol {
    var rest: Data?

    mutating func next() async throws -> UInt8? { throw Break() }

    mutating func nextBuffer(suggested count: Int) async throws -> Data? {
      guard let rest else { throw Break() }
      self.rest = nil
      return rest
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: bytes) }
}

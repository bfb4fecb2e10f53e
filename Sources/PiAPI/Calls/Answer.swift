/// What came back to a request, as received.
package struct Answer: Hashable, Sendable {
  package var statusCode: Int
  package var contentType: String
  /// The length that was announced for the body; nil where none was, or where it counts encoded
  /// bytes.
  package var announcedBytes: Int?
  /// The header as it came.
  package var retryAfter: String?
  /// Where the provider wants the request to go instead.
  package var location: String?
  package var body: [UInt8]

  package init(
    statusCode: Int = 200, contentType: String = "application/json", announcedBytes: Int? = nil,
    retryAfter: String? = nil, location: String? = nil, body: [UInt8]
  ) {
    self.statusCode = statusCode
    self.contentType = contentType
    self.announcedBytes = announcedBytes
    self.retryAfter = retryAfter
    self.location = location
    self.body = body
  }
}

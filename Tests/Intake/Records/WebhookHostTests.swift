import Domain
import Intake
import Testing

/// Only the host of a webhook address is kept, by both ways of reading.
@Suite struct WebhookHostTests {
  private static func text(endpoint: String) -> String {
    """
    {"task_id":"7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70","model":"m","task_type":"t",\
    "status":"pending","config":{"service_mode":"public","webhook_config":{"endpoint":"\(endpoint)",\
    "secret":"hush"}},"input":{"size":"2K"}}
    """
  }

  private static func host(_ request: Request) -> String? {
    request["webhook_config.endpoint.host"]?.text
  }

  @Test(
    arguments: [
      ("https://hooks.example.com/done?token=abc", "hooks.example.com"),
      ("https://hooks.example.com:8443/done", "hooks.example.com"),
      ("https://user:pass@hooks.example.com/x", "hooks.example.com"),
      ("https://Hooks.Example.COM", "hooks.example.com"),
      ("https:\\/\\/hooks.example.com\\/done", "hooks.example.com"),
      ("http://hooks.example.com#x", "hooks.example.com"),
      ("", nil), ("hooks.example.com", nil), ("https:///path", nil), ("https://[::1]/x", nil),
      ("https://b\\u00fccher.example/x", nil), ("https://a b/", nil),
    ] as [(String, String?)])
  func `the host is kept, and nothing else of the address`(
    endpoint: String, host: String?
  ) throws {
    let bytes = Array(Self.text(endpoint: endpoint).utf8)
    let careful = ReadSource.carefully(bytes)
    let request = try #require(careful.tasks.first).request
    #expect(Self.host(request) == host)
    for word in ["token", "pass", "hush", "done"] {
      #expect(!"\(request)".contains(word))
    }
    #expect(try ReadSource.inBatches(bytes) == careful)
  }
}

import Foundation
import TestSupport
import Testing

@Suite struct QuoteCommandTests {
  private static let exact =
    #"{"model":"kling","task_type":"video_generation","input":{"version":"3.0","duration":10}}"#
  private static let open = #"{"model":"kling","task_type":"motion_control","input":{}}"#
  private static let range =
    #"{"model":"seedream","task_type":"seedream-5-lite","input":{"sequential_image_generation":"auto","max_images":4}}"#
  private static let chat = #"{"model":"gpt-4o-mini","messages":[]}"#

  @Test func `one request is priced with its proof`() throws {
    let result = try Tool().run("quote", "-", input: Self.exact)
    #expect(result.status == 0)
    #expect(result.output.contains("  base      0.1 USD per second  →  0.1 USD\n"))
    #expect(result.output.contains("  quantity  × 10 seconds  →  1 USD\n"))
    #expect(result.output.contains("price       10000000 points = 1.00 USD\n"))
  }

  @Test func `what cannot be known in advance is per unit or a range, never 0`() throws {
    let result = try Tool().run(
      "quote", "-", "--format", "csv",
      input: [Self.open, Self.range, Self.chat].joined(separator: "\n"))
    #expect(result.status == 0)
    let rows = result.output.split(separator: "\n").map(String.init)
    try #require(rows.count == 4)
    #expect(
      rows[1].hasPrefix("kling/motion_control mode=std,,,,,,,0.065 USD per started second,"))
    #expect(
      rows[2].hasPrefix(
        "seedream/seedream-5-lite size=2K,,,280000,0.0280000,1120000,0.1120000,"
          + "0.028 USD per image,"))
    #expect(
      rows[3].hasPrefix(
        "gpt-4o-mini/chat_completion,,,,,,,"
          + "input 0.1125 USD per 1000000 tokens + output 0.45 USD per 1000000 tokens,"))
  }

  @Test func `a request without a price says why and ends with 11`() throws {
    let result = try Tool().run(
      "quote", "-", "--json", input: #"{"model":"aurora-9","task_type":"txt2img","input":{}}"#)
    #expect(result.status == 11)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let quotes = try #require(object["data"] as? [[String: Any]])
    #expect(quotes.first?["reason"] as? String == "no rate for model aurora-9")
    #expect(quotes.first?["price_points"] == nil)
  }

  @Test func `an invalid body is named with its line, and the others are priced`() throws {
    let result = try Tool().run(
      "quote", "-", "-f", "csv", input: "{\"model\":\"sora2\"}\n{oops}\n" + Self.exact)
    #expect(result.status == 65)
    #expect(result.output.contains(",10000000,1.0000000,"))
    #expect(
      result.errors
        == "piledger: -: line 1: task_type: expected a text, found nothing\n"
        + "piledger: -: line 2: not JSON: expected a member name, found a letter\n")
  }

  @Test func `what is also reported is shown, and never replaces the price`() throws {
    let body = #"{"model":"seedream","task_type":"seedream-5-lite","input":{"size":"2K"}}"#
    let result = try Tool().run("quote", "-", input: body)
    #expect(result.output.contains("price          280000 points = 0.028 USD\n"))
    #expect(
      result.output.contains("also reported  0.052 USD per image, two public clients, seen "))
    #expect(result.output.contains("; this would be 0.052 USD\n"))
    let csv = try Tool().run("quote", "-", "-f", "csv", input: body).output
    #expect(csv.contains(",\"0.052 USD per image, two public clients, seen "))
    let json = try Tool().run("quote", "-", "--json", input: body).output
    #expect(json.contains("\"per_unit\": \"0.052 USD per image\""))
  }

  @Test func `a whole request is priced as it is sent, and its key is never printed`() throws {
    let tool = try Tool()
    let key = "sk-do-not-tell"
    let curl = "curl https://api.piapi.ai/api/v1/task -H 'x-api-key: \(key)' -d '\(Self.exact)'\n"
    let http = "POST /api/v1/task HTTP/1.1\r\nx-api-key: \(key)\r\n\r\n\(Self.exact)\r\n"
    let noted = #"{"headers":{"x-api-key":"\#(key)"},"body":\#(Self.exact)}"# + "\n"
    let result = try tool.run("quote", "-", "-f", "csv", input: curl + http + noted)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.components(separatedBy: ",10000000,1.0000000,").count == 4)
    let broken = try tool.run("quote", "-", input: "curl -H 'x-api-key: \(key)' -d '{\(key)}'\n")
    #expect(broken.status == 65)
    #expect(!(result.output + broken.output + broken.errors).contains(key))
  }

  @Test func `a table has a request in each row`() throws {
    let tool = try Tool()
    try tool.folder.write(
      "model,task_type,version,duration\nkling,video_generation,3.0,10\nkling,video_generation,3.0,\n",
      to: "plan.csv")
    let result = try tool.run("quote", "plan.csv", "-f", "csv")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains(",10000000,1.0000000,"))
    #expect(result.output.contains(",5000000,0.5000000,"))
  }

  @Test func `a price that begins tomorrow is not quoted today`() throws {
    let tool = try Tool()
    let card = try tool.folder.write(
      """
      - model: sora2
        task_type: sora2-video
        like: sora2-video
        usd: 0.05
        from: 2026-06-02
        source: an offer
        checked: 2026-06-01

      """, to: "offer.yaml")
    let body = #"{"model":"sora2","task_type":"sora2-video","input":{"duration":4}}"#
    let today = try tool.run(
      "quote", "-", "--card", card, input: body, asOf: "2026-06-01T00:00:00Z")
    let tomorrow = try tool.run(
      "quote", "-", "--card", card, input: body, asOf: "2026-06-02T00:00:00Z")
    #expect(today.output.contains("3200000 points = 0.32 USD"))
    #expect(tomorrow.output.contains("2000000 points = 0.20 USD"))
  }
}

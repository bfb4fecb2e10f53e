import Application
import Domain
import Foundation
import Intake
import RateCards
import Reports

extension FuzzTarget {
  private static let cardTokens = [
    "- model: ", "task_type: ", "unit: image", "per: ", "started: true", "quantity: ", "defaults:",
    "prices:", "when: {", "usd: ", "times: ", "markup: ", "round_price: ", "surcharges:",
    "minimum: ", "round: up", "from: 2026-01-01", "until: 2026-02-01", "seen: [", "source: x",
    "checked: 2026-05-01", "certainty: low", "like: ", "family: ", "rates:", "agreements:",
    "penalties:", "rules:", "examples:", "measures:", "fields:", "aliases: [", "unconfirmed:",
    "percent: -10%", "\"> 5 and <= 9\"", "\">= 1\"", " * ", " / ", " + ", "duration", "width",
    "outputs", "\n", "  ", ": ", "- ", "*", "&a ", "*a", "!!binary ", "|\n", ">\n", "{", "}", "[",
    "]", "~", "%", "\"", "'", "#", "---\n", "...\n", "unknown: any", "step: 0.5", "<<: ",
  ]

  private static let builtIn: Pricer? = (try? RateCard(reading: [.builtIn])).map(Pricer.init)

  /// Rate cards: one that is accepted is looked through, and prices tasks.
  static let cards = FuzzTarget(
    name: "cards", tokens: cardTokens,
    fault: { bytes in
      let source = CardSource(name: "fuzz", files: [CardFile(name: "fuzz.yaml", bytes: bytes)])
      do throws(CardError) {
        let card = try RateCard(reading: [source])
        _ = CardLint(card: card, today: CalendarDay(number: 20_600))
        _ = ExampleCheck.checks(of: card)
        let pricer = Pricer(card: card)
        for (request, outputs) in sampleRequests {
          for day in [Instant(seconds: 1_770_000_000), Instant(seconds: 1_800_000_000), nil] {
            _ = pricer.charge(
              for: PricingInput(request: request, outputCount: outputs, createdAt: day))
          }
          let quote = QuoteReport([pricer.quote(for: request, at: Instant(seconds: 1_780_000_000))])
          if let word = unreal(in: quote.table) { return "a price is \(word)" }
        }
      } catch {
        if error.description.isEmpty { return "an error without a text" }
      }
      return nil
    }, secondsPerMegabyte: 30, longSizeBytes: 1 << 16)

  private static let sampleRequests: [(Request, Int?)] = [
    #"{"model":"seedream","task_type":"seedream-5-lite","input":{"size":"2K","width":1024}}"#,
    #"{"model":"studio","task_type":"clip","input":{"duration":5,"video_urls":["a","b"]}}"#,
    #"{"model":"studio","task_type":"portrait","input":{"version":"2","mode":"fast"}}"#,
    #"{"model":"kling","task_type":"video_generation","input":{"duration":1e300,"mode":"pro"}}"#,
  ].flatMap { text -> [(Request, Int?)] in
    guard var bodies = try? RequestBodies(MemorySource(Array(text.utf8))),
      case .success(let request)? = bodies.next()?.request
    else { return [] }
    return [(request, 2), (request, nil)]
  }

  private static let requestTokens = [
    "{\"model\":\"", "\"task_type\":\"", "\"input\":{", "\"messages\":[", "curl ", " -d '", "'",
    "--data-raw ", "--json ", "\\\n", "POST /api/v1/task HTTP/1.1\r\n", "\r\n\r\n", "x-api-key: k",
    "###\n", "\"request\":{\"body\":", "\"log\":{\"entries\":[", "\"postData\":{\"text\":\"",
    "model,task_type,duration\n", ",", "\"duration\":", "\"width\":", "\"n\":", "{", "}", "[", "]",
    "\"", "$'", "\\u0027", "@file", "\"max_tokens\":", "\"image_urls\":[", "null", "true",
  ]

  /// Requests that have not been sent, and what they will cost.
  static let requests = FuzzTarget(
    name: "requests", tokens: requestTokens,
    fault: { bytes in
      guard var bodies = try? RequestBodies(MemorySource(bytes, chunkSizeBytes: 977)) else {
        return "bytes in memory could not be read"
      }
      let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
      var (quotes, count) = ([Quote](), 0)
      while let body = bodies.next() {
        count += 1
        if !(1...lines).contains(body.line) { return "a request on line \(body.line) of \(lines)" }
        guard quotes.count < 20, case .success(let request) = body.request, let builtIn else {
          continue
        }
        quotes.append(builtIn.quote(for: request, at: Instant(seconds: 1_790_000_000)))
        _ = builtIn.trace(of: request, at: Instant(seconds: 1_790_000_000))
      }
      if count > bytes.count { return "\(count) requests in \(bytes.count) bytes" }
      return unreal(in: QuoteReport(quotes).table).map { "a price is \($0)" }
    }, secondsPerMegabyte: 20, longSizeBytes: 1 << 16)

  private static let settingTokens = [
    "db: ", "timezone: ", "cards: [", "tags:", "budgets:", "usd: ", "period: month", "models: [",
    "unpriced_limit: ", "currency: ", "exchange_rates: ", "holidays: ", "file_mode: ", "0640",
    "csv_dialect: eu", "api_keys:", "fixed_charges:", "on_news: ", "fetch_attempts: ", "\n", "  ",
    ": ", "- ", "{", "}", "[", "]", "\"", "'", "&a ", "*a", "<<: *a", "!!", "~", "|\n", "%", "#",
    "100%", "2026-01-01", "? ", "---\n",
  ]

  /// Settings.
  static let settings = FuzzTarget(
    name: "settings", tokens: settingTokens,
    fault: { bytes in
      do throws(Failure) {
        _ = try ConfigurationFile(
          path: "piledger.yaml", bytes: bytes)
      } catch {
        if error.description.isEmpty { return "a failure without a text" }
        if error.description.contains("\n") {
          return "a failure of several lines: \(error.description)"
        }
      }
      return nil
    }, secondsPerMegabyte: 30, longSizeBytes: 1 << 16)
}

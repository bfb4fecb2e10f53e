package import Domain
import Files
import Foundation
import Intake
package import Ledger
import Yams

/// Where the `exchange_rates` setting has its rates.
enum ExchangeRateTable: Equatable {
  /// A CSV file.
  case file(String)
  /// The setting itself.
  case inline([Currency: [PublishedRate]])

  private static let expected = "a mapping such as EUR: { 2026-02: 0.9187 }, or a path"

  /// Reads a mapping of currencies to their rates by day or month, in units per USD.
  init(_ mapping: Node.Mapping, line: Int) throws(SettingError) {
    var table: [Currency: [PublishedRate]] = [:]
    for (key, value) in mapping {
      let line = (key.mark ?? value.mark)?.line ?? line
      guard let currency = key.string.flatMap({ Currency($0) }), currency != .usd,
        table[currency] == nil, case .mapping(let rates) = value
      else { throw SettingError(line: line, message: "expected \(Self.expected)") }
      var published: [PublishedRate] = []
      for (term, rate) in rates { published.append(try Self.rate(term, rate, line: line)) }
      table[currency] = published
    }
    self = .inline(table)
  }

  private static func rate(
    _ key: Node, _ value: Node, line: Int
  ) throws(SettingError) -> PublishedRate {
    let line = (key.mark ?? value.mark)?.line ?? line
    let name = VisibleText.line(key.string ?? "", limit: 40)
    guard let term = key.string.flatMap({ PublishedRate.Term($0) }) else {
      throw SettingError(
        line: line, message: "\(name): expected a day such as 2026-02-03 or a month such as 2026-02"
      )
    }
    guard let number = value.string.flatMap({ ExactDecimal($0) }),
      let rate = ExchangeRate(unitsPerUSD: number.ratio)
    else {
      throw SettingError(
        line: line, message: "\(name): expected from 0.000001 to 1000000 units for one USD")
    }
    return PublishedRate(term, rate, line: line)
  }
}

extension Configuration {
  /// The currency that reports show next to USD; nil for USD alone.
  package var currency: Currency? {
    guard case .text(let code) = entries[.currency]?.value, let currency = Currency(code),
      currency != .usd
    else { return nil }
    return currency
  }

  /// The published rates of the currency; nil for USD alone.
  ///
  /// - Throws: ``Failure`` if there are none, or they cannot be read.
  package func publishedRates() throws(Failure) -> ExchangeRates? {
    guard let currency else { return nil }
    guard case .exchangeRates(let table) = entries[.exchangeRates]?.value else {
      throw Failure(
        .configuration,
        "currency: \(currency) needs exchange_rates in the configuration: a CSV file, or "
          + "\(currency): { 2026-02: 0.9187 } in \(currency) for one USD")
    }
    switch table {
    case .file(let path): return try rates(of: currency, inFile: path)
    case .inline(let rates):
      let place = entries[.exchangeRates]?.origin.description ?? ""
      guard let published = rates[currency] else {
        let known = rates.keys.map(\.code).sorted().joined(separator: ", ")
        throw Failure(
          .configuration,
          "\(place): exchange_rates: expected rates of \(currency), found \(known)")
      }
      do throws(ExchangeRateError) {
        return try ExchangeRates(of: currency, source: "exchange_rates", published)
      } catch {
        throw Failure(
          .configuration, "exchange_rates, line \(error.line): \(error.reason)")
      }
    }
  }

  private func rates(
    of currency: Currency, inFile path: String
  ) throws(Failure) -> ExchangeRates {
    let data: [UInt8]
    do throws(ReadError) { data = try WholeFile.bytes(at: path) } catch {
      throw Failure(.configuration, error.description)
    }
    do throws(ExchangeRateError) {
      return try ExchangeRates(
        of: currency, source: URL(filePath: path).lastPathComponent,
        ExchangeRateFile.rates(of: currency, in: Array(data)))
    } catch {
      throw Failure(.configuration, "\(path):\(error.line): \(error.reason)")
    }
  }
}

extension Run {
  /// The rates of the currency that reports show next to USD: those that the ledger keeps for its
  /// closed months, then the published ones; nil for USD alone.
  package func exchangeRates(keptIn ledger: LedgerStore) throws -> ExchangeRates? {
    guard let rates = try configuration.publishedRates() else { return nil }
    return rates.keeping(try ledger.keptRates(of: rates.currency))
  }
}

extension Points {
  /// Exact USD with a comma after every three digits.
  package func groupedUSDText(fractionDigits: Int = 2) -> String {
    groupedDecimal(usdText(fractionDigits: fractionDigits))
  }
}

extension Points {
  /// USD to the cent, half a cent away from zero: for sentences and key figures alone; tables are
  /// exact.
  ///
  /// An amount that would round to nothing reads `<0.01`, because only 0 is 0.
  package var centsText: String {
    let perCent = Points.perUSD / 100
    let cents = (magnitude.count + perCent / 2) / perCent
    guard cents > 0 || count == 0 else { return count < 0 ? ">-0.01" : "<0.01" }
    return Points((count < 0 ? -cents : cents) * perCent).groupedUSDText()
  }
}

extension CurrencyAmount {
  /// The rounded amount with a comma after every three digits.
  package func groupedText(decimals: Int) -> String { groupedDecimal(text(decimals: decimals)) }
}

extension Int {
  /// The number with a comma after every three digits.
  package var groupedText: String { grouped(String(self)[...]) }
}

private func groupedDecimal(_ text: String) -> String {
  let parts = text.split(separator: ".", maxSplits: 1)
  return ([grouped(parts[0])] + parts.dropFirst().map(String.init)).joined(separator: ".")
}

private func grouped(_ digits: Substring) -> String {
  let sign = digits.hasPrefix("-") ? "-" : ""
  var groups: [Substring] = []
  var rest = digits.dropFirst(sign.count)
  while rest.count > 3 {
    groups.insert(rest.suffix(3), at: 0)
    rest = rest.dropLast(3)
  }
  return sign + ([rest] + groups).joined(separator: ",")
}

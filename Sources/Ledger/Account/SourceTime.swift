import Domain

/// The moment at which a source was received, where its file name begins with it:
/// `20260601T020000Z-account.json.gz`, `2026-06-01T02:00:00Z.json` or `2026-06-01T02-00-00.5Z_info`.
enum SourceTime {
  /// The moment, nil where the name does not begin with a time in UTC.
  static func instant(ofName name: String) -> Instant? {
    let file = name.split(separator: "/").last ?? ""
    guard let end = file.firstIndex(of: "Z") else { return nil }
    let parts = file[..<end].split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let date = digits(parts[0], count: 8, separators: "-") else {
      return nil
    }
    let clock = parts[1].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let time = digits(clock[0], count: 6, separators: ":-") else { return nil }
    let fraction = clock.count == 2 ? ".\(clock[1])" : ""
    return Timestamp(
      "\(grouped(date, [4, 2, 2], by: "-"))T\(grouped(time, [2, 2, 2], by: ":"))\(fraction)Z")?
      .instant
  }

  /// So many digits, in groups or not.
  private static func digits(
    _ text: Substring, count: Int, separators: String
  ) -> String? {
    let digits = text.filter { !separators.contains($0) }
    let areDigits = digits.utf8.allSatisfy { $0 &- 48 < 10 }
    return areDigits && digits.utf8.count == count ? digits : nil
  }

  private static func grouped(_ digits: String, _ lengths: [Int], by separator: String) -> String {
    var rest = digits[...]
    return lengths.map { length in
      defer { rest = rest.dropFirst(length) }
      return String(rest.prefix(length))
    }.joined(separator: separator)
  }
}

/// How much traffic a workload is about.
struct DataSize: Hashable {
  let name: String
  let records: Int
  /// Whether it takes minutes to make and many gigabytes to keep.
  var isLarge = false

  static let twoThousand = DataSize(name: "2k", records: 2000)
  static let hundredThousand = DataSize(name: "100k", records: 100_000)
  static let million = DataSize(name: "1m", records: 1_000_000)
  static let tenMillion = DataSize(name: "10m", records: 10_000_000, isLarge: true)
}

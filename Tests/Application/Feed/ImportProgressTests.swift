import Application
import Testing

@Suite struct ImportProgressTests {
  @Test(arguments: [
    (
      ImportProgress(
        readBytes: 412_099_999, totalBytes: 1_109_331_504, records: 371_000,
        elapsedMilliseconds: 2000),
      "412.0 of 1109.3 MB, 371000 records, 206.0 MB/s, 4 s left"
    ),
    (
      ImportProgress(
        readBytes: 5_000_000, totalBytes: 1_000_000_000, records: 1, elapsedMilliseconds: 1000),
      "5.0 of 1000.0 MB, 1 record, 5.0 MB/s, 3 min 19 s left"
    ),
    (
      ImportProgress(
        readBytes: 5_000_000, totalBytes: nil, records: 4500, elapsedMilliseconds: 100),
      "5.0 MB, 4500 records, 50.0 MB/s"
    ),
    (
      ImportProgress(readBytes: 0, totalBytes: 10, records: 0, elapsedMilliseconds: 0),
      "0.0 of 0.0 MB, 0 records"
    ),
    (
      ImportProgress(readBytes: 20, totalBytes: 10, records: 3, elapsedMilliseconds: 1),
      "0.0 of 0.0 MB, 3 records, 0.0 MB/s, 0 s left"
    ),
  ])
  func `a line says how much is read, at what rate, and how long it will take`(
    progress: ImportProgress, line: String
  ) {
    #expect(progress.line == line)
  }
}

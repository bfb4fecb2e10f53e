import Foundation
import TestSupport
import Testing

/// The page in a browser, by day and by night, on a screen, a telephone and paper.
@Suite(
  .serialized,
  .enabled(if: Browser.path != nil, "there is no Chromium on this machine"))
struct BrowserTests {
  private let tool: Tool
  private let browser: Browser
  private let page: String

  init() throws {
    tool = try Tool()
    try tool.run("demo", "--folder", "demo", asOf: nil)
    browser = Browser(folder: try TemporaryFolder())
    page = tool.folder.path("demo/reports/month-2026-02.html")
  }

  /// Width and height in the first chunk of a PNG file.
  private static func size(ofPNG data: Data) -> [Int] {
    guard data.count > 24 else { return [] }
    return [16, 20].map { start in
      data[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  @Test(arguments: [1280, 390])
  func `the page is drawn at the width of a screen and of a telephone, by day and by night`(
    width: Int
  ) throws {
    let light = try browser.picture(of: page, width: width, scheme: .light)
    let dark = try browser.picture(of: page, width: width, scheme: .dark)
    #expect(Self.size(ofPNG: light) == [width, 1600])
    #expect(Self.size(ofPNG: dark) == [width, 1600])
    #expect(light != dark)
    // An empty page of this size has less than a tenth of this.
    #expect(light.count > 50_000)
  }

  @Test func `a chart is a separate picture`() throws {
    let chart = tool.folder.path("demo/reports/month-2026-02-days.svg")
    let light = try browser.picture(of: chart, width: 800, scheme: .light)
    let dark = try browser.picture(of: chart, width: 800, scheme: .dark)
    #expect(light.count > 5_000)
    #expect(light != dark)
  }

  @Test func `the page is printed`() throws {
    let paper = try browser.print(page)
    #expect(paper.starts(with: Data("%PDF".utf8)))
    #expect(paper.count > 50_000)
  }
}

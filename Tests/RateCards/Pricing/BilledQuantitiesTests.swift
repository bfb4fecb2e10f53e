import Domain
import RateCards
import Testing

@Suite struct BilledQuantitiesTests {
  private static let known = BilledQuantities(entries: [
    BilledQuantities.Entry(name: "image", value: Ratio(3)),
    BilledQuantities.Entry(name: "frame", value: Ratio(1)),
    BilledQuantities.Entry(name: "second", value: Ratio(15, over: 2)),
  ])

  private static func unknown(_ least: Int64?, _ most: Int64?) -> BilledQuantities {
    BilledQuantities(entries: [
      BilledQuantities.Entry(
        name: "second", value: nil, least: least.map { Ratio($0) }, most: most.map { Ratio($0) })
    ])
  }

  @Test func `known quantities are exact decimals in JSON`() {
    #expect(Self.known.json == #"{"image":"3","frame":"1","second":"7.5"}"#)
    #expect(BilledQuantities(entries: []).json == "{}")
  }

  @Test func `an unknown quantity is an object of its bounds`() {
    #expect(Self.unknown(1, 30).json == #"{"second":{"least":"1","most":"30"}}"#)
    #expect(Self.unknown(1, nil).json == #"{"second":{"least":"1"}}"#)
    #expect(Self.unknown(nil, nil).json == #"{"second":{}}"#)
  }

  @Test func `a name from the card stays within its text`() {
    let odd = BilledQuantities(entries: [
      BilledQuantities.Entry(name: "im\"age\n", value: Ratio(1))
    ])
    #expect(odd.json == #"{"im\"age\n":"1"}"#)
  }

  @Test func `quantities read as people say them`() {
    #expect(Self.known.description == "3 images, 1 frame, 7.5 seconds")
    #expect(Self.unknown(1, 30).description == "unknown number of seconds")
  }

  @Test func `a quantity is found by its name, and so is the unknown one`() {
    #expect(Self.known["frame"] == Ratio(1))
    #expect(Self.known["sheet"] == nil)
    #expect(Self.known.unknown == nil)
    #expect(Self.unknown(1, 30).unknown?.name == "second")
  }
}

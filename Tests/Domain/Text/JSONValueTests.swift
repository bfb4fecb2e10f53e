import Domain
import Testing

@Suite struct JSONValueTests {
  @Test func `if a member is given twice the last counts, and an absent member is nil`() throws {
    let value = try json(#"{"a":1,"b":null,"a":2}"#)
    #expect(value["a"] == .number("2"))
    #expect(value["b"] == .null)
    #expect(value["c"] == nil)
    #expect(JSONValue.array([.null])["a"] == nil)
    #expect(JSONValue.null["a"] == nil)
  }

  @Test(
    arguments: [
      ("280000", "280000"), (#""280000""#, "280000"), ("2.60", "2.6"), (#""0.028""#, "0.028"),
      ("1e3", "1000"), (#""8s""#, nil), (#""""#, nil), ("true", nil), ("null", nil), ("[1]", nil),
      ("123456789012345678901", nil),
    ] as [(String, String?)])
  func `a number, also one written as text, is exact`(text: String, decimal: String?) throws {
    #expect(try json(text).decimal?.description == decimal)
  }

  @Test(
    arguments: [
      ("5", 5), ("-5", -5), (#""5""#, 5), ("5.0", 5), ("5e2", 500), ("5.5", nil), (#""x""#, nil),
      ("null", nil),
    ] as [(String, Int64?)])
  func `a whole number has no decimals`(text: String, integer: Int64?) throws {
    #expect(try json(text).integer == integer)
  }

  @Test func `a value is read as its own type, not as another`() throws {
    let text = JSONValue.string("5")
    #expect(text.string == "5")
    #expect(text.bool == nil)
    #expect(text.array == nil)
    #expect(!text.isObject)
    #expect(JSONValue.bool(true).bool == true)
    #expect(JSONValue.number("5").string == nil)
    #expect(JSONValue.array([.null]).array == [.null])
    #expect(JSONValue.object([]).isObject)
    #expect(JSONValue.null.isNull)
    #expect(!JSONValue.string("null").isNull)
  }

  @Test(
    arguments: [
      (#"{"a":1}"#, "an object"), ("[1]", "an array"), (#""abc""#, #"a text"#),
      ("1.50", "a number"), ("true", "true"), ("false", "false"), ("null", "null"),
    ] as [(String, String)])
  func `a message says what was found`(text: String, kind: String) throws {
    #expect(try json(text).kindText == kind)
  }
}

@Suite struct CanonicalTextTests {
  @Test(
    arguments: [
      (
        #" { "b" : [ 1 , 2.50 , null ] , "a" : { "d" : true , "c" : false } } "#,
        #"{"a":{"c":false,"d":true},"b":[1,2.50,null]}"#
      ),
      ("[ ]", "[]"), ("{ }", "{}"), (#""a\/b\u0041\n""#, #""a/bA\n""#), ("1E+2", "1E+2"),
      (#""\u2028\u007f""#, #""\u2028\u007f""#),
    ] as [(String, String)])
  func `the same value gives the same bytes, sorted and without white space`(
    text: String, canonical: String
  ) throws {
    #expect(try json(text).canonicalText == canonical)
  }

  @Test func `members in another order give the same text`() throws {
    let first = try json(#"{"a":1,"b":{"c":2,"d":3}}"#)
    let second = try json(#"{"b":{"d":3,"c":2},"a":1}"#)
    #expect(first.canonicalText == second.canonicalText)
  }

  @Test(arguments: [1, 2, 3, 5, 8] as [UInt64])
  func `a canonical text reads back and is canonical already`(seed: UInt64) throws {
    var documents = RandomJSON(seed: seed)
    for _ in 0..<100 {
      let value = try json(documents.document())
      let text = value.canonicalText
      let again = try json(text)
      #expect(again.canonicalText == text)
    }
  }
}

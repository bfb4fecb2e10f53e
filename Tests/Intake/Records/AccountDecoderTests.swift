import Domain
import Intake
import Testing

@Suite struct AccountDecoderTests {
  private static func enveloped(_ data: String) -> String {
    #"{"code":200,"data":\#(data),"message":"success"}"#
  }

  @Test func `the current shape is read, with and without data`() throws {
    let account = #"""
      {"id":12,"name":"studio","plan":"creator","equivalent_in_usd":12.3450,
      "wallet":{"point_remain":123450000,"auto_recharge_enabled":false},
      "credit_pack_info":{"total_credits":5,"frozen":1,"credit_packs":[{"id":"p","active":true}]}}
      """#
    let expected = BalanceSnapshot(
      account: AccountIdentity(id: "12", name: "studio"), plan: "creator",
      balanceUSD: ExactDecimal("12.345"),
      detailJSON: #"{"credit_pack_info":{"credit_packs":[{"active":true,"id":"p"}],"frozen":1,"#
        + #""total_credits":5},"wallet":{"auto_recharge_enabled":false,"point_remain":123450000}}"#)
    #expect(try balance(account) == expected)
    #expect(try balance(Self.enveloped(account)) == expected)
  }

  @Test func `of the details, figures and the texts of packs are kept`() throws {
    let account = #"""
      {"id":12,"name":"studio","equivalent_in_usd":1,
      "wallet":{"point_remain":"12.50","card":"4111 of a person","owner":{"name":"A","point":2}},
      "credit_pack_info":{"credit_packs":[{"id":"p","description":"starter","receipt":"https://x"}]}}
      """#
    #expect(
      try balance(account).detailJSON
        == #"{"credit_pack_info":{"credit_packs":[{"description":"starter","id":"p"}]},"#
        + #""wallet":{"owner":{"point":2},"point_remain":"12.50"}}"#)
  }

  @Test func `the older shape is read, with and without data`() throws {
    let account = #"""
      {"account_name":"studio","account_id":"a-7","remaining_credits":1000,
      "equivalent_in_usd":"0.50"}
      """#
    let expected = BalanceSnapshot(
      account: AccountIdentity(id: "a-7", name: "studio"), plan: "",
      balanceUSD: ExactDecimal("0.5"),
      detailJSON: #"{"remaining_credits":1000}"#)
    #expect(try balance(account) == expected)
    #expect(try balance(Self.enveloped(account)) == expected)
  }

  @Test(
    arguments: [
      (#""account_name":"a","name":"n","account_id":"i","id":1"#, "i", "a"),
      (#""account_name":"","name":"n","account_id":"","id":1"#, "1", "n"),
      (#""account_id":7,"id":1"#, "7", nil), (#""id":1"#, "1", nil), (#""name":"n""#, nil, "n"),
      (#""id":null,"name":"""#, nil, nil),
    ] as [(String, String?, String?)])
  func `an account tells its id and its name, in the old shape's members first`(
    members: String, id: String?, name: String?
  ) throws {
    let account = try balance(#"{"equivalent_in_usd":1,\#(members)}"#).account
    #expect(account == AccountIdentity(id: id, name: name))
    #expect(account.key == id ?? name ?? "")
  }

  @Test(
    arguments: [
      (#""plenty""#, #"a text"#), ("true", "true"),
      ("{}", "an object"),
    ] as [(String, String)])
  func `a balance that is no number is refused by its name`(usd: String, found: String) throws {
    let reason = "equivalent_in_usd: expected a number, found \(found)"
    #expect(try refusal(of: #"{"equivalent_in_usd":\#(usd)}"#) == reason)
    #expect(try refusal(of: Self.enveloped(#"{"equivalent_in_usd":\#(usd)}"#)) == reason)
  }

  @Test(
    arguments: [
      (#""quota":{"equivalent_in_usd":2.5}"#, "2.5"),
      (#""equivalent_in_usd":null,"quota":{"equivalent_in_usd":"2.5"}"#, "2.5"),
      (#""equivalent_in_usd":1,"quota":{"equivalent_in_usd":2.5}"#, "1"),
    ] as [(String, String)])
  func `a balance may be in the quota, and the account's own counts first`(
    members: String, usd: String
  ) throws {
    let account = #"{"name":"studio",\#(members),"credit_pack_info":{"total_credits":5}}"#
    for text in [account, Self.enveloped(account)] {
      #expect(try balance(text).balanceUSD?.description == usd)
      #expect(try balance(text).account.name == "studio")
    }
  }

  @Test(arguments: [
    #"{"total_credits":9,"used_credits":4,"available_credits":5}"#, #"{"available_credits":5}"#,
  ])
  func `an account with credits alone is a snapshot whose balance in USD is unknown`(
    credits: String
  ) throws {
    for usd in ["", #""equivalent_in_usd":null,"#] {
      let account = #"{"name":"studio",\#(usd)"credit_pack_info":\#(credits)}"#
      for text in [account, Self.enveloped(account)] {
        let snapshot = try balance(text)
        #expect(snapshot.balanceUSD == nil)
        #expect(snapshot.account.name == "studio")
        #expect(snapshot.detailJSON.contains(#""available_credits":5"#))
      }
    }
  }

  @Test(arguments: ["0", "-1.25", "0.30000000000000004", "1234567.8901234"])
  func `a balance is exact`(usd: String) throws {
    #expect(try balance(#"{"equivalent_in_usd":\#(usd)}"#).balanceUSD?.description == usd)
  }
}

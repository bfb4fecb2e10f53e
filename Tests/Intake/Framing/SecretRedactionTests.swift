import Intake
import Testing

@Suite struct SecretRedactionTests {
  @Test(
    arguments: [
      (#"{"secret":"hush"}"#, #"{"secret":"[removed]"}"#),
      (
        #"{"webhook_config":{"endpoint":"https://hook.example","secret":"hush"},"n":1}"#,
        #"{"webhook_config":{"endpoint":"https://hook.example","secret":"[removed]"},"n":1}"#
      ),
      ("{\"secret\" :\n\t\"hush\"}", "{\"secret\" :\n\t\"[removed]\"}"),
      (
        #"{"secret":"a","n":1,"secret":"b"}"#, #"{"secret":"[removed]","n":1,"secret":"[removed]"}"#
      ),
      (#"{"webhook_secret":"hush"}"#, #"{"webhook_secret":"[removed]"}"#),
      (#"{"x-api-key":"hush"}"#, #"{"x-api-key":"[removed]"}"#),
      (#"{"api_key":"hush"}"#, #"{"api_key":"[removed]"}"#),
      (#"{"Authorization":"Bearer hush"}"#, #"{"Authorization":"[removed]"}"#),
      (
        #"{"SECRET":"hush","X-API-Key":"hush"}"#, #"{"SECRET":"[removed]","X-API-Key":"[removed]"}"#
      ),
      (#"{"secret":"größer 😀"}"#, #"{"secret":"[removed]"}"#),
    ] as [(String, String)])
  func `the value of a secret is removed, and nothing else`(text: String, kept: String) {
    #expect(SecretRedaction.redacted(text) == kept)
  }

  @Test(
    arguments: [
      (#"{"secret":"hu\"sh","n":1}"#, #"{"secret":"[removed]","n":1}"#),
      (#"{"secret":"hush\\","n":"x"}"#, #"{"secret":"[removed]","n":"x"}"#),
      (#"{"body":"{\"secret\":\"hush\"}","n":1}"#, #"{"body":"{\"secret\":\"[removed]\"}","n":1}"#),
      (
        #"{"body":"{\"secret\":\"hu\\\"sh\",\"n\":1}"}"#,
        #"{"body":"{\"secret\":\"[removed]\",\"n\":1}"}"#
      ),
      (
        #""{\"body\":\"{\\\"secret\\\":\\\"hush\\\"}\"}""#,
        #""{\"body\":\"{\\\"secret\\\":\\\"[removed]\\\"}\"}""#
      ),
    ] as [(String, String)])
  func `a secret with escapes, or in JSON inside a string, is removed to its end`(
    text: String, kept: String
  ) {
    #expect(SecretRedaction.redacted(text) == kept)
  }

  @Test(
    arguments: [
      (#"{"secret":"hus"#, #"{"secret":"[removed]"#),
      (#"{"secret":"hush\"#, #"{"secret":"[removed]"#),
      (#"{"body":"{\"secret\":\"hus"#, #"{"body":"{\"secret\":\"[removed]"#),
    ] as [(String, String)])
  func `a secret that is cut off is removed as far as it came`(text: String, kept: String) {
    #expect(SecretRedaction.redacted(text) == kept)
  }

  @Test(arguments: [
    "", "{}", #"{"secret":""}"#, #"{"body":"{\"secret\":\"\"}"}"#,
    #"{"secret":null}"#, #"{"secret":"#, #"{"secret":""#, #"{"secret""#,
    #"{"prompt":"a secret garden"}"#,
    #"{"prompt":"the secret: \"love\""}"#, #"{"authorization_url":"https://a.example"}"#,
  ])
  func `an empty secret and the word itself are left as they are`(text: String) {
    #expect(SecretRedaction.redacted(text) == text)
  }

  @Test(arguments: [#"{"secret":4711}"#, #"{"secret" : 4711,"n":1}"#, #"{"secret":4711"#])
  func `a secret that is a number is removed too`(text: String) {
    #expect(!SecretRedaction.redacted(text).contains("4711"))
  }

  @Test(arguments: [
    #"{"code":200,"data":{"config":{"webhook_config":{"secret":"4711"}},"input":{}}}"#,
    #"{"log":"{\"config\":{\"webhook_config\":{\"secret\":\"4711\"}}}"}"#,
  ])
  func `wherever a record breaks off, no part of its secret is kept`(text: String) {
    for count in 0...text.utf8.count {
      let beginning = String(decoding: text.utf8.prefix(count), as: UTF8.self)
      #expect(!SecretRedaction.redacted(beginning).contains("4"), "\(count) bytes")
    }
  }
}

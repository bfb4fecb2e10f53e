import Intake
import Testing

@Suite struct IntakeRecordTests {
  @Test(
    arguments: [
      ("[]", "expected an object, found an array"),
      ("12", "expected an object, found a number"),
      (#""done""#, #"expected an object, found a text"#),
      ("null", "expected an object, found null"), ("true", "expected an object, found true"),
      ("{}", "no known record: its members are none"),
      (#"{"foo":1,"bar":{"task_id":"x"}}"#, "no known record: its members are foo, bar"),
      (
        #"{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1}"#,
        "no known record: its members are a, b, c, d, e, f"
      ),
      (
        #"{"code":401,"data":null,"message":"invalid key"}"#,
        "an error answer with code 401, no task"
      ),
      (#"{"code":500,"message":"busy"}"#, "an error answer with code 500, no task"),
      (
        #"{"type":"quota_low","time":1777888800,"message":"below 5 USD","detail":{}}"#,
        "an account notification, no task"
      ),
      (
        #"{"code":400,"data":{"task_id":"","model":"kling"},"message":"insufficient credits"}"#,
        "an error answer with code 400, no task"
      ),
      (
        #"{"task_id":"","model":"","task_type":"","status":"","error":{"code":10002}}"#,
        "an error answer with code 10002, no task"
      ),
      (
        #"{"created":1777803331,"data":[{"url":"x"}],"usage":{"total_tokens":1200}}"#,
        "an answer of /v1/images/generations, which has no id: its tokens can't be counted once"
      ),
      (
        #"{"code":200,"data":{"created":1777803331,"data":[{"b64_json":"x"},{"b64_json":"y"}]}}"#,
        "an answer of /v1/images/generations, which has no id: its tokens can't be counted once"
      ),
      (
        #"{"taskId":"a","taskType":"x","model":"m","status":"done"}"#,
        "a task in camel case (taskId) without status or meta, which has times and money"
      ),
      (
        #"{"model":"seedance","task_type":"seedance-2","status":"failed"}"#,
        "a task without task_id"
      ),
      (
        #"{"code":200,"data":null,"message":"success"}"#,
        "no known record: its members are code, data, message"
      ),
    ] as [(String, String)])
  func `a value that is not a record is refused with what was found`(text: String, reason: String)
    throws
  {
    #expect(try refusal(of: text) == reason)
  }

  @Test func `a member's name is shown unless it may be a text`() throws {
    let long = String(repeating: "n", count: 33)
    for name in [long, "a quiet harbor", "https://h.example", "sk-000111"] {
      #expect(try refusal(of: #"{"\#(name)":1}"#) == "no known record: its members are …")
    }
  }

  @Test func `a value that was refused is not quoted in the reason`() throws {
    let reason = try refusal(of: #"{"secret":"hush","prompt":"a lighthouse"}"#)
    #expect(reason == "no known record: its members are secret, prompt")
  }
}

@Suite struct LegacyShapeTests {
  @Test(arguments: [
    #"{"code":200,"data":{"task_id":"t","task_info":{},"task_result":{}},"message":"success"}"#,
    #"{"task_id":"t","status":"success","task_result":{"used_credits":3}}"#,
    #"{"task_id":"t","status":"pending","task_info":{"frozen_credits":3}}"#,
    #"{"timestamp":1777888800,"data":{"task_id":"t","task_info":{}}}"#,
  ])
  func `a response of the image toolkit v2 is refused by its name`(text: String) throws {
    #expect(
      try refusal(of: text)
        == "legacy shape: image toolkit v2 (task_info, task_result), whose credits have another unit"
    )
  }

  @Test(arguments: [
    #"{"task_id":"t","status":"finished","metadata":{"quota_frozen":0,"quota_usage":30}}"#,
    #"{"task_id":"t","status":"pending","metadata":{"quota_frozen":30}}"#,
    #"{"code":200,"data":{"task_id":"t","metadata":{"quota_usage":30}},"message":"success"}"#,
  ])
  func `a response of v1 is refused by its name`(text: String) throws {
    #expect(
      try refusal(of: text)
        == "legacy shape: v1 (metadata.quota_usage), whose quota has another unit")
  }
}

import Domain
import TestSupport
import Testing

@Suite struct IntakeRecordTests {
  @Test(arguments: [
    "{}", #"{"foo":1,"bar":{"task_id":"x"}}"#, #"{"code":401,"data":null,"message":"invalid key"}"#,
    #"{"code":500,"message":"busy"}"#, #"{"code":200,"data":null,"message":"success"}"#,
    #"{"type":"quota_low","time":1777888800,"message":"below 5 USD","detail":{}}"#,
    #"{"code":400,"data":{"task_id":"","model":"kling"},"message":"insufficient credits"}"#,
    #"{"task_id":"","model":"","task_type":"","status":"","error":{"code":10002}}"#,
    #"{"model":"seedance","task_type":"seedance-2","input":{"prompt":"x"}}"#,
    #"{"taskId":"a","taskType":"x","model":"m","status":"done"}"#,
    #"{"task_id":"celery-7","state":"SUCCESS"}"#,
    #"{"task_id":"x","meta":{"retries":0},"args":[]}"#,
    #"{"code":0,"message":"SUCCEED","data":{"task_id":"k-1","task_status":"submitted"}}"#,
    #"{"task_id":"a","status":"done"}"#,
    #"{"total":1,"page":1,"data":[{"id":1,"answer":{"code":200}}]}"#,
    #"{"created":1777803331,"data":[{"url":"x"}]}"#, #"{"object":"list","choices":[]}"#,
  ])
  func `an object that is none of the provider's records is none, and no fault`(text: String) throws
  {
    #expect(try refusal(of: text) == "no record")
  }

  @Test(
    arguments: [
      (#"{"code":200,"data":{"task_id":"t"}}"#, "model: expected a text, found nothing"),
      (
        #"{"task_id":"t","model":"m","status":"done"}"#, "task_type: expected a text, found nothing"
      ),
      (#"{"status":"failed","model":"m","meta":{"usage":{}}}"#, "a task without task_id"),
      (
        #"{"created":1777803331,"model":7,"data":[{"url":"x"}],"usage":{"total_tokens":1200}}"#,
        "model: expected a text, found a number"
      ),
    ] as [(String, String)])
  func `an answer that can't be read is refused with what was expected`(
    text: String, reason: String
  ) throws {
    #expect(try refusal(of: text) == reason)
  }

  @Test func `a row with a task's members gives way to the answer that it holds`() throws {
    let answer = TaskText().envelope
    for held in [answer, JSONText.quoted(answer)] {
      let row =
        #"{"task_id":"row","model":"m","task_type":"k","status":"done","raw":\#(held)}"#
      #expect(Finding(in: row).found == [.task(TaskText().taskID, line: 1)])
    }
    let ownMeta =
      #"{"task_id":"row","model":"m","status":"done","meta":{"ip":"::1"},"response":\#(answer)}"#
    #expect(Finding(in: ownMeta).found == [.task(TaskText().taskID, line: 1)])
    let twice =
      #"{"body":\#(answer),"row":{"task_id":"row","model":"m","task_type":"k","status":"done","raw":\#(answer)}}"#
    #expect(Finding(in: twice).found == [.task(TaskText().taskID, line: 1)])
    let alone = #"{"task_id":"row","model":"m","task_type":"k","status":"done","raw":null}"#
    #expect(Finding(in: alone).found == [.task("row", line: 1)])
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

import Domain
import TestSupport
import Testing

@testable import Intake

@Suite struct MemberFormsTests {
  @Test(
    arguments: [
      (#"{"$numberInt":"5"}"#, "5"), (#"{"$numberLong":"1777803320000"}"#, "1777803320000"),
      (#"{"$numberDouble":"0.5"}"#, "0.5"), (#"{"$numberDouble":"NaN"}"#, "null"),
      (#"{"$numberDecimal":"1.50"}"#, "1.50"), (#"{"$numberLong":7}"#, "7"),
      (#"{"$date":"2026-05-03T10:15:20Z"}"#, #""2026-05-03T10:15:20Z""#),
      (#"{"$date":{"$numberLong":"1777803320123"}}"#, #""2026-05-03T10:15:20.123Z""#),
      (#"{"$date":1777803320000}"#, #""2026-05-03T10:15:20Z""#),
      (#"{"$oid":"0a1b"}"#, #""0a1b""#), (#"{"$uuid":"7f3a"}"#, #""7f3a""#),
      (#"{"a":[{"b":{"$numberInt":"1"}}]}"#, #"{"a":[{"b":1}]}"#),
      (#"{"$undefined":true}"#, "null"),
    ] as [(String, String)])
  func `extended JSON of MongoDB is read as what it stands for`(text: String, plain: String) throws
  {
    #expect(try MemberForms.original(json(text)).canonicalText == plain)
  }

  @Test(arguments: [
    #"{"$numberInt":"five"}"#, #"{"$numberInt":"1","b":2}"#, #"{"$numberInt":null}"#,
    #"{"$date":9223372036854775807}"#, #"{"$date":true}"#, #"{"$ref":"a"}"#,
    #"{"$binary":{"base64":"","subType":"00"}}"#, #"{"numberInt":"1"}"#, #"{"a":{"taskId":1}}"#,
  ])
  func `what only resembles it stays as it is`(text: String) throws {
    let value = try json(text)
    #expect(MemberForms.original(value) == value)
  }

  private static let answer = TaskText.task {
    $0.model = "kling"
    $0.taskType = "video_generation"
    $0.input = #"{"aspect_ratio":"16:9","enable_audio":true,"multi_shots":[{"duration":5}]}"#
    $0.isUsingPrivatePool = true
  }

  @Test func `a task that MongoDB exported is the task`() throws {
    let exported = Self.answer.envelope
      .replacing(#""code":200"#, with: #""code":{"$numberInt":"200"}"#)
      .replacing(#""consume":280000"#, with: #""consume":{"$numberLong":"280000"}"#)
      .replacing(#""frozen":0"#, with: #""frozen":{"$numberInt":"0"}"#)
      .replacing(#""duration":5"#, with: #""duration":{"$numberInt":"5"}"#)
      .replacing(
        #""started_at":"2026-05-04T10:00:01Z""#,
        with: #""started_at":{"$date":{"$numberLong":"1777888801000"}}"#)
    #expect(try task(exported) == task(Self.answer.envelope))
  }

  @Test(arguments: [true, false])
  func `a task in camel case is the task`(isInput: Bool) throws {
    var camel = Self.answer.envelope
    let names = [
      ("task_id", "taskId"), ("task_type", "taskType"), ("service_mode", "serviceMode"),
      ("webhook_config", "webhookConfig"), ("created_at", "createdAt"),
      ("started_at", "startedAt"), ("ended_at", "endedAt"), ("image_urls", "imageUrls"),
      ("is_using_private_pool", "isUsingPrivatePool"), ("raw_message", "rawMessage"),
    ]
    let inputNames = [
      ("aspect_ratio", "aspectRatio"), ("enable_audio", "enableAudio"),
      ("multi_shots", "multiShots"),
    ]
    for (snake, name) in names + (isInput ? inputNames : []) {
      camel = camel.replacing("\"\(snake)\":", with: "\"\(name)\":")
    }
    #expect(camel.contains("taskId"))
    #expect(try task(camel) == task(Self.answer.envelope))
  }

  @Test func `of a member in both spellings the provider's counts`() throws {
    let text = #"""
      {"taskId":"a","taskType":"x","model":"m","status":"failed","meta":{},
      "input":{"batchSize":4,"batch_size":1}}
      """#
    let request = try task(text).request
    #expect(request["batch_size"] == .number(ExactDecimal(1)))
    #expect(request["batchSize"] == .number(ExactDecimal(4)))
  }

  @Test(arguments: [
    #"{"taskId":"a","taskType":"x","model":"m","meta":{}}"#,
    #"{"taskId":"a","taskType":"x","model":"m","status":"done","prompt":"…"}"#,
    #"{"task_id":"b","input":{"taskId":"a","taskType":"x","model":"m","status":"s","meta":{}}}"#,
  ])
  func `a program's own note of a task is no task`(text: String) throws {
    let value = try json(text)
    #expect(MemberForms.original(value) == value)
  }
}

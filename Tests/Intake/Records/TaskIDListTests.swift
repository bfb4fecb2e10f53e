import Domain
import TestSupport
import Testing
import Traffic

@testable import Intake

/// Ids are found in whatever a user has.
@Suite struct TaskIDListTests {
  private static let first = "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70"
  private static let second = "0fe844f4-ed97-46b3-ad76-2e3fee52f97c"

  private static func ids(_ text: String) -> [String] {
    TaskIDList(Array(text.utf8)).ids.map(\.text)
  }

  @Test(arguments: [
    "\(first)\n\(second)\n", "\(first)\r\n\(second)", "[\"\(first)\", \"\(second)\"]",
    "task,usd\n\(first),0.1\n\"\(second)\",0.2\n",
    "{\"task_id\":\"\(first)\"}\n{\"task_id\": \"\(second)\"}\n",
    "INFO task_\(first).mp4 done\nINFO retry of \(second)!\n",
    "{\"body\":\"{\\\"task_id\\\":\\\"\(first)\\\"}\"} \(second)",
    first.uppercased() + " " + second,
  ])
  func `UUIDs are found anywhere`(text: String) {
    #expect(Self.ids(text) == [Self.first, Self.second])
  }

  @Test(arguments: [
    #"{"task_id":"job 7/../x?y"}"#, #"{"id":1,"task_id" : "job 7/../x?y","n":2}"#,
    #"{"text":"{\"task_id\":\"job 7/../x?y\"}"}"#, "task_id,usd\njob 7/../x?y,1\n",
    "usd,Task_ID\n1,job 7/../x?y\n", #"["job 7/../x?y"]"#,
  ])
  func `values of task_id and elements of a list need not be UUIDs`(text: String) {
    #expect(Self.ids(text) == ["job 7/../x?y"])
  }

  @Test func `a plain list has one id a line, and its heading is none`() {
    #expect(
      Self.ids("task\nvideo-000017\nvideo-000018\n\nvideo-000017\n") == [
        "video-000017", "video-000018",
      ])
  }

  @Test func `an id counts once, and how often it came again is known`() {
    let list = TaskIDList(Array("\(Self.first)\n\(Self.second)\n\(Self.first.uppercased())\n".utf8))
    #expect(list.ids.count == 2)
    #expect(list.repeated == 1)
    let member = TaskIDList(Array(#"{"task_id":"\#(Self.first)"}"#.utf8))
    #expect(member.ids.count == 1)
    #expect(member.repeated == 0)
  }

  @Test(arguments: [
    "", "no ids here", "see \(first)0", "see a\(first)", "7f3a0c1e52d44b6f9a110e6d8c2b4f70 is none",
    #"{"task_id":""}"#, #"{"task_id":null}"#,
  ])
  func `what is no id is none`(text: String) {
    #expect(Self.ids(text) == [])
  }

  @Test(arguments: [1, 2, 3])
  func `ids between any bytes are found, and nothing breaks`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var bytes: [UInt8] = []
    for _ in 0..<50 {
      let noise = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      bytes += noise + Array(" \(Self.first) ".utf8)
    }
    let list = TaskIDList(bytes)
    #expect(list.ids.contains(TaskID(Self.first)), "seed \(seed)")
  }
}

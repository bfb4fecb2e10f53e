import Domain
import Testing

@Suite struct TaskStatusTests {
  @Test(
    arguments: [
      ("Completed", .completed), ("completed", .completed), ("COMPLETED", .completed),
      ("success", .completed), ("Success", .completed), ("finished", .completed),
      ("Finished", .completed), ("Processing", .processing), ("processing", .processing),
      ("Pending", .pending), ("pending", .pending), ("Staged", .staged), ("staged", .staged),
      ("Failed", .failed), ("failed", .failed), ("cancelled", .cancelled),
      ("Cancelled", .cancelled), ("canceled", .cancelled), (" completed", .completed),
      ("processing\t", .processing), ("\r\nFAILED ", .failed),
    ] as [(String, TaskStatus)])
  func `the provider's spellings are compared without case and surrounding white space`(
    text: String, status: TaskStatus
  ) {
    #expect(TaskStatus(text) == status)
    #expect(TaskStatus(text).isKnown)
  }

  @Test(arguments: [
    ("", ""), ("Queued", "queued"), ("queued\n", "queued"), ("complete", "complete"),
    ("com pleted", "com pleted"), ("done", "done"),
  ])
  func `an unknown status is kept in canonical spelling`(text: String, kept: String) {
    let status = TaskStatus(text)
    #expect(status == .other(kept))
    #expect(status.name == kept)
    #expect(!status.isKnown)
    #expect(!status.hasEnded)
  }

  @Test(
    arguments: [
      (.staged, false), (.pending, false), (.processing, false), (.other("queued"), false),
      (.completed, true), (.failed, true), (.cancelled, true),
    ] as [(TaskStatus, Bool)])
  func `a task has ended when it completed, failed or was canceled`(
    status: TaskStatus, hasEnded: Bool
  ) {
    #expect(status.hasEnded == hasEnded)
  }

  @Test(
    arguments: [
      (.failed, true), (.cancelled, true), (.completed, false), (.processing, false),
      (.other("rejected"), false),
    ] as [(TaskStatus, Bool)])
  func `a failed and a canceled task are without result`(status: TaskStatus, isWithout: Bool) {
    #expect(status.isWithoutResult == isWithout)
  }

  @Test func `the names are those of the provider in lowercase`() {
    let all: [TaskStatus] = [.staged, .pending, .processing, .completed, .failed, .cancelled]
    #expect(
      all.map(\.name) == ["staged", "pending", "processing", "completed", "failed", "cancelled"])
    #expect(all.allSatisfy { TaskStatus($0.name) == $0 })
  }

  @Test func `a task progresses from staged to an end, and an unknown state is the least`() {
    let order: [TaskStatus] = [
      .other("queued"), .staged, .pending, .processing, .cancelled, .failed, .completed,
    ]
    #expect(zip(order, order.dropFirst()).allSatisfy { $0.progress < $1.progress })
  }
}

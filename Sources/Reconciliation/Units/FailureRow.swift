package import Billing

/// Failed or cancelled tasks of a period that agree in model, task type, error code and status.
package struct FailureRow: Hashable, Sendable {
  package let model: String
  package let taskType: String
  package let errorCode: Int?
  package let status: TaskStatus
  package let tasks: Int
  /// Tasks that nothing was booked for.
  package let freeTasks: Int
  package let billed: Points

  package init(
    model: String, taskType: String, errorCode: Int?, status: TaskStatus, tasks: Int,
    freeTasks: Int, billed: Points
  ) {
    (self.model, self.taskType, self.errorCode) = (model, taskType, errorCode)
    (self.status, self.tasks, self.freeTasks) = (status, tasks, freeTasks)
    self.billed = billed
  }
}

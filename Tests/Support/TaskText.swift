/// Builds task responses as the provider writes them.
package struct TaskText {
  package var taskID = "7f3a0c1e-52d4-4b6f-9a11-0e6d8c2b4f70"
  package var model = "seedream"
  package var taskType = "seedream-5-lite"
  package var status = "completed"
  package var serviceMode = ""
  package var secret = ""
  /// JSON of the input.
  package var input = #"{"prompt":"a lighthouse in the fog","size":"2K"}"#
  /// JSON of the output.
  package var output = #"{"image_urls":["https://img.example/1.png"]}"#
  package var createdAt = "2026-05-04T10:00:00.123456789Z"
  package var startedAt = "2026-05-04T10:00:01Z"
  package var endedAt = "2026-05-04T10:00:09.5Z"
  package var usageType = "llm"
  package var frozen = 0
  package var consume = 280_000
  package var isUsingPrivatePool = false
  package var errorCode = 0
  /// JSON of `meta` instead of the members above.
  package var meta: String?

  package init() {}

  /// A task with some members changed.
  package static func task(_ change: (inout TaskText) -> Void = { _ in }) -> TaskText {
    var task = TaskText()
    change(&task)
    return task
  }

  /// The bare task.
  package var bare: String {
    let usage = #"{"type":"\#(usageType)","frozen":\#(frozen),"consume":\#(consume)}"#
    let meta =
      self.meta
      ?? #"{"created_at":"\#(createdAt)","started_at":"\#(startedAt)","ended_at":"\#(endedAt)","usage":\#(usage),"is_using_private_pool":\#(isUsingPrivatePool)}"#
    let config =
      #"{"service_mode":"\#(serviceMode)","webhook_config":{"endpoint":"","secret":"\#(secret)"}}"#
    let error = #"{"code":\#(errorCode),"raw_message":"","message":"","detail":null}"#
    return
      #"{"task_id":"\#(taskID)","model":"\#(model)","task_type":"\#(taskType)","status":"\#(status)","config":\#(config),"input":\#(input),"output":\#(output),"meta":\#(meta),"detail":null,"logs":null,"error":\#(error)}"#
  }

  /// The answer of the create and the get call.
  package var envelope: String { #"{"code":200,"data":\#(bare),"message":"success"}"# }

  /// The body of a webhook.
  package func webhook(timestamp: Int) -> String {
    #"{"timestamp":\#(timestamp),"data":\#(bare)}"#
  }
}

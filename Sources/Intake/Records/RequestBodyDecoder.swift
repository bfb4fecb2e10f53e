package import Domain

/// Reads the body of a create call, which has not been sent yet: `{model, task_type, input}`, or the
/// body of an LLM completion: `{model, messages}`.
package enum RequestBodyDecoder {
  package static func request(of body: JSONValue) throws(RecordError) -> Request {
    guard body.isObject else { throw RecordError("expected an object, found \(body.kindText)") }
    guard let model = body["model"]?.string, !model.trimmed.isEmpty else {
      throw RecordError("model: expected a text, found \(body["model"]?.kindText ?? "nothing")")
    }
    if body["messages"] != nil, body["task_type"] == nil {
      return Request(model: model, taskType: CompletionDecoder.taskType, fields: [])
    }
    guard let taskType = body["task_type"]?.string, !taskType.trimmed.isEmpty else {
      throw RecordError(
        "task_type: expected a text, found \(body["task_type"]?.kindText ?? "nothing")")
    }
    return Request(
      model: model, taskType: taskType, fields: RequestDecoder.fields(of: body["input"]))
  }
}

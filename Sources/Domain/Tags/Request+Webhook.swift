extension Request {
  /// The name of the field that keeps the host to which the end of a task is told.
  ///
  /// Of the address nothing else is kept: path and query may hold secrets.
  package static var webhookHostField: String { "\(webhookHostName)" }
  package static let webhookHostName: StaticString = "webhook_config.endpoint.host"
}

import Reporting

/// What became of the steps of a night: each is tried, whatever became of the ones before.
struct NightSteps {
  private(set) var statuses: [ExitStatus] = []
  private(set) var complaints: [NightReport.Complaint] = []

  /// Takes a step; where it fails, that is a complaint and a status, and nil is its value.
  @discardableResult
  mutating func attempt<Value>(
    _ step: String, _ body: (inout NightSteps) throws -> Value
  ) -> Value? {
    do {
      return try body(&self)
    } catch {
      let failure = Failure(error) ?? Failure(.internalFailure, "\(error)")
      complain(step, failure.description)
      statuses.append(failure.status)
      return nil
    }
  }

  /// What is wrong is told once, also where a step meets it twice.
  mutating func complain(_ step: String, _ text: String) {
    let complaint = NightReport.Complaint(step: step, text: text)
    if !complaints.contains(complaint) { complaints.append(complaint) }
  }

  mutating func add(_ statuses: [ExitStatus]) {
    self.statuses += statuses
  }
}

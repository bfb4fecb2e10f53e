/// Answers of the provider that cannot be read, and so are set apart.
///
/// Text and other programs' records are no answers: they are passed over, however odd they are.
package enum BrokenAnswer {
  /// Why none of ``text(_:)`` can be read.
  package static let reason = "not JSON: expected a value, found a letter"
  /// The same, with the byte at which reading ends.
  package static let message = reason + ", at byte 11 of the record"

  /// One that is not JSON; the number tells it from others.
  package static func text(_ number: Int = 1) -> String {
    #"{"task_id":oops,"number":\#(number)}"#
  }

  /// A task that costs more than any does, by a number of points that is at least 1; its reason
  /// gives the amount, and so is its own.
  package static func beyondLimit(by points: Int) -> String {
    TaskText.task { $0.consume = 100_000_000_000 + points }.bare
  }
}

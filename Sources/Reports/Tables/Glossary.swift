/// A word of the reports, with what it means in one line.
package struct GlossaryTerm: Hashable, Sendable {
  package let word: String
  package let meaning: String

  /// The six words that a reader of any report needs; README has the same.
  package static let six = [
    GlossaryTerm(word: "billed", meaning: "what the provider booked"),
    GlossaryTerm(
      word: "expected", meaning: "what the tasks should have cost, where that can be compared"),
    GlossaryTerm(word: "variance", meaning: "billed − expected, both directions netted"),
    GlossaryTerm(word: "unchecked", meaning: "billed without anything to compare it with"),
    GlossaryTerm(word: "verdict", meaning: "what reconciliation says of one task"),
    GlossaryTerm(
      word: "finding",
      meaning: "a verdict, or a group with one cause, that a person should look at"),
  ]
}

/// Cards of a user's own.
package enum CardText {
  /// Everything costs a tenth less.
  package static let agreement = """
    family: Test
    source: a contract
    checked: 2026-02-01
    certainty: high
    agreements:
      - { model: "*", percent: -10%, source: a contract }

    """
}

import Domain
import Reconciliation
import Testing

@Suite struct FindingActionTests {
  private static func action(_ kind: String) -> String {
    FindingKey(kind: kind, sku: "", detail: "", day: nil).action
  }

  private static let kinds =
    Verdict.allCases.filter { $0.isFinding || [.ownAccount, .provisional].contains($0) }
    .map(\.name) + HistoryFindingKind.allCases.map(\.rawValue)
    + WalletAlarm.Kind.allCases.map(\.rawValue)
    + [PriceDrift.kind, WalletWindow.findingKind, StaleFeed.kind, "budget_exceeded"]

  @Test(arguments: kinds)
  func `every kind of finding says what to do, in a sentence without a full stop`(kind: String) {
    let action = Self.action(kind)
    #expect(!action.isEmpty)
    #expect(action.first?.isLowercase == true)
    #expect(action.last != ".")
    #expect(!action.contains("\n"))
  }

  @Test func `what is no finding asks for nothing`() {
    for verdict in Verdict.allCases where !Self.kinds.contains(verdict.name) {
      #expect(Self.action(verdict.name).isEmpty)
    }
    #expect(Self.action("a kind of a later version").isEmpty)
  }
}

package import Domain

/// The answer to a call for one task.
package struct TaskAnswer: Hashable, Sendable {
  package let id: TaskID
  package let hasEnded: Bool

  /// Reads an answer, which must be the task that was asked for.
  ///
  /// - Returns: the answer, and its JSON without texts.
  /// - Throws: ``AnswerFault/gone(_:)`` if the provider says that it doesn't have the task, and
  ///   other faults for whatever is no answer.
  static func reading(
    _ answer: Answer, for id: AskableID, now: Instant
  ) throws(AnswerFault) -> (value: TaskAnswer, kept: [UInt8]) {
    let body: AnswerBody
    do throws(AnswerFault) {
      body = try AnswerBody(answer, now: now)
    } catch {
      throw notFoundCode(of: answer).map { .gone($0) } ?? error
    }
    // Some families answer in the form of a webhook, which has no code.
    let task = body.value["task_id"] == nil ? body.value["data"] ?? .null : body.value
    guard let found = task["task_id"]?.string, let status = task["status"]?.string else {
      throw .otherShape("expected a task")
    }
    guard TaskID(found) == id.taskID else {
      throw .otherShape("expected the task asked for, found another one")
    }
    guard let whole = try? JSONValue(answer.body) else { throw .truncated }
    let kept = TextMask.masked(whole).canonicalText
    return (
      TaskAnswer(id: id.taskID, hasEnded: TaskStatus(status).hasEnded), Array(kept.utf8)
    )
  }

  /// Words of the provider and of its database for a task that isn't there.
  private static let notFoundTexts = [
    "task not found", "record not found", "task does not exist", "task not exist", "no such task",
  ]

  /// The code of an answer that says, in JSON, that there is no such task; nil for any other.
  ///
  /// The code for this isn't documented. A bare 404 proves nothing: a wrong address or a proxy
  /// answers so too, with a page.
  private static func notFoundCode(of answer: Answer) -> Int? {
    let refusals = [401, 403, 429]
    guard !refusals.contains(answer.statusCode), let body = try? JSONValue(answer.body),
      body.isObject
    else { return nil }
    let code = body["code"]?.integer.map(Int.init) ?? answer.statusCode
    guard !refusals.contains(code) else { return nil }
    let error = body["data"]?["error"] ?? body["error"]
    let texts = [
      body["message"], body["detail"], error, error?["message"], error?["raw_message"],
    ].compactMap { $0?.string?.lowercased() }
    let isSaid = texts.contains { text in notFoundTexts.contains(where: text.contains) }
    guard isSaid || [404, 410].contains(code) else { return nil }
    return code
  }
}

/// Replaces what an archive of tasks must not keep: prompts and other texts, addresses and secrets.
///
/// Each character becomes an asterisk. Nothing that a price can depend on is lost: numbers, flags
/// and short words stay, and of texts only the length counts.
enum TextMask {
  /// Masks an answer in either envelope, or a bare task.
  static func masked(_ answer: JSONValue) -> JSONValue {
    guard case .object(let members) = answer else { return answer }
    return .object(
      members.map { member in
        let value: JSONValue
        switch member.key {
        case "data": value = masked(member.value)
        case "input", "output": value = withoutTexts(member.value, isPrivate: false)
        case "config": value = withoutSecrets(member.value)
        default: value = member.value
        }
        return JSONValue.Member(key: member.key, value: value)
      })
  }

  private static func withoutTexts(_ value: JSONValue, isPrivate: Bool) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        members.map { member in
          JSONValue.Member(
            key: member.key,
            value: withoutTexts(
              member.value,
              isPrivate: member.value.array == nil
                ? RequestText.isPrivate(memberNamed: member.key)
                : RequestText.isPrivate(listNamed: member.key)))
        })
    case .array(let elements):
      .array(elements.map { withoutTexts($0, isPrivate: isPrivate) })
    case .string(let text):
      .string(isPrivate || RequestText.word(of: text) == nil ? asterisks(text) : text)
    case .number, .bool, .null: value
    }
  }

  private static func withoutSecrets(_ config: JSONValue) -> JSONValue {
    guard case .object(let members) = config else { return config }
    return .object(
      members.map { member in
        guard member.key == "webhook_config" else { return member }
        return JSONValue.Member(key: member.key, value: withoutWebhookSecrets(member.value))
      })
  }

  /// Of the address, the host stays: tasks are tagged by it.
  private static func withoutWebhookSecrets(_ webhook: JSONValue) -> JSONValue {
    guard case .object(let members) = webhook else { return withoutTexts(webhook, isPrivate: true) }
    return .object(
      members.map { member in
        guard member.key == "endpoint", let text = member.value.string else {
          return JSONValue.Member(
            key: member.key, value: withoutTexts(member.value, isPrivate: true))
        }
        return JSONValue.Member(key: member.key, value: .string(host(of: text)))
      })
  }

  /// `https://example.org/` of an address with a path, a query, or a user and a password.
  private static func host(of address: String) -> String {
    guard let scheme = address.firstRange(of: "://") else { return asterisks(address) }
    let authority = address[scheme.upperBound...].prefix { !"/\\?#".contains($0) }
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    let isHost = host.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || (45...58).contains(byte)
        || (byte < 0x80 && Character(UnicodeScalar(byte)).isLetter)
    }
    return isHost ? "\(address[..<scheme.upperBound])\(host)/" : asterisks(address)
  }

  /// As many scalars, since lengths are counted in them.
  private static func asterisks(_ text: String) -> String {
    String(repeating: "*", count: text.unicodeScalars.count)
  }
}

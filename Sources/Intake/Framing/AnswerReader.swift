import Domain

/// Finds the provider's answers in a source, wherever they stand.
///
/// A value may begin behind any text and end before any: in a log line, on one line or over many,
/// in a list, one after another. What a value holds is looked through by ``AnswerFinder``. Text
/// around answers, and values without any, are passed over and counted by line; something that
/// begins like an answer and can't be read is a rejection, and the reader goes on behind it.
///
/// Memory holds one chunk and the value being read. A longer value that does not begin like an
/// answer is not held: the values inside it are read one by one.
struct AnswerReader {
  /// The default limit on the length of an answer, in bytes.
  static let defaultValueLimitBytes = 64 << 20
  /// Texts may hold texts; deeper ones are not looked at.
  static let depthLimit = 6

  let window: ByteWindow
  /// Reads task responses of the usual form; if nil, every value is parsed.
  private let scanner: TaskScanner?
  let valueLimitBytes: Int
  /// How many texts within texts this one is in.
  let depth: Int
  /// Shared by the readers of all texts of a source.
  let messages: MessageStream
  var lines = LineTally()
  /// What the last value held besides what was returned.
  var pending: ArraySlice<IntakeItem> = []
  /// The square brackets that are open around the position, as far as only commas and values follow
  /// them.
  var openLists = 0
  private var hasRecordsInList = false
  /// Whether the source ends within a value, so that nothing is said of lists around it.
  var endsWithinValue = false
  private var isStarted = false
  /// Whether no failure is to be reported and no columns to be told apart.
  ///
  /// One flag for both, since this is asked for every record.
  private var isUsual = false
  /// The columns, if the source is CSV and some of them hold prose.
  var proseColumns: ProseColumns?
  private var lastValue: Range<Int> = 0..<0
  var failedParse: FailedParse?
  var failedRepair: FailedParse?
  var failedLiteral: FailedParse?
  private var knownMark = KnownMark()
  var knownLine = KnownLine(at: 0)
  /// Records whose texts are damaged, and how.
  var repairs = RepairTally()
  /// Why the source failed while bad bytes were skipped, to be reported after their rejection.
  var failure: SourceError?

  /// A reader that passes task responses of the usual form to a scanner, if there is one.
  init(
    _ source: any ByteSource, scanner: TaskScanner? = nil,
    valueLimitBytes: Int = AnswerReader.defaultValueLimitBytes
  ) {
    window = ByteWindow(source)
    self.scanner = scanner
    self.valueLimitBytes = valueLimitBytes
    depth = 0
    messages = MessageStream()
  }

  /// A reader of a text that stands in another one.
  init(text: [UInt8], depth: Int, messages: MessageStream) {
    window = ByteWindow(text)
    scanner = nil
    valueLimitBytes = AnswerReader.defaultValueLimitBytes
    self.depth = depth
    self.messages = messages
  }

  /// The next item of a reader without a scanner; nil at the end.
  mutating func next() throws(SourceError) -> IntakeItem? {
    if let item = takeItem() { return item }
    return try step() == nil ? nil : takeItem()
  }

  /// The next item of the value that was read last; nil if there are no more.
  mutating func takeItem() -> IntakeItem? { pending.popFirst() }

  /// Reads on to the next task or value with items, all of which have to be taken before the next
  /// step; nil at the end.
  mutating func step() throws(SourceError) -> ReadStep? {
    while true {
      switch try window.peek() {
      case UInt8(ascii: "{") where isUsual:
        let place = window.place
        if try scan() { return .scannedTask(place) }
        try readValue(at: place)
        isUsual = failure == nil
      case 0x0A where isUsual: window.advancePastLineEnd()
      case let byte:
        if !isUsual {
          try takeUnusual(isAtEnd: byte == nil)
        } else if byte != nil {
          passText()
        } else {
          guard let item = endOfSource() else { return nil }
          pending = [item]
        }
      }
      if !pending.isEmpty { return .items }
    }
  }

  /// Does what has to be done before the next byte is looked at.
  private mutating func takeUnusual(isAtEnd: Bool) throws(SourceError) {
    if let failure { throw failure }
    if !isStarted {
      isStarted = true
      if depth == 0 { try readHeader() }
    } else if let proseColumns, !isAtEnd {
      try readRecord(proseColumns)
    }
    isUsual = proseColumns == nil || isAtEnd
  }

  /// The bytes to which the scanner's positions refer.
  var base: UnsafePointer<UInt8>? { window.bytes.baseAddress }

  /// What the general parser reads in the value that the scanner has read.
  func itemsOfLastValue(at place: Place) -> [IntakeItem] {
    var parser = JSONParser(window.bytes, at: lastValue.lowerBound, isComplete: true)
    var finder = AnswerFinder(at: place, depth: depth, messages: messages)
    if let value = try? parser.value() {
      finder.find(in: value, text: ArraySlice(window.bytes[lastValue]))
    }
    return finder.found.items
  }

  /// What was read of the value in which the source failed, and where it starts.
  var unread: (place: Place, text: ArraySlice<UInt8>) { (window.place, window.unread) }

  /// Has the scanner read the value at the position, fetching more bytes while it is incomplete;
  /// false if it cannot.
  private mutating func scan() throws(SourceError) -> Bool {
    guard let scanner else { return false }
    while let base {
      let line = window.line
      if scanner.scan(base, at: window.position),
        scanner.end - window.position <= valueLimitBytes
      {
        lastValue = window.position..<scanner.end
        if scanner.hasPassedSpace {
          window.advance(by: lastValue.count)
        } else {
          window.advance(withinLine: lastValue.count)
        }
        lines.noteRecord(from: line, through: window.line)
        hasRecordsInList = openLists > 0
        return true
      }
      guard scanner.end >= window.count, try extendValue() else { return false }
    }
    return false
  }

  /// Where the value at the position ends, if the scanner has just passed over it, though it is no
  /// task of the usual form.
  var endOfPassedValue: Int? {
    guard let scanner, scanner.hasPassedValue, scanner.end > window.position else { return nil }
    return scanner.end
  }

  /// Passes over text up to the next bracket that may open a value, or what the window has of it.
  private mutating func passText() {
    let end =
      window.firstIndex(of: UInt8(ascii: "{"), in: window.position..<window.count) ?? window.count
    passText(to: end)
  }

  /// Passes over text up to an index.
  mutating func passText(to end: Int) {
    while window.position < end {
      let range = window.position..<end
      let lineEnd = window.firstIndex(of: UInt8(ascii: "\n"), in: range) ?? end
      note(text: window.position..<lineEnd)
      window.advance(withinLine: lineEnd - window.position)
      if lineEnd < end { window.advance(by: 1) }
    }
  }

  /// Counts the text on a line, and the brackets of lists.
  private mutating func note(text: Range<Int>) {
    var lists = openLists
    for index in text {
      switch window.bytes[index] {
      case 0x20, 0x09, 0x0D, UInt8(ascii: ","), 0xEF, 0xBB, 0xBF: continue
      case UInt8(ascii: "["): lists += 1
      case UInt8(ascii: "]"): lists = max(0, lists - 1)
      default:
        lines.noteText(on: window.line)
        openLists = 0
        return
      }
    }
    guard !lines.hasText(on: window.line) else { return }
    if lists == 0 || openLists == 0 { hasRecordsInList = false }
    openLists = lists
  }

  private mutating func endOfSource() -> IntakeItem? {
    defer { openLists = 0 }
    guard openLists > 0, hasRecordsInList, depth == 0, !endsWithinValue else { return nil }
    let rejection = Rejection(
      place: window.place, reason: "expected ']', found the end of the input", text: [])
    return window.endsWithinLine ? .waiting(rejection) : .rejection(rejection)
  }

  /// Passes over a value without a record, or over as much of one.
  mutating func passValue(to end: Int) {
    let (open, hadRecords) = (openLists, hasRecordsInList)
    passText(to: end)
    (openLists, hasRecordsInList) = (open, hadRecords)
  }

  /// Takes what was found in the value at the position, which ends at an index; a value in which
  /// nothing was found is passed over.
  mutating func take(_ found: AnswerFinder.Found, to end: Int) {
    guard !found.items.isEmpty else { return passValue(to: end) }
    repairs += found.repairs
    let line = window.line
    window.advance(by: end - window.position)
    lines.noteRecord(from: line, through: window.line)
    hasRecordsInList = openLists > 0
    pending = found.items[...]
  }

  /// The names at the beginning of the value at the position, up to an index.
  func opening(to end: Int) -> Opening {
    Opening(window.bytes, window.position..<max(window.position, end))
  }

  /// Whether a mark stands between the position and an index.
  mutating func hasMark(before end: Int) -> Bool {
    knownMark.isFound(in: window, before: end)
  }

  /// Fetches more bytes of the value at the position, until half as many again are there, so that a
  /// long value is not read again for every chunk; false if the source has ended or the value is
  /// too long to be held.
  mutating func extendValue() throws(SourceError) -> Bool {
    let heldBytes = window.count - window.position
    guard !window.isAtEnd, heldBytes <= valueLimitBytes,
      heldBytes <= Opening.lengthLimitBytes || opening(to: window.count).mayBeAnswer
    else { return false }
    let goal = heldBytes * 3 / 2
    repeat {
      guard try window.extend() else { break }
    } while window.count - window.position < goal
    return true
  }
}

/// Where the next mark stands, as far as it has been looked for: nested brackets ask for the same
/// stretch again and again.
private struct KnownMark {
  private static let aheadSizeBytes = 1 << 16

  /// Bytes from the start of the source without a mark, up to the one found, if any.
  private var clear = 0..<0
  private var isFound = false

  mutating func isFound(in window: ByteWindow, before end: Int) -> Bool {
    let windowStart = window.byteOffset - window.position
    let (start, endOffset) = (window.byteOffset, windowStart + end)
    let isKnown = clear.contains(start) || (isFound && start == clear.upperBound)
    if isKnown, isFound || endOffset <= clear.upperBound { return clear.upperBound < endOffset }
    let from = isKnown ? max(start, clear.upperBound - AnswerMarks.lengthLimitBytes) : start
    // Many short values are looked through at once.
    let ahead = min(windowStart + window.count, from + KnownMark.aheadSizeBytes)
    let last = max(endOffset, ahead, from)
    let found = AnswerMarks.firstIndex(
      in: window.bytes, from - windowStart..<last - windowStart)
    clear = (isKnown ? clear.lowerBound : start)..<(found.map { $0 + windowStart } ?? last)
    isFound = found != nil
    return isFound && clear.upperBound < endOffset
  }
}

/// What a reader with a scanner found.
enum ReadStep {
  /// A value with items, which are to be taken.
  case items
  /// A task response of the usual form, read by the scanner.
  case scannedTask(Place)
}

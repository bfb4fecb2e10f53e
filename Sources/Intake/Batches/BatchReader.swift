import Billing
import Foundation

/// Reads sources one after another into batches: tasks of the usual form as rows of numbers, by one
/// pass over their bytes, and whatever else through the careful parser, with the same result.
///
/// Memory holds a batch and a window of the source, however long the input is.
package final class BatchReader {
  /// Rows of a batch. Larger batches write fewer pages twice, smaller ones hold less memory.
  package static let defaultRowLimit = 32_768
  /// Other items of a batch, of which each may hold a long text.
  private static let otherItemLimit = 4096

  private let known: KnownSources
  private let rowLimit: Int
  private var entries: ArraySlice<InputFiles.Entry>
  private var open: OpenSource?
  private var builder = BatchBuilder()
  private let scanner = TaskScanner()

  private struct OpenSource {
    let name: String
    let file: FileSource
    let stamp: FileStamp?
    var values: ValueReader
  }

  package init(
    _ entries: [InputFiles.Entry], known: KnownSources = KnownSources(),
    rowLimit: Int = BatchReader.defaultRowLimit
  ) {
    self.entries = entries[...]
    self.known = known
    self.rowLimit = rowLimit
  }

  /// The next batch; nil at the end.
  ///
  /// - Throws: ``SourceError`` for a file that cannot be opened.
  package func next() throws(SourceError) -> RecordBatch? {
    builder.start()
    while builder.batch.rows.count < rowLimit,
      builder.batch.otherItems.count < BatchReader.otherItemLimit
    {
      if open != nil {
        readItem()
      } else if let entry = entries.popFirst() {
        try openSource(entry)
      } else {
        break
      }
    }
    return builder.batch.isEmpty ? nil : builder.batch
  }

  private func openSource(_ entry: InputFiles.Entry) throws(SourceError) {
    let name = entry.isStandardInput ? "stdin" : entry.path
    let file =
      entry.isStandardInput
      ? FileSource(descriptor: dup(STDIN_FILENO), name: name) : try FileSource(path: entry.path)
    if let stamp = file.stamp, known.isKnown(name, stamp: stamp) { return }
    if let recognised = try recognised(entry, name: name, file: file) {
      builder.finish(recognised)
      return
    }
    open = OpenSource(
      name: name, file: file, stamp: file.stamp,
      values: ValueReader(GzipSource(file), scanner: scanner))
  }

  /// The source whose content was imported before under whatever name, nil where it has to be read.
  ///
  /// The content is hashed only where a source of the same size is known.
  private func recognised(
    _ entry: InputFiles.Entry, name: String, file: FileSource
  ) throws(SourceError) -> RecordBatch.FinishedSource? {
    guard let stamp = file.stamp, known.hasSource(ofSizeBytes: stamp.sizeBytes) else { return nil }
    let sha256 = try FileSource(path: entry.path).sha256OfAll()
    guard known.isKnown(sha256: sha256, sizeBytes: stamp.sizeBytes) else { return nil }
    return RecordBatch.FinishedSource(
      name: name, sha256: sha256, sizeBytes: stamp.sizeBytes, stamp: stamp, isRecognised: true)
  }

  private func readItem() {
    guard let source = open?.name else { return }
    do throws(SourceError) {
      switch try open?.values.nextItem() {
      case nil: finishSource()
      case .scannedTask(let place): addScannedTask(at: place, from: source)
      case .framed(.value(let value, let place)): _ = add(value, at: place, from: source)
      case .framed(.rejection(let rejection)): builder.add(.rejection(rejection), from: source)
      }
    } catch {
      let unread = open?.values.unread
      builder.add(
        .rejection(
          Rejection(
            place: unread?.place ?? Place(line: 1, byteOffset: 0), reason: error.description,
            text: unread?.text ?? [])),
        from: source)
      finishSource()
    }
  }

  private func addScannedTask(at place: Place, from source: String) {
    guard let base = open?.values.bytes.baseAddress,
      !builder.addTask(of: scanner, base, at: place, from: source)
    else { return }
    do throws(JSONSyntaxError) {
      guard let value = try open?.values.decodedLastValue(),
        let observation = add(value, at: place, from: source)
      else { return }
      builder.learn(observation.request.template, from: scanner, base)
    } catch {
      reject(error.reason, at: place, from: source)
    }
  }

  /// Adds what a value turns out to be, and gives the observation where it is a task.
  private func add(_ value: JSONValue, at place: Place, from source: String) -> Observation? {
    do throws(RecordError) {
      switch try IntakeRecord(value) {
      case .task(let observation):
        builder.add(observation, at: place, from: source)
        return observation
      case .historyPage(let page):
        builder.add(.record(.historyPage(page), place), from: source)
        for row in page.unreadableRows {
          let text = Array(row.text.utf8)
          builder.add(
            .rejection(Rejection(place: place, reason: row.reason, text: text)), from: source)
        }
      case let record: builder.add(.record(record, place), from: source)
      }
    } catch {
      reject(error.description, at: place, from: source)
    }
    return nil
  }

  private func reject(_ reason: String, at place: Place, from source: String) {
    let text = open?.values.textOfLastValue() ?? []
    builder.add(.rejection(Rejection(place: place, reason: reason, text: text)), from: source)
  }

  private func finishSource() {
    guard let source = open else { return }
    open = nil
    builder.finish(
      RecordBatch.FinishedSource(
        name: source.name, sha256: source.file.sha256, sizeBytes: source.file.sizeBytes,
        stamp: source.stamp, isRecognised: false))
  }
}

import Application
import Testing

@Suite struct TaskProgressTests {
  @Test(arguments: [
    (
      TaskProgress(done: 120, planned: 500, gone: 4, elapsedMilliseconds: 24_000),
      "tasks: 120 of 500, 4 gone, 76 s left"
    ),
    (
      TaskProgress(done: 10, planned: 10_000, gone: 0, elapsedMilliseconds: 2000),
      "tasks: 10 of 10000, 33 min 18 s left"
    ),
    (TaskProgress(done: 0, planned: 5, gone: 0, elapsedMilliseconds: 900), "tasks: 0 of 5"),
    (
      TaskProgress(done: 5, planned: 5, gone: 5, elapsedMilliseconds: 1),
      "tasks: 5 of 5, 5 gone, 0 s left"
    ),
  ])
  func `a line says how many tasks are through, and how long the others will take`(
    progress: TaskProgress, line: String
  ) {
    #expect(progress.line == line)
  }
}

/// Tasks that are counted together: those that ended after a known time, and that time, are a part
/// of them.
struct CountedTasks {
  var tasks = 0
  var waits = 0
  var waitSeconds: Int64 = 0
}

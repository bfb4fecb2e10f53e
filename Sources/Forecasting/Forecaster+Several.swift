import Dispatch
import Synchronization

extension Forecaster {
  /// Forecasts several series on all cores; the forecasts are in the order of the series.
  package static func forecasts(_ asked: [(series: DailySeries, days: Int)]) -> [Forecast] {
    let found = Mutex([Forecast?](repeating: nil, count: asked.count))
    DispatchQueue.concurrentPerform(iterations: asked.count) { index in
      let forecast = forecast(asked[index].series, days: asked[index].days)
      found.withLock { $0[index] = forecast }
    }
    return found.withLock { $0.compactMap(\.self) }
  }
}

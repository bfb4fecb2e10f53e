/// A usage line as a reducing query writes it.
package enum UsageLineText {
  /// Five completed images of one day.
  package static let images =
    #"{"piledger_lines":1,"batch":"studio","shard":"1/1","run":"2026-05-20T00:00:00Z","account":null,"time_zone":"UTC","day":"2026-05-06","created_from":"2026-05-06T01:00:00Z","created_to":"2026-05-06T22:00:00Z","ended_at":null,"model":"seedream","task_type":"seedream-5-lite","fields":{"size":"2K"},"read_fields":["max_images","max_images.only","outputs","outputs.only","sequential_image_generation","sequential_image_generation.only","size","size.only"],"outputs":1,"status":"completed","own_account":false,"usage_type":"point","consume":280000,"frozen":0,"disagrees":false,"error_code":null,"tasks":5,"waits":5,"wait_seconds":60}"#
}

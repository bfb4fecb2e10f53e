curl -X POST https://api.example/api/v1/task \
  -H 'x-api-key: k' \
  -d '{"model":"kling","task_type":"video_generation","input":{"prompt":"fog","duration":10,"version":"2.6","mode":"pro","enable_audio":false}}'
curl --json "{\"model\":\"sora2\",\"task_type\":\"sora2-video\"}" https://api.example
curl --data-raw $'{"model":"luma"}' u

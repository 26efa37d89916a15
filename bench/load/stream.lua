-- the same request, answered as a stream of 50 frames
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"model":"gemini-2.0-flash-bench","stream":true,"messages":[{"role":"system","content":"You are brief."},'
  .. '{"role":"user","content":"' .. string.rep("Tell me something about the stars. ", 26) .. '"}],"temperature":0.7}'

-- one chat request of about 1 KB, answered whole
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"model":"gemini-2.0-flash-bench","messages":[{"role":"system","content":"You are brief."},'
  .. '{"role":"user","content":"' .. string.rep("Tell me something about the stars. ", 26) .. '"}],"temperature":0.7}'

-- a Gemini request of about 1 KB, whole or streamed by its path: passes as it is
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["x-goog-api-key"] = "bench"
wrk.body = '{"systemInstruction":{"parts":[{"text":"You are brief."}]},"contents":[{"role":"user","parts":[{"text":"'
  .. string.rep("Tell me something about the stars. ", 26) .. '"}]}],"generationConfig":{"temperature":0.7}}'

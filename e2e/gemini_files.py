"""Google's client for Python: upload a file by the resumable protocol, use it, delete it."""
import io
import sys

from google import genai
from google.genai import errors, types

client = genai.Client(api_key="any", http_options=types.HttpOptions(base_url=sys.argv[1]))
data = b"A" * (9 << 20)  # two pieces of the protocol

file = client.files.upload(file=io.BytesIO(data), config={"mime_type": "text/plain", "display_name": "a note"})
assert file.size_bytes == len(data), file
assert client.files.get(name=file.name).uri == file.uri
answer = client.models.generate_content(model="reader-of-files", contents=["Read it", file])
assert "Read it" in answer.text, answer
client.files.delete(name=file.name)
try:
    client.files.get(name=file.name)
    raise AssertionError("the file is still there")
except errors.ClientError as refused:
    assert refused.code == 403, refused
print("files: uploaded, used, deleted")

"""Google's official client for Python: whole, stream, a chat with a tool, models, errors."""
import sys

from google import genai
from google.genai import errors, types

from cases import run

client = genai.Client(api_key="any", http_options=types.HttpOptions(base_url=sys.argv[1]))
MODEL = "gemini-3.8-flash"


def weather(city: str) -> str:
    """Tells the weather of a city."""
    return f"sunny in {city}"


def answers_whole():
    answer = client.models.generate_content(model=MODEL, contents="Hello!")
    assert "Hello!" in answer.text and answer.usage_metadata.total_token_count > 0


def answers_as_a_stream():
    chunks = list(client.models.generate_content_stream(model=MODEL, contents="Hello, 世界 🌍!"))
    assert len(chunks) > 3 and "世界 🌍" in "".join(c.text or "" for c in chunks)


def walks_a_loop_of_tools_in_a_chat():
    chat = client.chats.create(model=MODEL, config=types.GenerateContentConfig(tools=[weather]))
    assert "sunny in Paris" in chat.send_message('call weather {"city":"Paris"}').text
    assert "And now?" in chat.send_message("And now?").text


def lists_models():
    assert f"models/{MODEL}" in [m.name for m in client.models.list()]


def raises_on_a_stream_that_breaks_off():
    try:
        for _ in client.models.generate_content_stream(model="cut-chat", contents="Hello!"):
            pass
    except errors.APIError as e:
        assert "broke off" in str(e)
        return
    raise AssertionError("no error")


run([answers_whole, answers_as_a_stream, walks_a_loop_of_tools_in_a_chat, lists_models,
     raises_on_a_stream_that_breaks_off])

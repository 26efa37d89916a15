"""Pictures and speech through the official client for Python."""
import base64
import io
import re
import sys
import urllib.request

from openai import OpenAI

from cases import run

ADDRESS = sys.argv[1]
MODEL = "google/gemini-3.1-flash-image"
LINK = re.compile(r"!\[image]\((http[^)]+/images/[^)]+)\)")
client = OpenAI(base_url=f"{ADDRESS}/v1", api_key="any", max_retries=0)


def ask(*before, stream=False):
    return client.chat.completions.create(model=MODEL, stream=stream,
                                          messages=[*before, {"role": "user", "content": "Draw a cat"}])


def opens(text):
    with urllib.request.urlopen(LINK.search(text).group(1)) as answer:
        assert answer.headers["content-type"] == "image/png"
        assert answer.read().startswith(b"\x89PNG")


def shows_a_picture_in_a_chat_by_a_link_that_opens():
    opens(ask().choices[0].message.content)


def shows_it_in_a_stream_too():
    opens("".join(c.choices[0].delta.content or "" for c in ask(stream=True) if c.choices))


def goes_on_from_a_picture_in_the_second_turn():
    first = ask().choices[0].message
    opens(ask({"role": "user", "content": "Draw a cat"}, first).choices[0].message.content)


def makes_and_edits_a_picture():
    made = client.images.generate(model=MODEL, prompt="A cat", n=2)
    picture = base64.b64decode(made.data[0].b64_json)
    assert len(made.data) == 2 and picture.startswith(b"\x89PNG")
    edited = client.images.edit(model=MODEL, prompt="Make it blue", image=("cat.png", picture, "image/png"))
    assert base64.b64decode(edited.data[0].b64_json).startswith(b"\x89PNG")


def makes_a_picture_as_a_stream():
    events = list(client.images.generate(model=MODEL, prompt="A cat", stream=True))
    assert [event.type for event in events] == ["image_generation.completed"]


def edits_a_picture_as_a_stream_and_in_a_chat():
    made = client.images.generate(model=MODEL, prompt="A cat").data[0].b64_json
    events = client.images.edit(model=MODEL, prompt="Make it blue", stream=True,
                                image=("cat.png", base64.b64decode(made), "image/png"))
    assert [event.type for event in events] == ["image_edit.completed"]
    answer = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": [
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{made}"}},
        {"type": "text", "text": "Make it blue"}]}])
    opens(answer.choices[0].message.content)


def speaks_in_a_chat_whole_and_streamed():
    def order(shape, stream):
        return client.chat.completions.create(
            model="google/gemini-2.5-flash-preview-tts", modalities=["text", "audio"], stream=stream,
            audio={"voice": "alloy", "format": shape}, messages=[{"role": "user", "content": "Say: good morning!"}])
    assert base64.b64decode(order("wav", False).choices[0].message.audio.data).startswith(b"RIFF")
    pieces = [c.choices[0].delta.to_dict().get("audio") or {} for c in order("pcm16", True) if c.choices]
    assert sum(len(base64.b64decode(piece.get("data") or "")) for piece in pieces) >= 48_000


def speaks_and_writes_down_what_was_spoken():
    spoken = client.audio.speech.create(model="google/gemini-2.5-flash-preview-tts", voice="nova", input="Good morning!",
                                        response_format="wav").read()
    assert spoken.startswith(b"RIFF")
    heard = client.audio.transcriptions.create(model="google/gemini-3.8-flash", file=("speech.wav", io.BytesIO(spoken)))
    assert "1 audio clip" in heard.text


run([shows_a_picture_in_a_chat_by_a_link_that_opens, shows_it_in_a_stream_too,
     goes_on_from_a_picture_in_the_second_turn, makes_and_edits_a_picture, makes_a_picture_as_a_stream,
     edits_a_picture_as_a_stream_and_in_a_chat, speaks_in_a_chat_whole_and_streamed,
     speaks_and_writes_down_what_was_spoken])

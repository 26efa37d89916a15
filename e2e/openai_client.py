"""The official client for Python: whole, stream, tools, schema, picture, models, errors."""
import json
import sys

import openai
from openai import OpenAI
from pydantic import BaseModel

from cases import run

ADDRESS = sys.argv[1]
MODEL = "gpt-5"  # leads to Gemini
client = OpenAI(base_url=f"{ADDRESS}/v1", api_key="any", max_retries=0)
TOOL = {
    "type": "function",
    "function": {
        "name": "weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
DOT = ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
       "rkJggg==")


def user(content):
    return [{"role": "user", "content": content}]


def answers_whole():
    answer = client.chat.completions.create(model=MODEL, messages=user("Hello!"))
    assert "Hello!" in answer.choices[0].message.content
    assert answer.model == MODEL and answer.usage.total_tokens > 0


def answers_as_a_stream():
    chunks = list(client.chat.completions.create(model=MODEL, messages=user("Hello, 世界 🌍!"), stream=True,
                                                  stream_options={"include_usage": True}))
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert "世界 🌍" in text
    assert chunks[-1].usage.total_tokens > 0 and not chunks[-1].choices
    assert len({c.id for c in chunks}) == 1


def walks_a_loop_of_tools():
    messages = user("What is the weather in Paris and in Rome? Make two calls, use the tool.")
    first = client.chat.completions.create(model=MODEL, messages=messages, tools=[TOOL])
    calls = first.choices[0].message.tool_calls
    assert first.choices[0].finish_reason == "tool_calls" and len(calls) == 2
    messages.append(first.choices[0].message)
    for number, call in enumerate(calls):
        assert json.loads(call.function.arguments)["city"]
        messages.append({"role": "tool", "tool_call_id": call.id, "content": f"{20 + number} degrees"})
    second = client.chat.completions.create(model=MODEL, messages=messages, tools=[TOOL])
    assert "20 degrees" in second.choices[0].message.content and "21 degrees" in second.choices[0].message.content


def helper_gathers_a_stream_of_tools():
    with client.chat.completions.stream(model=MODEL, messages=user("Use the tool for the weather."), tools=[TOOL]) as stream:
        final = stream.get_final_completion()
    assert final.choices[0].message.tool_calls[0].function.name == "weather"


def parses_a_schema():
    class City(BaseModel):
        name: str
        size: int

    answer = client.chat.completions.parse(model=MODEL, messages=user("Name a city."), response_format=City)
    assert isinstance(answer.choices[0].message.parsed, City)


def takes_a_picture():
    answer = client.chat.completions.create(model=MODEL, messages=user(
        [{"type": "text", "text": "What is this?"}, {"type": "image_url", "image_url": {"url": DOT}}]))
    assert "1 picture" in answer.choices[0].message.content


def lists_models():
    assert MODEL in [m.id for m in client.models.list()]
    assert client.models.retrieve(MODEL).id == MODEL


def raises_on_a_wrong_field():
    try:
        client.chat.completions.create(model=MODEL, messages=user("Hello!"), temperature="hot")
    except openai.BadRequestError as e:
        assert e.param == "temperature"
    else:
        raise AssertionError("no error")


def raises_on_a_stream_that_breaks_off():
    try:
        for _ in client.chat.completions.create(model="sandbox-cut", messages=user("Hello!"), stream=True):
            pass
    except openai.APIError:
        return
    raise AssertionError("no error")


CASES = [answers_whole, answers_as_a_stream, walks_a_loop_of_tools, helper_gathers_a_stream_of_tools, parses_a_schema,
         takes_a_picture, lists_models, raises_on_a_wrong_field, raises_on_a_stream_that_breaks_off]
run(CASES)

"""Anthropic's official client for Python: whole, stream, a loop of tools, models, errors."""
import sys

import anthropic

from cases import run

client = anthropic.Anthropic(base_url=sys.argv[1], api_key="any", max_retries=0)
ASK = {"model": "claude-opus-5-5", "max_tokens": 1000}
TOOL = {"name": "weather", "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}}}


def user(content):
    return {"role": "user", "content": content}


def text(answer):
    return "".join(block.text for block in answer.content if block.type == "text")


def answers_whole():
    answer = client.messages.create(**ASK, messages=[user("Hello!")])
    assert "Hello!" in text(answer) and answer.usage.output_tokens > 0


def answers_as_a_stream():
    with client.messages.stream(**ASK, messages=[user("Hello, 世界 🌍!")]) as stream:
        deltas = list(stream.text_stream)
    assert len(deltas) > 3 and "世界 🌍" in "".join(deltas)


def walks_a_loop_of_tools():
    messages = [user('call weather {"city":"Paris"}')]
    first = client.messages.create(**ASK, messages=messages, tools=[TOOL])
    call = next(block for block in first.content if block.type == "tool_use")
    assert first.stop_reason == "tool_use" and call.input == {"city": "Paris"}
    messages += [{"role": "assistant", "content": first.content},
                 user([{"type": "tool_result", "tool_use_id": call.id, "content": "sunny, 21 degrees"}])]
    assert "sunny, 21 degrees" in text(client.messages.create(**ASK, messages=messages, tools=[TOOL]))


def lists_models():
    assert "claude-opus-5-5" in [m.id for m in client.models.list()]


def raises_on_a_stream_that_breaks_off():
    try:
        for _ in client.messages.create(**{**ASK, "model": "sandbox-cut"}, messages=[user("Hello!")], stream=True):
            pass
    except anthropic.APIError as e:
        assert "broke off" in str(e)
        return
    raise AssertionError("no error")


run([answers_whole, answers_as_a_stream, walks_a_loop_of_tools, lists_models, raises_on_a_stream_that_breaks_off])

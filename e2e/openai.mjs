// The official client for Node: whole, stream, tools, schema, picture, models, errors.
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { run } from './cases.mjs';

const address = process.argv[2];
const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: 'any', maxRetries: 0 });
const model = 'gpt-5'; // leads to Gemini
const user = (content) => [{ role: 'user', content }];
const tool = {
  type: 'function',
  function: {
    name: 'weather',
    description: 'Tells the weather of a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
  },
};
const dot = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const cases = {
  'answers whole': async () => {
    const answer = await client.chat.completions.create({ model, messages: user('Hello!') });
    assert.equal(answer.object, 'chat.completion');
    assert.equal(answer.model, model);
    assert.match(answer.choices[0].message.content, /Hello!/);
    assert.equal(answer.choices[0].finish_reason, 'stop');
    assert.ok(answer.usage.total_tokens > 0);
  },
  'answers as a stream': async () => {
    let text = '';
    let chunks = 0;
    let usage;
    const stream = await client.chat.completions.create({
      model, messages: user('Hello, 世界 🌍!'), stream: true, stream_options: { include_usage: true },
    });
    for await (const chunk of stream) {
      chunks++;
      text += chunk.choices[0]?.delta?.content ?? '';
      usage = chunk.usage ?? usage;
    }
    assert.match(text, /世界 🌍/);
    assert.ok(chunks > 3);
    assert.ok(usage.total_tokens > 0);
  },
  'answers on a base URL without /v1': async () => {
    const bare = new OpenAI({ baseURL: address, apiKey: 'any' });
    const answer = await bare.chat.completions.create({ model, messages: user('Hello!') });
    assert.match(answer.choices[0].message.content, /Hello!/);
  },
  'walks a loop of tools': async () => {
    let called = 0;
    const runner = client.chat.completions.runTools({
      model,
      messages: user('What is the weather in Paris? Use the tool.'),
      tools: [{ ...tool, function: { ...tool.function, parse: JSON.parse, function: () => { called++; return 'sunny, 21 degrees'; } } }],
    });
    const text = await runner.finalContent();
    assert.ok(called >= 1);
    assert.match(text, /sunny, 21 degrees/);
  },
  'walks a loop of tools as a stream': async () => {
    const messages = user('What is the weather in Paris? Use the tool.');
    const first = await client.chat.completions.stream({ model, messages, tools: [tool] }).finalChatCompletion();
    const call = first.choices[0].message.tool_calls[0];
    assert.equal(first.choices[0].finish_reason, 'tool_calls');
    assert.ok(JSON.parse(call.function.arguments));
    messages.push({ role: 'assistant', content: null, tool_calls: [{ id: call.id, type: 'function', function: { name: call.function.name, arguments: call.function.arguments } }] });
    messages.push({ role: 'tool', tool_call_id: call.id, content: 'rain at 7 degrees' });
    const second = await client.chat.completions.stream({ model, messages, tools: [tool] }).finalChatCompletion();
    assert.match(second.choices[0].message.content, /rain at 7 degrees/);
  },
  'keeps a JSON schema': async () => {
    const answer = await client.chat.completions.create({
      model,
      messages: user('Name a city.'),
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'city', strict: true, schema: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' } }, required: ['name', 'size'], additionalProperties: false } },
      },
    });
    const city = JSON.parse(answer.choices[0].message.content);
    assert.equal(typeof city.name, 'string');
    assert.ok(Number.isInteger(city.size));
  },
  'takes a picture': async () => {
    const answer = await client.chat.completions.create({
      model, messages: user([{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: dot } }]),
    });
    assert.match(answer.choices[0].message.content, /1 picture/);
  },
  'lists models': async () => {
    const ids = [];
    for await (const one of client.models.list()) ids.push(one.id);
    assert.ok(ids.includes(model) && ids.includes('gemini-2.5-flash'));
    assert.equal((await client.models.retrieve(model)).id, model);
  },
  'raises on a wrong field': async () => {
    await assert.rejects(client.chat.completions.create({ model, messages: [] }), (e) => e.status === 400 && e.param === 'messages');
  },
  'raises on a stream that breaks off': async () => {
    const stream = await client.chat.completions.create({ model: 'sandbox-cut', messages: user('Hello!'), stream: true });
    await assert.rejects(async () => { for await (const _ of stream); });
  },
  'raises on a full quota with the time to wait': async () => {
    await assert.rejects(client.chat.completions.create({ model: 'sandbox-429', messages: user('Hello!') }),
      (e) => e.status === 429 && Number(e.headers.get('retry-after')) >= 1);
  },
};

await run(cases);

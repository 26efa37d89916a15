// Anthropic's official client for Node: whole, stream, its own loop of tools, counting, models, errors.
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { run } from './cases.mjs';

const client = new Anthropic({ baseURL: process.argv[2], apiKey: 'any', maxRetries: 0 });
const model = 'claude-opus-5-5'; // leads to Gemini
const user = (content) => [{ role: 'user', content }];
const ask = { model, max_tokens: 1000 };

await run({
  'answers whole': async () => {
    const answer = await client.messages.create({ ...ask, messages: user('Hello!') });
    assert.match(answer.content.find((block) => block.type === 'text').text, /Hello!/);
    assert.equal(answer.stop_reason, 'end_turn');
    assert.ok(answer.usage.output_tokens > 0);
  },
  'answers as a stream': async () => {
    let deltas = 0;
    const stream = client.messages.stream({ ...ask, messages: user('Hello, 世界 🌍!') }).on('text', () => deltas++);
    assert.match(await stream.finalText(), /世界 🌍/);
    assert.ok(deltas > 3);
  },
  'walks a loop of tools by itself, without a thread on the server': async () => {
    let asked;
    const weather = {
      name: 'weather',
      description: 'Tells the weather of a city.',
      input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      parse: (input) => input,
      run: async (input) => { asked = input.city; return 'sunny, 21 degrees'; },
    };
    const answer = await client.beta.messages.toolRunner({ ...ask, messages: user('call weather {"city":"Paris"}'), tools: [weather] });
    assert.equal(asked, 'Paris');
    assert.match(answer.content.find((block) => block.type === 'text').text, /sunny, 21 degrees/);
  },
  'counts tokens': async () => {
    assert.ok((await client.messages.countTokens({ model, messages: user('Hello!') })).input_tokens > 0);
  },
  'lists models': async () => {
    const ids = [];
    for await (const one of client.models.list()) ids.push(one.id);
    assert.ok(ids.includes('claude-opus-5-5'));
  },
  'raises on a stream that breaks off': async () => {
    const stream = await client.messages.create({ ...ask, model: 'sandbox-cut', messages: user('Hello!'), stream: true });
    await assert.rejects(async () => { for await (const _ of stream); }, /broke off/);
  },
});

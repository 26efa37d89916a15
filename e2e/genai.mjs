// Google's official client for Node: whole, stream, a chat with tools, schema, counting, models, errors.
import assert from 'node:assert/strict';
import { GoogleGenAI } from '@google/genai';
import { run } from './cases.mjs';

const client = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: process.argv[2] } });
const model = 'gemini-3.8-flash'; // leads to a vendor that speaks OpenAI's chat
const weather = {
  name: 'weather',
  description: 'Tells the weather of a city.',
  parametersJsonSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

await run({
  'answers whole': async () => {
    const answer = await client.models.generateContent({ model, contents: 'Hello!' });
    assert.match(answer.text, /Hello!/);
    assert.equal(answer.candidates[0].finishReason, 'STOP');
    assert.ok(answer.usageMetadata.totalTokenCount > 0);
  },
  'answers as a stream': async () => {
    let text = '';
    let chunks = 0;
    for await (const chunk of await client.models.generateContentStream({ model, contents: 'Hello, 世界 🌍!' })) {
      chunks++;
      text += chunk.text ?? '';
    }
    assert.match(text, /世界 🌍/);
    assert.ok(chunks > 3);
  },
  'walks a loop of tools by itself': async () => {
    let asked;
    const tool = {
      tool: async () => ({ functionDeclarations: [weather] }),
      callTool: async (calls) => {
        asked = calls[0].args.city;
        return [{ functionResponse: { id: calls[0].id, name: calls[0].name, response: { output: 'sunny, 21 degrees' } } }];
      },
    };
    const answer = await client.models.generateContent({ model, contents: 'call weather {"city":"Paris"}', config: { tools: [tool] } });
    assert.equal(asked, 'Paris');
    assert.match(answer.text, /sunny, 21 degrees/);
  },
  'keeps a JSON schema': async () => {
    const schema = { type: 'OBJECT', properties: { name: { type: 'STRING' }, size: { type: 'INTEGER' } }, required: ['name', 'size'] };
    const answer = await client.models.generateContent({
      model, contents: 'Name a city.', config: { responseMimeType: 'application/json', responseSchema: schema },
    });
    assert.ok(Number.isInteger(JSON.parse(answer.text).size));
  },
  'counts tokens': async () => {
    assert.ok((await client.models.countTokens({ model, contents: 'Hello!' })).totalTokens > 0);
  },
  'lists models': async () => {
    const names = [];
    for await (const one of await client.models.list()) names.push(one.name);
    assert.ok(names.includes(`models/${model}`));
  },
  'raises on a stream that breaks off': async () => {
    const stream = await client.models.generateContentStream({ model: 'cut-chat', contents: 'Hello!' });
    await assert.rejects(async () => { for await (const _ of stream); }, /broke off/);
  },
});

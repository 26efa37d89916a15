// Google's client for Node in the place of a browser app: upload a file by the resumable protocol, use it, delete it.
import assert from 'node:assert/strict';
import { GoogleGenAI } from '@google/genai';

const address = process.argv[2];
const client = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: address } });

// what a browser would refuse to do or to show
const asked = [];
const plain = globalThis.fetch;
globalThis.fetch = async (input, init = {}) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const headers = new Headers(init.headers ?? (input instanceof Request ? input.headers : undefined));
  headers.set('origin', 'https://page.example');
  const preflight = await plain(url, { method: 'OPTIONS', headers: { origin: 'https://page.example',
    'access-control-request-method': init.method ?? 'GET', 'access-control-request-headers': [...headers.keys()].join(',') } });
  const allowed = (preflight.headers.get('access-control-allow-headers') ?? '').split(',');
  assert.ok([...headers.keys()].every((name) => allowed.includes(name)), 'the preflight allows every header');
  asked.push(url);
  const answer = await plain(input, { ...init, headers });
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  const exposed = (answer.headers.get('access-control-expose-headers') ?? '').split(/,\s*/);
  for (const name of answer.headers.keys()) {
    assert.ok(!name.startsWith('x-goog-upload-') || exposed.includes(name), `${name} is exposed`);
  }
  return answer;
};

const bytes = new Uint8Array(9 << 20).fill(65); // two pieces of the protocol
const file = await client.files.upload({ file: new Blob([bytes]), config: { mimeType: 'text/plain', displayName: 'a note' } });
assert.equal(Number(file.sizeBytes), bytes.length);
assert.equal((await client.files.get({ name: file.name })).uri, file.uri);
const answer = await client.models.generateContent({ model: 'reader-of-files',
  contents: [{ role: 'user', parts: [{ text: 'Read it' }, { fileData: { fileUri: file.uri, mimeType: 'text/plain' } }] }] });
assert.match(answer.text, /Read it/);
await client.files.delete({ name: file.name });
await assert.rejects(client.files.get({ name: file.name }), /403/);
assert.ok(asked.every((url) => url.origin === new URL(address).origin), 'nothing went elsewhere');
console.log('files: uploaded, used, deleted');

// Pictures and speech through the official client for Node, and a page in a browser that shows a chat answer.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import OpenAI, { toFile } from 'openai';
import { run } from './cases.mjs';

const [address, work] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: 'any', maxRetries: 0 });
const model = 'google/gemini-3.1-flash-image';
const user = (content) => ({ role: 'user', content });
const LINK = /!\[image\]\((http[^)]+\/images\/[^)]+)\)/;

async function png(link) {
  const answer = await fetch(link);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'image/png');
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  return bytes;
}

async function draw(...before) {
  const answer = await client.chat.completions.create({ model, messages: [...before, user('Draw a cat')] });
  return answer.choices[0].message.content;
}

async function browser() {
  for (const path of [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']) {
    if (path && await access(path).then(() => true, () => false)) {
      return path;
    }
  }
  return undefined;
}

const cases = {
  'shows a picture in a chat by a link that opens': async () => {
    await png(LINK.exec(await draw())[1]);
  },
  'shows it in a stream too': async () => {
    let text = '';
    for await (const chunk of await client.chat.completions.create({ model, messages: [user('Draw a cat')], stream: true })) {
      text += chunk.choices[0]?.delta?.content ?? '';
    }
    await png(LINK.exec(text)[1]);
  },
  'goes on from a picture in the second turn': async () => {
    const first = await draw();
    assert.match(await draw(user('Draw a cat'), { role: 'assistant', content: first }), LINK);
  },
  'makes two pictures': async () => {
    const answer = await client.images.generate({ model, prompt: 'A cat', n: 2, size: '1536x1024' });
    assert.equal(answer.data.length, 2);
    assert.equal(Buffer.from(answer.data[0].b64_json, 'base64').subarray(1, 4).toString(), 'PNG');
  },
  'makes a picture as a stream': async () => {
    const types = [];
    for await (const event of await client.images.generate({ model, prompt: 'A cat', stream: true })) {
      types.push(event.type);
    }
    assert.deepEqual(types, ['image_generation.completed']);
  },
  'edits a picture': async () => {
    const made = await client.images.generate({ model, prompt: 'A cat' });
    const image = await toFile(Buffer.from(made.data[0].b64_json, 'base64'), 'cat.png', { type: 'image/png' });
    const answer = await client.images.edit({ model, prompt: 'Make it blue', image });
    assert.equal(answer.data.length, 1);
  },
  'edits a picture as a stream, and in a chat': async () => {
    const made = await client.images.generate({ model, prompt: 'A cat' });
    const image = await toFile(Buffer.from(made.data[0].b64_json, 'base64'), 'cat.png', { type: 'image/png' });
    const types = [];
    for await (const event of await client.images.edit({ model, prompt: 'Make it blue', image, stream: true })) {
      types.push(event.type);
    }
    assert.deepEqual(types, ['image_edit.completed']);
    const url = `data:image/png;base64,${made.data[0].b64_json}`;
    const answer = await client.chat.completions.create({
      model, messages: [user([{ type: 'image_url', image_url: { url } }, { type: 'text', text: 'Make it blue' }])],
    });
    await png(LINK.exec(answer.choices[0].message.content)[1]);
  },
  'speaks in a chat, whole and streamed': async () => {
    const order = {
      model: 'google/gemini-2.5-flash-preview-tts', modalities: ['text', 'audio'], messages: [user('Say: good morning!')],
    };
    const answer = await client.chat.completions.create({ ...order, audio: { voice: 'alloy', format: 'wav' } });
    assert.equal(Buffer.from(answer.choices[0].message.audio.data, 'base64').subarray(0, 4).toString(), 'RIFF');
    let samples = 0;
    const streamed = { ...order, audio: { voice: 'alloy', format: 'pcm16' }, stream: true };
    for await (const chunk of await client.chat.completions.create(streamed)) {
      samples += Buffer.from(chunk.choices[0]?.delta?.audio?.data ?? '', 'base64').length / 2;
    }
    assert.ok(samples >= 24_000);
  },
  'speaks, and writes down what was spoken': async () => {
    const spoken = await client.audio.speech.create({
      model: 'google/gemini-2.5-flash-preview-tts', voice: 'alloy', input: 'Good morning!', response_format: 'wav',
    });
    const wav = Buffer.from(await spoken.arrayBuffer());
    assert.equal(wav.subarray(0, 4).toString(), 'RIFF');
    const heard = await client.audio.transcriptions.create({
      model: 'google/gemini-3.8-flash', file: await toFile(wav, 'speech.wav', { type: 'audio/wav' }),
    });
    assert.match(heard.text, /1 audio clip/);
  },
  'is seen in a browser': async () => {
    const path = await browser();
    if (!path) {
      console.log('skipped: there is no Chromium here; install one, or name it in CHROMIUM.');
      return;
    }
    const [, link] = LINK.exec(await draw());
    const page = `${work}/chat.html`;
    await writeFile(page, `<!doctype html><title>waiting</title><p>A chat answer:</p><img src="${link}" onload="
      document.title = 'seen'; document.body.append(this.naturalWidth + ' by ' + this.naturalHeight)">`);
    const { stdout } = await promisify(execFile)(path, ['--headless', '--no-sandbox', '--disable-gpu',
      '--virtual-time-budget=10000', '--dump-dom', `file://${page}`], { maxBuffer: 1 << 24, timeout: 60_000 });
    assert.match(stdout, /<title>seen<\/title>/);
    assert.match(stdout, /16 by 16/);
  },
};

await run(cases);

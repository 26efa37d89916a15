// A command-line client in an empty home and a folder with one file, and what the gateway says about it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LONGEST_RUN = 300_000;
const LONGEST_WAIT_FOR_LOG = 10_000;
const commands = fileURLToPath(new URL('node_modules/.bin/', import.meta.url));

/** What only the file says; a client that prints it has had it read by a tool. */
export const SECRET = 'the pelican is blue 4711';

/**
 * Runs a client to its end.
 *
 * @param settings files to put into its home: path to text
 * @param log lines of the gateway, as a path
 * @param atLeast exchanges with a model that it must make
 */
export async function program({ name, args, env, settings = {}, log, atLeast }) {
  const root = mkdtempSync(join(tmpdir(), 'pollux-e2e-'));
  try {
    const home = join(root, 'home');
    const folder = join(root, 'folder');
    mkdirSync(folder);
    writeFileSync(join(folder, 'note.txt'), `${SECRET}\n`);
    mkdirSync(home);
    for (const [path, text] of Object.entries(settings)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
    }
    const before = lines(log).length;
    const ended = await end(spawn(commands + name, args(folder), {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_RUN,
      env: { PATH: process.env.PATH, HOME: home, TERM: 'dumb', ...env(home) },
    }));
    const exchanges = await exchangesSince(log, before, atLeast);
    return { ...ended, exchanges };
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A run that went well: the client ended well, told what the tool printed, and nothing failed on the way. */
export function assertLoop(ended, target) {
  const told = JSON.stringify(ended, null, 2);
  assert.equal(ended.code, 0, told);
  assert.ok(ended.out.includes(SECRET), told);
  assert.ok(ended.exchanges.some((one) => one.target === target), told);
  for (const one of ended.exchanges) {
    assert.equal(one.status, 200, told);
    assert.equal(one.failure, null, told);
  }
}

function end(child) {
  return new Promise((resolve, reject) => {
    const ended = { out: '', err: '' };
    child.stdout.on('data', (piece) => { ended.out += piece; });
    child.stderr.on('data', (piece) => { ended.err += piece; });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal, ...ended }));
  });
}

/** The log is written behind the answers: what is expected is waited for. */
async function exchangesSince(log, before, atLeast) {
  const deadline = Date.now() + LONGEST_WAIT_FOR_LOG;
  let found;
  do {
    found = lines(log).slice(before).filter((line) => line.message === 'exchange');
    if (found.filter((one) => one.model).length >= atLeast) {
      return found;
    }
    await pause(50);
  } while (Date.now() < deadline);
  throw new Error(`the gateway's log has less than ${atLeast} exchanges with a model: ${JSON.stringify(found)}`);
}

function lines(log) {
  const text = readFileSync(log, 'utf8');
  return text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter((line) => line).map((line) => JSON.parse(line));
}

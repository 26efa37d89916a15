// Gemini CLI, Codex and Claude Code from npm, without a person, each on vendors that speak other dialects than it.
import assert from 'node:assert/strict';
import { run } from './cases.mjs';
import { assertLoop, program } from './program.mjs';

const [address, log] = process.argv.slice(2);

const geminiCli = (model, prompt, atLeast = 2) => program({
  name: 'gemini',
  args: () => [...(model ? ['-m', model] : []), '-y', '-o', 'text', '-p', prompt],
  env: () => ({ GEMINI_API_KEY: 'any', GOOGLE_GEMINI_BASE_URL: address, GEMINI_CLI_TRUST_WORKSPACE: 'true' }),
  settings: {
    '.gemini/settings.json': JSON.stringify({
      security: { auth: { selectedType: 'gemini-api-key' } },
      privacy: { usageStatisticsEnabled: false },
      telemetry: { enabled: false },
      general: { enableAutoUpdate: false, enableAutoUpdateNotification: false, maxAttempts: 1 },
    }),
  },
  log, atLeast,
});
const geminiReads = 'call run_shell_command {"command":"cat note.txt"}';

const codexSettings = `
model_provider = "pollux"
check_for_update_on_startup = false
[analytics]
enabled = false
[features]
plugins = false
apps = false
[model_providers.pollux]
name = "Pollux"
base_url = "${address}/v1"
env_key = "POLLUX_TOKEN"
wire_api = "responses"
request_max_retries = 1
stream_max_retries = 1
`;
const codex = (model, prompt, { settings = codexSettings, more = [], atLeast = 2 } = {}) => program({
  name: 'codex',
  args: () => ['exec', '--json', '--skip-git-repo-check', '--sandbox', 'read-only', '-m', model, ...more, prompt],
  env: (home) => ({ CODEX_HOME: home, POLLUX_TOKEN: 'any', OPENAI_API_KEY: 'any', CODEX_API_KEY: 'any' }),
  settings: { 'config.toml': settings },
  log, atLeast,
});
const codexReads = 'call exec_command {"cmd":"cat note.txt"}';

const claudeCode = (model, prompt, { more = [], env = {}, atLeast = 2 } = {}) => program({
  name: 'claude',
  args: (folder) => ['--model', model, ...more, '-p', prompt(folder)],
  env: () => ({
    ANTHROPIC_BASE_URL: address,
    ANTHROPIC_API_KEY: 'any',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_MAX_RETRIES: '1',
    DISABLE_AUTOUPDATER: '1',
    ...env,
  }),
  log, atLeast,
});
const claudeReads = (folder) => `call Read {"file_path":"${folder}/note.txt"}`;

/** A run that breaks off ends in a failure of the client's own, after answers that the gateway knows to be cut. */
function assertBroken(ended) {
  const told = JSON.stringify(ended, null, 2);
  assert.notEqual(ended.code, 0, told);
  assert.ok(ended.exchanges.some((one) => one.failure === 'upstream_cut'), told);
}

await run({
  'Gemini CLI on OpenAI chat, its router asking for JSON first': async () => {
    const ended = await geminiCli('', geminiReads, 3);
    assertLoop(ended, 'chat/kimi-k3');
    assert.ok(ended.exchanges.some((one) => one.path.endsWith(':generateContent') && !one.stream));
  },
  'Gemini CLI on OpenAI Responses': async () =>
    assertLoop(await geminiCli('gemini-2.5-pro', geminiReads), 'answers/gpt-5.4'),
  'Gemini CLI on Anthropic': async () =>
    assertLoop(await geminiCli('gemini-2.5-flash', geminiReads), 'claude/claude-opus-5-5'),
  'Gemini CLI searches the web by a model of its own choice': async () => {
    const ended = await geminiCli('gemini-3.8-flash', 'call google_web_search {"query":"pelicans"}', 3);
    assert.equal(ended.code, 0, ended.err);
    assert.match(ended.out, /You said: pelicans/);
    assert.ok(ended.exchanges.every((one) => one.status === 200));
  },
  'Gemini CLI tells that a stream broke off': async () => assertBroken(await geminiCli('cut-chat', 'Hello!', 1)),

  'Codex on Gemini': async () => assertLoop(await codex('gpt-5', codexReads), 'google/gemini-3.8-flash'),
  'Codex on a Gemini model that nobody knows, which takes no hosted tool beside functions': async () =>
    assertLoop(await codex('sandbox-plain', codexReads), 'google/sandbox-plain'),
  'Codex on Anthropic, with the tools of a model that it knows': async () =>
    assertLoop(await codex('gpt-5.5', codexReads), 'claude/claude-opus-5-5'),
  'Codex on OpenAI chat': async () => assertLoop(await codex('gpt-5.4', codexReads), 'chat/kimi-k3'),
  'Codex with its own provider, which tries a WebSocket first': async () => {
    const settings = codexSettings.replace('model_provider = "pollux"', `openai_base_url = "${address}/v1"`);
    const ended = await codex('gpt-5', codexReads, { settings });
    const refused = ended.exchanges.filter((one) => one.status === 426);
    assert.equal(refused.length, 1, JSON.stringify(ended, null, 2));
    assertLoop({ ...ended, exchanges: ended.exchanges.filter((one) => one.status !== 426) }, 'google/gemini-3.8-flash');
  },
  'Codex tells that a stream broke off': async () => {
    const ended = await codex('cut-chat', 'Hello!', { atLeast: 1 });
    assertBroken(ended);
    assert.match(ended.out, /turn\.failed/);
  },

  'Claude Code on Gemini': async () =>
    assertLoop(await claudeCode('claude-opus-5-5', claudeReads), 'google/gemini-3.8-flash'),
  'Claude Code on OpenAI chat': async () =>
    assertLoop(await claudeCode('claude-sonnet-5-5', claudeReads), 'chat/kimi-k3'),
  'Claude Code on OpenAI Responses': async () =>
    assertLoop(await claudeCode('claude-haiku-5-5', claudeReads), 'answers/gpt-5.4'),
  'Claude Code with all the traffic beside, and its list of models': async () => {
    const ended = await claudeCode('claude-opus-5-5', claudeReads, {
      env: { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '', CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY: '1' },
    });
    assertLoop(ended, 'google/gemini-3.8-flash');
    assert.ok(ended.exchanges.some((one) => one.path === '/v1/models'), JSON.stringify(ended, null, 2));
  },
  'Claude Code counts what its context holds': async () => {
    const ended = await claudeCode('claude-opus-5-5', () => '/context', { atLeast: 5 });
    assert.equal(ended.code, 0, ended.err);
    assert.ok(ended.exchanges.filter((one) => one.path === '/v1/messages/count_tokens').length > 5);
    assert.ok(ended.exchanges.every((one) => one.status === 200), JSON.stringify(ended, null, 2));
  },
  'Claude Code tells that a stream broke off': async () => {
    const ended = await claudeCode('sandbox-cut', () => 'Hello!', { atLeast: 1 });
    assertBroken(ended);
    assert.match(ended.out, /broke off/);
  },
});

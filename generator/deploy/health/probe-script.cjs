// Runs in a container of the service's own image, as `node -e <this file> <request as JSON>`: asks every
// given task of an MCP server for its tools, as a client does. Only Node 22 itself is there.
// Lines that begin with `//` and leading spaces are left out on the way: a command has 8,192 characters.
const http = require('node:http');

const { targets, host, path, seconds, answerMs, pauseMs } = JSON.parse(process.argv[1]);
const MOST_PAGES = 100;
const PART = 8000;
const deadline = Date.now() + seconds * 1000;

// What answers a message, from JSON or from an event stream, and the session's id.
function post(at, headers, message) {
  return new Promise((resolve, reject) => {
    const split = at.lastIndexOf(':');
    const request = http.request({
      hostname: at.slice(0, split),
      port: at.slice(split + 1),
      path,
      method: 'POST',
      headers: {
        host,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
    });
    const timer = setTimeout(() => request.destroy(new Error('no answer in time')), answerMs);
    request.on('error', reject).on('close', () => clearTimeout(timer));
    request.on('response', (response) => {
      const { statusCode } = response;
      const isStream = /event-stream/.test(response.headers['content-type']);
      let text = '';
      const settle = (isEnd) => {
        if (statusCode >= 300) {
          if (isEnd)
            reject(
              Object.assign(new Error(`HTTP ${statusCode} ${text.slice(0, 200)}`), { statusCode }),
            );
          return;
        }
        const found =
          message.id && find(isStream ? eventsOf(text, isEnd) : isEnd ? [text] : [], message.id);
        if (!found && !isEnd) return;
        if (!found && message.id) return reject(new Error(`nothing answers ${message.method}`));
        resolve({ found, session: response.headers['mcp-session-id'] });
        request.destroy();
      };
      response.setEncoding('utf8');
      response.on('error', reject).on('end', () => settle(true));
      response.on('data', (chunk) => {
        text += chunk;
        settle(false);
      });
    });
    request.end(JSON.stringify(message));
  });
}

// The data of each event; the last one may be on its way.
function eventsOf(text, isEnd) {
  const events = text.split(/\r?\n\r?\n/);
  const whole = isEnd ? events : events.slice(0, -1);
  return whole.map((event) =>
    event
      .split(/\r?\n/)
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice(5))
      .join('\n'),
  );
}

function find(texts, id) {
  for (const text of texts) {
    try {
      const message = JSON.parse(text);
      if (message.id === id) return message;
    } catch {}
  }
}

async function toolsOf(at) {
  const headers = {};
  const call = async (id, method, params) => {
    const { found, session } = await post(at, headers, { jsonrpc: '2.0', id, method, params });
    if (session) headers['mcp-session-id'] = session;
    if (found?.error) throw new Error(`${method}: ${found.error.message}`);
    return found?.result;
  };
  const { protocolVersion } = await call(1, 'initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'deployment-probe', version: '1' },
  });
  headers['mcp-protocol-version'] = protocolVersion;
  await call(undefined, 'notifications/initialized');
  const tools = [];
  let cursor;
  for (let page = 0; page === 0 || cursor !== undefined; page += 1) {
    if (page === MOST_PAGES) throw new Error('the pages of tools/list do not end');
    const answer = await call(page + 2, 'tools/list', cursor === undefined ? {} : { cursor });
    tools.push(...answer.tools);
    cursor = answer.nextCursor;
  }
  return tools.map(({ name, title, description, inputSchema, outputSchema, annotations }) => ({
    name,
    title,
    description,
    inputSchema,
    outputSchema,
    annotations,
  }));
}

// What refuses connections or is not ready may be in a moment; any other answer stays what it is.
async function ask(at) {
  for (;;) {
    try {
      return { at, tools: await toolsOf(at) };
    } catch (error) {
      const isPassing = error.code !== undefined || error.statusCode >= 500;
      if (!isPassing || Date.now() + pauseMs > deadline)
        return { at, error: error.message || error.code };
      await new Promise((wake) => setTimeout(wake, pauseMs));
    }
  }
}

// A log cuts long lines, so the report goes out in parts, without characters that it might change.
function print(report) {
  const text = JSON.stringify(report).replace(
    /[^ -~]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const parts = Math.ceil(text.length / PART);
  for (let part = 0; part < parts; part += 1) {
    const cut = text.slice(part * PART, (part + 1) * PART);
    process.stdout.write(`mcp-probe ${part + 1}/${parts} ${cut}\n`);
  }
}

Promise.all(targets.map(ask)).then((asked) => {
  const lists = [...new Set(asked.flatMap(({ tools }) => (tools ? [JSON.stringify(tools)] : [])))];
  print({
    answers: asked.map(({ at, tools, error }) =>
      tools ? { at, list: lists.indexOf(JSON.stringify(tools)) } : { at, error },
    ),
    lists: lists.map((list) => JSON.parse(list)),
  });
  process.exitCode = asked.every(({ tools }) => tools) ? 0 : 1;
});

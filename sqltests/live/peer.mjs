// node peer.mjs LIB CONNECTION_STRING: does with s3db.js what the lines of its
// input say, several at once: {n, op, resource, args}. op is connect,
// createResource, or a method of a resource. Each is answered with {n, result}
// or {n, error}; a Date is {"$date": ISO}, in both directions.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [lib, connectionString] = process.argv.slice(2);
const { S3db } = await import(pathToFileURL(lib).href);
const plainHTTP = { useReckerHandler: false };
let db;

async function connect() {
  db = new S3db({
    connectionString, verbose: false, logLevel: 'silent', security: { passphrase: 'secret' }, passphrase: 'secret',
    clientOptions: { ...plainHTTP, httpClientOptions: plainHTTP },
  });
  db.on?.('error', () => {});
  await db.connect();
  return Object.keys(db.resources);
}

const incoming = (key, value) => (value && typeof value === 'object' && '$date' in value ? new Date(value.$date) : value);
function outgoing(key, value) {
  return this[key] instanceof Date ? { $date: this[key].toISOString() } : value;
}

async function answer(c) {
  if (c.op === 'connect') return connect();
  if (c.op === 'createResource') {
    const r = await db.createResource(c.args[0]);
    r.on?.('error', () => {});
    return r.version ?? null;
  }
  const resource = db.resources[c.resource];
  if (!resource) throw new Error(`s3db.js knows no resource ${c.resource}`);
  const result = await resource[c.op](...(c.args ?? []));
  // Content is bytes, which JSON cannot say.
  return c.op === 'content' ? { text: result.buffer?.toString() ?? null, type: result.contentType } : result;
}

async function serve(line) {
  const c = JSON.parse(line, incoming);
  let reply;
  try {
    reply = { n: c.n, result: (await answer(c)) ?? null };
  } catch (e) {
    reply = { n: c.n, error: e.message || String(e) };
  }
  process.stdout.write(`\u0001${JSON.stringify(reply, outgoing)}\n`);
}

const pending = new Set();
for await (const line of createInterface({ input: process.stdin })) {
  const p = serve(line).finally(() => pending.delete(p));
  pending.add(p);
}
await Promise.all(pending);
process.exit(0);

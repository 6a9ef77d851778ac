// node peer.mjs LIB CONNECTION_STRING: does with s3db.js what the lines of its
// input say, one JSON object each, and answers each with {ms, rows} or
// {error}. The time is what the caller waits for.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [lib, connectionString] = process.argv.slice(2);
const { S3db } = await import(pathToFileURL(lib).href);
const plainHTTP = { useReckerHandler: false };
const db = new S3db({
  connectionString, verbose: false, logLevel: 'silent', passphrase: 'secret',
  clientOptions: { ...plainHTTP, httpClientOptions: plainHTTP },
});
await db.connect();

const attributes = { name: 'string', email: 'string', age: 'number', city: 'string', active: 'boolean' };
const partitions = { bycity: { fields: { city: 'string' } } };
const tables = {};
for (const name of ['big', 'small', 'people', 'plain']) {
  tables[name] = await db.createResource({ name, attributes, ...(name === 'plain' ? {} : { partitions }) });
  tables[name].on?.('error', () => {});
}

const inTurn = async (list, work) => {
  for (const item of list) await work(item);
};

const calls = {
  insert: (t, c) => t.insert(c.rows[0]).then(() => 1),
  insertMany: (t, c) => t.insertMany(c.rows).then((r) => r.length),
  async insertAtOnce(t, c) {
    const shares = Array.from({ length: c.clients }, (_, k) => c.rows.filter((_, i) => i % c.clients === k));
    await Promise.all(shares.map((share) => inTurn(share, (row) => t.insert(row))));
    return c.rows.length;
  },
  get: (t, c) => t.get(c.ids[0]).then((r) => (r.id === c.ids[0] ? 1 : 0)),
  getMany: (t, c) => t.getMany(c.ids).then((r) => r.length),
  list: (t, c) => t.list({ limit: c.limit }).then((r) => r.length),
  partition: (t, c) => t.list({ partition: 'bycity', partitionValues: { city: c.city } }).then((r) => r.length),
  count: (t) => t.count(),
  filter: (t, c) => t.query({ age: c.age }, { limit: c.limit }).then((r) => r.length),
  update: (t, c) => t.update(c.ids[0], { age: c.age }).then(() => 1),
  move: (t, c) => t.update(c.ids[0], { city: c.city }).then(() => 1),
  delete: (t, c) => t.delete(c.ids[0]).then(() => 1),
  async deleteAtOnce(t, c) {
    const shares = Array.from({ length: c.clients }, (_, k) => c.ids.filter((_, i) => i % c.clients === k));
    await Promise.all(shares.map((share) => inTurn(share, (id) => t.delete(id))));
    return c.ids.length;
  },
};

console.log(JSON.stringify({ ms: 0, rows: 0 }));
for await (const line of createInterface({ input: process.stdin })) {
  const c = JSON.parse(line);
  const start = process.hrtime.bigint();
  let answer;
  try {
    answer = { rows: await calls[c.op](tables[c.table], c) };
  } catch (e) {
    answer = { error: e.message };
  }
  answer.ms = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(JSON.stringify(answer));
}
process.exit(0);

#!/usr/bin/env node
// Drop-in for Prisma's native schema-engine: same CLI + JSON-RPC over stdio, backed by
// @prisma/schema-engine-wasm and @prisma/adapter-pg (both plain npm packages).
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

if (process.argv[2] === '--version') { console.log('schema-engine-wasm-shim'); process.exit(0); }
const { values, positionals } = parseArgs({ allowPositionals: true, strict: false, options: {
  datasource: { type: 'string' }, datamodels: { type: 'string', multiple: true, short: 'd' },
  'enabled-preview-features': { type: 'string' }, 'extension-types': { type: 'string' } } });
const url = values.datasource ? JSON.parse(values.datasource).url : process.env.DATABASE_URL;

const logErr = (message, error_code) => process.stderr.write('\n' + JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields: { message, error_code }, timestamp: new Date().toISOString() }) + '\n');
async function ping() {
  const c = new pg.Client({ connectionString: url });
  try { await c.connect(); await c.query('select 1'); return null; }
  catch (e) { return e; } finally { await c.end().catch(() => {}); }
}
const dbName = (u) => decodeURIComponent(new URL(u).pathname.slice(1)) || 'postgres';
async function createDatabase() {
  const u = new URL(url); const name = dbName(url); u.pathname = '/postgres';
  const c = new pg.Client({ connectionString: u.href });
  await c.connect(); try { await c.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`); } catch (e) { if (!['42P04', '23505'].includes(e.code)) throw e; } finally { await c.end(); }
  return name;
}
if (positionals[0] === 'cli') {
  if (positionals[1] === 'can-connect-to-database') {
    const e = await ping();
    if (e) { logErr(e.code === '3D000' ? `Database \`${dbName(url)}\` does not exist` : `Can't reach database server: ${e.message}`, e.code === '3D000' ? 'P1003' : 'P1001'); process.exit(1); }
    process.exit(0);
  }
  if (positionals[1] === 'create-database') { try { await createDatabase(); process.exit(0); } catch (e) { logErr(e.message, 'P1000'); process.exit(1); } }
  process.exit(1);
}

globalThis.PRISMA_WASM_PANIC_REGISTRY = { message: '', set_message(m) { this.message = m; } };
const pkg = path.dirname(fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm')));
const mod = await WebAssembly.instantiate(readFileSync(path.join(pkg, 'schema_engine_bg.wasm')), { './schema_engine_bg.js': bg });
bg.__wbg_set_wasm(mod.instance.exports);
mod.instance.exports.__wbindgen_start();

// adapter-pg is meant for the client; three things must differ for migrations:
//  1. pg's internal "char" (oid 18) columns of the catalogs must be readable
//  2. executeScript must send the script whole (adapter-pg splits on ';', which breaks $$ bodies)
//  3. the shadow database must really be another database
function patch(a) {
  const io = a.performIO.bind(a);
  a.performIO = async (q) => {
    const r = await io(q);
    r.fields?.forEach((f, i) => { if (f.dataTypeID === 18) { f.dataTypeID = 25; (q.chars ??= []).push(i); } });
    return r;
  };
  const qr = a.queryRaw.bind(a);
  a.queryRaw = async (q) => { const r = await qr(q); for (const i of q.chars ?? []) r.columnTypes[i] = ColumnTypeEnum.Character; return r; };
  if (a.startTransaction) { const st = a.startTransaction.bind(a); a.startTransaction = async (...x) => patch(await st(...x)); }
  a.executeScript = async (script) => { try { await a.client.query(script); } catch (e) { a.onError(e); } };
  return a;
}
function makeFactory() {
  const schema = new URL(url).searchParams.get('schema') ?? 'public';
  const poolFor = (database) => { const u = new URL(url); u.searchParams.delete('schema'); if (database) u.pathname = '/' + database; return new pg.Pool({ connectionString: u.href, max: 4 }); };
  const open = async (pool) => { const a = patch(await new PrismaPg(pool, { schema, disposeExternalPool: true }).connect()); return a; };
  return {
    provider: 'postgres', adapterName: '@prisma/adapter-pg',
    connect: () => open(poolFor()),
    connectToShadowDb: async () => {
      const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
      const admin = poolFor();
      await admin.query(`CREATE DATABASE "${name}"`);
      const a = await open(poolFor(name));
      const dispose = a.dispose.bind(a);
      a.dispose = async () => { await dispose(); await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`); await admin.end(); };
      return a;
    },
  };
}
// One engine per process: evaluateDataLoss/createMigration rely on the schema cache that devDiagnostic filled.
let engineP;
const engine = () => engineP ??= bg.SchemaEngine.new(
  { datamodels: values.datamodels?.map((f) => [f, readFileSync(f, 'utf8')]) },
  (l) => process.env.SE_DEBUG && process.stderr.write(l + '\n'),
  bindMigrationAwareSqlAdapterFactory(makeFactory()));
const send = (o) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...o }) + '\n');
let printId = 100000;
async function handle({ id, method, params }) {
  try {
    let result;
    if (method === 'ensureConnectionValidity') { const e = await ping(); if (e) throw e; result = {}; }
    else if (method === 'createDatabase') result = { databaseName: await createDatabase() };
    else {
      if (process.env.SE_DEBUG) process.stderr.write(JSON.stringify({method,params}).slice(0,1500)+'\n');
      const e = await engine();
      const fn = method === 'getDatabaseVersion' ? 'version' : method;
      if (typeof e[fn] !== 'function') throw new Error(`method not supported by wasm schema engine: ${method}`);
      // the wasm engine reaches the shadow database only from devDiagnostic; refill its cache first
      if (fn === 'evaluateDataLoss' || fn === 'createMigration') await e.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
      result = (await e[fn](params)) ?? {};
      if (method === 'diff' && result.stdout) { send({ id: printId++, method: 'print', params: { content: result.stdout.replace(/\n$/,'') } }); result.stdout = null; }
    }
    send({ id, result });
  } catch (err) {
    let e = err;
    if (e instanceof WebAssembly.RuntimeError) e = Object.assign(new Error(globalThis.PRISMA_WASM_PANIC_REGISTRY.message || e.message), { stack: e.stack });
    if (process.env.SE_DEBUG) process.stderr.write(String(e?.stack) + JSON.stringify(e) + '\n');
    send({ id, error: { code: 4466, message: e?.message ?? String(e), data: { is_panic: false, message: e?.message ?? String(e), error_code: e?.code ?? null, meta: e?.meta ?? null } } });
  }
}
let chain = Promise.resolve();
createInterface({ input: process.stdin }).on('line', (l) => { if (!l.trim()) return; const m = JSON.parse(l); if (m.method) chain = chain.then(() => handle(m)); })
  .on('close', () => chain.then(() => process.exit(0)));

import { parse, PGlite, types, type Results } from '@electric-sql/pglite'
import { fdatasyncSync, writeSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { DatabaseError, serialize } from 'pg-protocol'
import { NotificationResponseMessage, type BackendMessage } from 'pg-protocol/dist/messages.js'
import { Parser } from 'pg-protocol/dist/parser.js'
import { codeOf, messageOf } from '../../shared/errors.ts'
import { keepHeapSmall } from '../../shared/small-heap.ts'
import { preparedName } from '../prepared-name.ts'
import type {
  EmbeddedFailure,
  EmbeddedParameter,
  EmbeddedRequest,
  EmbeddedResponse,
  EmbeddedResult,
  EmbeddedWorkerData,
} from './protocol.ts'

// The defaults of PGlite 0.5.16 without -F, so that commits ask for a flush, and with small buffers (140 MB less memory).
const SETTINGS = [
  'search_path=public',
  'exit_on_error=false',
  'log_checkpoints=false',
  'max_worker_processes=0',
  'max_parallel_workers=0',
  'max_parallel_workers_per_gather=0',
  'max_parallel_maintenance_workers=0',
  'io_method=sync',
  'shared_buffers=16MB',
  'wal_sync_method=fsync',
]
const START_PARAMETERS = ['--single', '-O', '-j', ...SETTINGS.flatMap((setting) => ['-c', setting])]

// PostgreSQL as V8's first compiler makes it: 50 MB less, as quick with single statements, a seventh slower with many rows at once.
setFlagsFromString('--liftoff-only')
keepHeapSmall()

// How WebAssembly code ends that was aborted, or that has ended its program.
const DEADLY = new Set(['RuntimeError', 'ExitStatus'])

/** Statements that are parsed already. */
const prepared = new Set<string>()

const port = parentPort
if (!port) throw new Error('this file runs as a worker thread')
const { directory, snapshot } = workerData as EmbeddedWorkerData

function send(...responses: readonly EmbeddedResponse[]): void {
  port?.postMessage(responses)
}

function failureOf(error: unknown): EmbeddedFailure {
  const fields = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {}
  const text = (name: string): string | undefined =>
    typeof fields[name] === 'string' ? fields[name] : undefined
  return {
    message: messageOf(error),
    code: codeOf(error),
    detail: text('detail'),
    constraint: text('constraint'),
  }
}

/** After a panic, or an exception thrown through its code, PostgreSQL is no more: the next statement would hang the thread. */
function isDeath(error: unknown): boolean {
  if (!(error instanceof Error)) return true
  const severity: unknown = Reflect.get(error, 'severity')
  return severity === 'PANIC' || severity === 'FATAL' || 'syscall' in error || DEADLY.has(error.name)
}

interface FileStream {
  readonly nfd: number
  readonly path: string
}
type WriteCall = readonly [
  stream: FileStream,
  bytes: Int8Array,
  offset: number,
  length: number,
  position: number,
]

/**
 * PGlite's file system has no flush of its own; this gives it one. Internals of the pinned version, so it checks before it touches.
 * Where PostgreSQL would panic, its thread hangs: the death is told before.
 */
function flushToDisk(database: PGlite): void {
  const mount = lookup(database, ['Module', 'FS', 'lookupPath'])
  if (typeof mount !== 'function') throw new Error('PGlite changed: its file system was not found')
  const found: unknown = mount('/pglite/data')
  const streamOps = lookup(found, ['node', 'mount', 'type', 'stream_ops'])
  const write = lookup(streamOps, ['write'])
  if (typeof streamOps !== 'object' || streamOps === null || typeof write !== 'function')
    throw new Error('PGlite changed: no stream operations')
  Object.assign(streamOps, {
    fsync: (stream: FileStream) => {
      orDie(() => fdatasyncSync(stream.nfd))
      return 0
    },
    write: (...call: WriteCall) =>
      call[0].path.includes('/pg_wal/') ? orDie(() => writeLog(call)) : write(...call),
  })
}

function writeLog([{ nfd }, bytes, offset, length, position]: WriteCall): number {
  return writeSync(nfd, bytes, offset, length, position)
}

function orDie<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    send({ kind: 'died', failure: failureOf(error) })
    throw error
  }
}

function lookup(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
    const next: unknown = Reflect.get(value, key)
    return typeof next === 'function' ? next.bind(value) : next
  }, root)
}

async function open(): Promise<PGlite> {
  const database = await PGlite.create({
    ...(directory === undefined ? {} : { dataDir: directory }),
    ...(snapshot === undefined ? {} : { loadDataDir: new Blob([new Uint8Array(snapshot)]) }),
    startParams: START_PARAMETERS,
  })
  if (directory !== undefined) flushToDisk(database)
  return database
}

async function answer(database: PGlite, request: EmbeddedRequest): Promise<EmbeddedResult> {
  const nothing = { rows: [], affectedRows: 0, byteColumns: [] }
  if (request.kind === 'exec') {
    await converse(database, serialize.query(request.text))
    return nothing
  }
  if (request.kind === 'listen') {
    await converse(database, serialize.query(`listen "${request.text}"`))
    return nothing
  }
  if (request.kind === 'close') {
    await database.close()
    return nothing
  }
  return runStatement(database, request.text, request.values ?? [])
}

const parser = new Parser()

/** What PostgreSQL says to messages; throws its error. PGlite would write and read them too, but takes a third of a short statement's time for it. */
async function converse(database: PGlite, messages: Buffer): Promise<BackendMessage[]> {
  const said: BackendMessage[] = []
  await database.execProtocolRawStream(messages, {
    // Its file system needs none.
    syncToFs: false,
    // A copy: the bytes are PostgreSQL's own.
    onRawData: (bytes) => parser.parse(Buffer.from(bytes), (message) => said.push(message)),
  })
  for (const message of said) {
    if (!(message instanceof NotificationResponseMessage)) continue
    const { channel, payload } = message
    send({ kind: 'notification', channel, payload })
  }
  const failure = said.find((message) => message instanceof DatabaseError)
  if (failure) throw failure
  return said
}

/** All messages of a statement at once: PGlite's own query() enters its code for each of them, which takes most of a short one's time. */
async function runStatement(
  database: PGlite,
  text: string,
  values: readonly EmbeddedParameter[],
): Promise<EmbeddedResult> {
  const name = preparedName(text) ?? ''
  const said = await converse(
    database,
    Buffer.concat([
      // One that was parsed, but failed then, is there under its name.
      ...(prepared.has(name) ? [] : [serialize.close({ type: 'S', name }), serialize.parse({ text, name })]),
      serialize.bind({ values: values.map(asBuffer), statement: name }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ]),
  )
  if (name !== '') prepared.add(name)
  const [result] = parse.parseResults(said, database.parsers) as Results<Record<string, unknown>>[]
  if (!result) throw new Error('the embedded database answered nothing')
  return {
    rows: result.rows,
    affectedRows: result.affectedRows ?? 0,
    byteColumns: result.fields.filter((field) => field.dataTypeID === types.BYTEA).map((field) => field.name),
  }
}

/** Bytes come across the thread border as a plain array of them. */
function asBuffer(value: EmbeddedParameter): string | Buffer | null {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value
}

async function respond(database: PGlite, requests: readonly EmbeddedRequest[]): Promise<void> {
  const responses: EmbeddedResponse[] = []
  for (const request of requests) {
    const response = await responseTo(database, request)
    responses.push(response)
    // The next one would hang.
    if (response.kind === 'died') break
  }
  send(...responses)
  if (requests.some(({ kind }) => kind === 'close')) port?.close()
}

async function responseTo(database: PGlite, request: EmbeddedRequest): Promise<EmbeddedResponse> {
  const { id } = request
  try {
    return { kind: 'result', id, result: await answer(database, request) }
  } catch (error) {
    const failure = failureOf(error)
    return isDeath(error) ? { kind: 'died', failure } : { kind: 'failure', id, failure }
  }
}

try {
  const database = await open()
  let earlier: Promise<unknown> = Promise.resolve()
  port.on('message', (requests: readonly EmbeddedRequest[]) => {
    // One after the other: what is sent together belongs together.
    earlier = earlier.then(() => respond(database, requests))
  })
  send({ kind: 'opened' })
} catch (error) {
  send({ kind: 'refused', failure: failureOf(error) })
  port.close()
}

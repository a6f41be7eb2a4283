import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** What the caller of our API must get: 502, 429 from us or from there, or whatever came, as data with that status. */
export type Outcome = 'no answer' | 'slow down' | number

export interface Hostility {
  /** What it costs a server that is not careful: its time, its processor and memory, or nothing much. */
  readonly costs: 'time' | 'work' | 'little'
  readonly outcome: Outcome
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void
}

const BOMB_BYTES = 128 * 1024 * 1024
const WIDE_BYTES = 9 * 1024 * 1024
const SECOND_MS = 1_000
const OK = 200
const HANGS = { costs: 'time', outcome: 'no answer' } as const
const BURSTS = { costs: 'work', outcome: 'no answer' } as const
const BREAKS = { costs: 'little', outcome: 'no answer' } as const

// Made when first sent: packing takes a moment.
const gzipBomb = lazily(() => gzipSync(Buffer.alloc(BOMB_BYTES)))
const brotliBomb = lazily(() =>
  brotliCompressSync(Buffer.alloc(BOMB_BYTES), { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
)
const wide = lazily(() =>
  JSON.stringify(Array.from({ length: WIDE_BYTES / 64 }, (_, id) => ({ id: String(id).padStart(54, '0') }))),
)
const deep = '['.repeat(200_000)
// Word after word that begins like a token or a secret pair: whoever searches it carelessly searches it for minutes.
const costly = JSON.stringify({
  note: 'eyJ'.repeat(100_000) + '.'.repeat(100) + 'token%3D"'.repeat(50_000) + ' '.repeat(100_000),
})

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

interface JsonAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

function json(response: ServerResponse, { status = OK, headers, body = '{}' }: JsonAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
}

/** A piece now and then, until nobody listens any more. */
function drip(target: Socket | ServerResponse, piece: string, everyMs: number): void {
  const timer = setInterval(() => target.write(piece), everyMs)
  target.once('close', () => clearInterval(timer))
}

function pour(response: ServerResponse, chunk: string | Buffer): void {
  const more = (): void => {
    let takesMore = !response.destroyed
    while (takesMore) takesMore = response.write(chunk)
  }
  response.on('drain', more)
  more()
}

function rawSocket(response: ServerResponse): Socket {
  const { socket } = response
  if (!socket) throw new Error('the connection is gone')
  return socket
}

/** By name; every workspace that is given one of them meets it at each of its requests. */
export const HOSTILITIES: Readonly<Record<string, Hostility>> = {
  silent: { ...HANGS, answer: () => {} },
  'drips-headers': {
    ...HANGS,
    answer: (_request, response) => {
      rawSocket(response).write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-slow: ')
      drip(rawSocket(response), 'a', SECOND_MS)
    },
  },
  'drips-body': {
    ...HANGS,
    answer: (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      drip(response, ' ', SECOND_MS)
    },
  },
  'endless-hints': {
    ...HANGS,
    answer: (_request, response) => drip(rawSocket(response), 'HTTP/1.1 102 Processing\r\n\r\n', 20),
  },
  'endless-body': {
    ...BURSTS,
    answer: (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      pour(response, '1,'.repeat(32_768))
    },
  },
  'gzip-bomb': {
    ...BURSTS,
    answer: (_request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(gzipBomb())
    },
  },
  'brotli-bomb': {
    ...BURSTS,
    answer: (_request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'br' })
        .end(brotliBomb())
    },
  },
  'not-gzip': {
    ...BREAKS,
    answer: (_request, response) => json(response, { headers: { 'content-encoding': 'gzip' } }),
  },
  'large-headers': {
    ...BREAKS,
    answer: (_request, response) => {
      const many = Array.from({ length: 100 }, (_, index) => [`x-${index}`, 'h'.repeat(1_000)] as const)
      json(response, { headers: Object.fromEntries(many) })
    },
  },
  'not-http': {
    ...BREAKS,
    answer: (_request, response) => rawSocket(response).end('SSH-2.0-OpenSSH_9.2\r\n'),
  },
  'hangs-up': { ...BREAKS, answer: (_request, response) => rawSocket(response).destroy() },
  'cut-short': {
    ...BREAKS,
    answer: (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"id":"cut', () => rawSocket(response).destroy())
    },
  },
  redirects: {
    costs: 'little',
    outcome: 302,
    answer: (request, response) => {
      const location = `http://${request.headers.host ?? ''}/trap`
      json(response, { status: 302, headers: { location } })
    },
  },
  'wrong-type': {
    costs: 'little',
    outcome: OK,
    answer: (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><script>alert(1)</script>')
    },
  },
  'broken-json': {
    costs: 'little',
    outcome: OK,
    answer: (_request, response) => json(response, { body: '{"id":"64a687e2' }),
  },
  'wide-json': {
    costs: 'work',
    outcome: OK,
    answer: (_request, response) => json(response, { body: wide() }),
  },
  'deep-json': { costs: 'work', outcome: OK, answer: (_request, response) => json(response, { body: deep }) },
  'costly-text': {
    costs: 'work',
    outcome: OK,
    answer: (_request, response) => json(response, { body: costly }),
  },
  'skewed-clock': {
    costs: 'little',
    outcome: OK,
    answer: (_request, response) =>
      json(response, {
        status: 200,
        headers: {
          date: 'Thu, 01 Jan 1970 00:00:00 GMT',
          expires: 'Fri, 31 Dec 9999 23:59:59 GMT',
        },
      }),
  },
  down: { costs: 'little', outcome: 503, answer: (_request, response) => json(response, { status: 503 }) },
  flapping: {
    costs: 'little',
    outcome: OK,
    answer: everySecond(
      (response) => json(response, { status: 503 }),
      (response) => json(response, { body: '[]' }),
    ),
  },
  storm: {
    costs: 'time',
    outcome: 'slow down',
    answer: (_request, response) => json(response, { status: 429 }),
  },
  'storm-until-9999': {
    costs: 'time',
    outcome: 'slow down',
    answer: (_request, response) =>
      json(response, { status: 429, headers: { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' } }),
  },
  'storm-since-1970': {
    costs: 'time',
    outcome: 'slow down',
    answer: (_request, response) =>
      json(response, {
        status: 429,
        headers: {
          date: 'Thu, 01 Jan 1970 00:00:00 GMT',
          'retry-after': 'Thu, 01 Jan 1970 00:00:05 GMT',
        },
      }),
  },
  'endless-pages': { costs: 'little', outcome: OK, answer: endlessPages() },
}

/** Each thing that a workspace asks for: refused at first, given when it is asked for again, and so on. */
function everySecond(
  odd: (response: ServerResponse) => void,
  even: (response: ServerResponse) => void,
): Hostility['answer'] {
  const counts = new Map<string, number>()
  return (request, response) => {
    const asked = `${String(request.headers['x-addon-token'])} ${request.method} ${request.url}`
    const count = (counts.get(asked) ?? 0) + 1
    counts.set(asked, count)
    if (count % 2 === 1) odd(response)
    else even(response)
  }
}

/** Full pages of records that nobody has seen, for ever, whatever page is asked for. */
function endlessPages(): Hostility['answer'] {
  let next = 0
  return (_request, response) => {
    const items = Array.from({ length: 200 }, () => ({
      id: (next += 1).toString(16).padStart(24, '0'),
      name: 'more',
    }))
    json(response, { headers: { 'last-page': 'false' }, body: JSON.stringify(items) })
  }
}

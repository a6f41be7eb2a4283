import type { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'

class TooLargeError extends Error {
  readonly code = 'TOO_LARGE'

  constructor(maxBytes: number) {
    super(`the body is larger than ${maxBytes} bytes`)
    this.name = 'TooLargeError'
  }
}

class UnknownEncodingError extends Error {
  readonly code = 'UNKNOWN_ENCODING'

  constructor() {
    super('the body has a content encoding that was not asked for')
    this.name = 'UnknownEncodingError'
  }
}

interface BodySource {
  readonly stream: Readable
  readonly headers: Readonly<Record<string, string>>
  /** HEAD and 304 announce the length of a body that never comes, over which undici stumbles. */
  readonly hasBody: boolean
}

/** Reads and decodes at most `maxBytes`, counted before and after decoding, and stops in the middle when there is more. */
export async function readBody(source: BodySource, maxBytes: number): Promise<Buffer> {
  const { stream, headers, hasBody } = source
  if (!hasBody) {
    abandon(stream)
    return Buffer.alloc(0)
  }
  try {
    if (Number(headers['content-length'] ?? 0) > maxBytes) throw new TooLargeError(maxBytes)
    return await decode(stream, { encoding: encodingOf(headers), maxBytes })
  } catch (error) {
    abandon(stream)
    throw error
  }
}

interface DecodePlan {
  readonly encoding: string
  readonly maxBytes: number
}

async function decode(stream: Readable, { encoding, maxBytes }: DecodePlan): Promise<Buffer> {
  if (encoding === '' || encoding === 'identity') return collect(limited(stream, maxBytes))
  const raw = stream.iterator({ destroyOnReturn: true })
  // The first bytes tell which deflate it is, and no bytes at all are an empty body in every encoding.
  const first: IteratorResult<Buffer> = await raw.next()
  if (first.done === true) return Buffer.alloc(0)

  const chunks = limited(startingWith(first.value, raw), maxBytes)
  let body = Buffer.alloc(0)
  await pipeline(chunks, decoderFor(encoding, first.value), async (decoded: AsyncIterable<Buffer>) => {
    body = await collect(limited(decoded, maxBytes))
  })
  return body
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer<ArrayBuffer>> {
  const kept: Buffer[] = []
  for await (const chunk of chunks) kept.push(chunk)
  return Buffer.concat(kept)
}

async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}

async function* limited(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let seen = 0
  for await (const chunk of chunks) {
    seen += chunk.byteLength
    if (seen > maxBytes) throw new TooLargeError(maxBytes)
    yield chunk
  }
}

function encodingOf(headers: Readonly<Record<string, string>>): string {
  return (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
}

const ZLIB_METHOD = 8

function decoderFor(encoding: string, first: Buffer): Transform {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'br':
      return createBrotliDecompress()
    case 'deflate':
      // Some servers leave out the zlib header that the standard asks for.
      return ((first[0] ?? 0) & 0x0f) === ZLIB_METHOD ? createInflate() : createInflateRaw()
    default:
      throw new UnknownEncodingError()
  }
}

function abandon(stream: Readable): void {
  stream.on('error', ignoreOwnAbort).destroy()
}

function ignoreOwnAbort(): void {
  // Destroying a stream that was not read to its end makes it report that very abort.
}

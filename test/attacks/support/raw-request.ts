import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  readonly text: string
}

/** Bytes as no HTTP client would send them; the answer as far as it came. Status 0: the connection was closed without one. */
export function rawRequest(
  baseUrl: string,
  lines: readonly string[],
  body: string | Uint8Array = '',
): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl)
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    socket.setTimeout(20_000, () => socket.destroy(new Error('the server gave no answer')))
    socket.on('data', (chunk) => chunks.push(chunk))
    // A server that refuses in the middle of a request may reset the rest of it.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') fail(error)
    })
    socket.on('close', () => done(read(Buffer.concat(chunks).toString('utf8'))))
    const head = [
      ...lines,
      `host: ${hostname}:${port}`,
      'connection: close',
      `content-length: ${Buffer.byteLength(body)}`,
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    socket.write(body)
  })
}

function read(answer: string): RawAnswer {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
  return { status, text: answer.slice(answer.indexOf('\r\n\r\n') + 4) }
}

/** As many at once as a few clients would send; the answers in their order. */
export async function inTurns<T, R>(
  items: readonly T[],
  run: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers: R[] = []
  for (let start = 0; start < items.length; start += 8)
    answers.push(...(await Promise.all(items.slice(start, start + 8).map(run))))
  return answers
}

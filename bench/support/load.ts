import autocannon from 'autocannon'

export interface LoadResult {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly answered: number
}

export interface Load {
  readonly url: string
  readonly headers: Record<string, string>
  /** A new body for each request. */
  readonly body: () => string
  readonly seconds: number
  readonly connections: number
}

/** POSTs as fast as the answers come, one request at a time on each connection; throws when one was not answered with success. */
export async function post(load: Load): Promise<LoadResult> {
  const { pathname } = new URL(load.url)
  const result = await autocannon({
    url: load.url,
    connections: load.connections,
    duration: load.seconds,
    requests: [
      {
        method: 'POST',
        path: pathname,
        headers: load.headers,
        setupRequest: (request) => ({ ...request, body: load.body() }),
      },
    ],
  })
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} requests to ${pathname} failed`)
  return {
    perSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    answered: result['2xx'],
  }
}

import { readdirSync, readFileSync } from 'node:fs'

export interface ProcessFigures {
  readonly rssMb: number
  readonly heapMb: number
  readonly handles: number
  readonly openFiles: number
  /** The worst that the event loop was late since it was asked last. */
  readonly loopLagMs: number
}

const MB = 1024 * 1024

/** Of a server process, from its metrics page and from the system. */
export async function readProcessFigures(server: {
  readonly baseUrl: string
  readonly pid: number
}): Promise<ProcessFigures> {
  const metrics = await (await fetch(`${server.baseUrl}/metrics`)).text()
  return {
    rssMb: readRssMb(server.pid),
    heapMb: figure(metrics, 'switchyard_nodejs_heap_size_used_bytes') / MB,
    handles: figure(metrics, 'switchyard_nodejs_active_resources_total'),
    openFiles: readdirSync(`/proc/${server.pid}/fd`).length,
    loopLagMs: figure(metrics, 'switchyard_nodejs_eventloop_lag_max_seconds') * 1_000,
  }
}

export function readRssMb(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** Looks at the memory ten times a second; `stop` gives the most that it was. */
export function watchRss(server: { readonly pid: number }): { stop(): number } {
  let peakMb = 0
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, readRssMb(server.pid))
  }, 100)
  return {
    stop: () => {
      clearInterval(timer)
      return peakMb
    },
  }
}

/** The value of a series without labels. */
export function figure(metrics: string, name: string): number {
  const [, value] = new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics) ?? []
  if (value === undefined) throw new Error(`the metrics page does not show ${name}`)
  return Number(value)
}

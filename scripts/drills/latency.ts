import { percentile } from './percentile.ts'

export interface Latency {
  readonly calls: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export function latencyOf(durationsMs: readonly number[]): Latency {
  const sorted = durationsMs.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round(percentile(sorted, share))
  return { calls: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) }
}

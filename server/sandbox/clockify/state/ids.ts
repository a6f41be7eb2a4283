import type { Random } from '../../shared/random.ts'

/** 24 hex characters; the first eight are the seconds of its making, as in real ids. */
export function makeId(random: Random, atMs: number): string {
  const seconds = Math.max(0, Math.floor(atMs / 1000))
  return hex(seconds) + hex(random.uint32()) + hex(random.uint32())
}

export function madeAtMs(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16) * 1000
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0').slice(-8)
}

import { useSyncExternalStore } from 'react'
import { formatAgo, formatInstant } from '../i18n/index.ts'

const TICK_MS = 10_000
const watchers = new Set<() => void>()
let ticks = 0
let timer: ReturnType<typeof setInterval> | undefined

/** How long ago (or how soon), kept true while it is looked at; the title says exactly when. */
export function Ago({ at }: { readonly at: string }) {
  useSyncExternalStore(watch, countTicks, countTicks)
  return (
    <time dateTime={at} title={formatInstant(at)}>
      {formatAgo(at)}
    </time>
  )
}

function countTicks(): number {
  return ticks
}

function watch(changed: () => void): () => void {
  watchers.add(changed)
  timer ??= setInterval(tick, TICK_MS)
  return () => {
    watchers.delete(changed)
    if (watchers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  ticks += 1
  for (const changed of watchers) changed()
}

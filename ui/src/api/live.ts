import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { Problem, send } from './client.ts'
import { refreshStale } from './refresh-stale.ts'

// The first part of the keys of what an event makes stale.
const STALE: Readonly<Record<string, readonly string[]>> = {
  bootstrap: ['bootstrap', 'records'],
  webhook: ['webhook-events', 'records'],
  job: ['jobs', 'webhook-event'],
  sync: ['clickup-syncs', 'clickup-tasks'],
  import: ['clickup-imports', 'clickup-tasks'],
  run: ['clickup-transfers', 'task-upserts', 'page-runs', 'project-runs'],
}
const AGAIN_MS = 2_000
// Many events come at once; the screens are asked anew so often at most.
const GATHER_MS = 400

type Listener = (kind: string, data: unknown) => void

export type Live = 'connecting' | 'on' | 'off'

let live: Live = 'connecting'
let wasConnected = false
const listeners = new Set<Listener>()
const watchers = new Set<() => void>()

/** Whether live events are coming in; `connecting` until the first attempt has ended. */
export function useLive(): Live {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => live,
  )
}

/** The server was there, and cannot be heard now. */
export function isLost(): boolean {
  return wasConnected && live === 'off'
}

/** Calls back for each live event while the component is shown; `listener` must stay the same. */
export function useLiveEvent(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, [listener])
}

/** Server-sent events make what they concern stale. EventSource cannot send our header, so the stream is read by hand. */
export function useLiveEvents(): void {
  const queries = useQueryClient()
  useEffect(() => {
    const stopping = new AbortController()
    void listen(queries, stopping.signal)
    return () => stopping.abort()
  }, [queries])
}

async function listen(queries: QueryClient, signal: AbortSignal): Promise<void> {
  const invalidate = gathered((kinds) => {
    const parts = new Set([...kinds].flatMap((kind) => STALE[kind] ?? []))
    void refreshStale(queries, ({ queryKey }) => parts.has(String(queryKey[0])))
  })
  let wasLost = false
  while (!signal.aborted) {
    try {
      const answer = await send('/api/events', { signal })
      become('on')
      // What happened meanwhile was not heard.
      if (wasLost) void queries.invalidateQueries()
      await readEvents(answer, (kind, data) => {
        for (const listener of listeners) listener(kind, data)
        invalidate(kind)
      })
    } catch (error) {
      // Signed out: there is nothing to wait for. Anything else is a lost connection.
      if (error instanceof Problem && error.status === 401) return become('off')
    }
    wasLost = true
    become('off')
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}

async function readEvents(answer: Response, heard: Listener): Promise<void> {
  if (answer.body === null) return
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    text += value
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const [, kind, data] = /^event: (.+)\ndata: (.+)$/m.exec(part) ?? []
      if (kind !== undefined && data !== undefined) heard(kind, JSON.parse(data))
    }
  }
}

function gathered(run: (kinds: ReadonlySet<string>) => void): (kind: string) => void {
  let kinds = new Set<string>()
  return (kind) => {
    if (kinds.size === 0)
      setTimeout(() => {
        const all = kinds
        kinds = new Set()
        run(all)
      }, GATHER_MS)
    kinds.add(kind)
  }
}

function become(next: Live): void {
  if (live === next) return
  live = next
  wasConnected ||= next === 'on'
  for (const changed of watchers) changed()
}

import { EventEmitter, once } from 'node:events'
import { inWorkspace } from '../../storage/db.ts'
import { listPendingStreams, type PendingStream } from './stream.store.ts'
import { walkStream } from './walk-stream.ts'
import type { Stop, Walk } from './walk.ts'

// At 300 ms an answer, 16 streams side by side use up 50 requests per second.
const CONCURRENCY = 16
const BUFFER = 64

/** Works off the pending streams in the order of the walk until none is left (undefined) or the run must stop. */
export async function walkStreams(walk: Walk, tick: () => Promise<void>): Promise<Stop | undefined> {
  const crew = createCrew(walk)
  try {
    for (;;) {
      walk.signal.throwIfAborted()
      const end = await crew.takeMore()
      if (end !== 'working') return end === 'idle' ? undefined : end
      await crew.somethingHappened()
      await tick()
    }
  } finally {
    await crew.finishPages()
  }
}

type CrewState = 'working' | 'idle' | Stop

interface Crew {
  takeMore(): Promise<CrewState>
  somethingHappened(): Promise<void>
  /** What has left is still stored; nothing new is begun. */
  finishPages(): Promise<void>
}

function createCrew(walk: Walk): Crew {
  const active = new Map<string, Promise<void>>()
  const width = walk.deps.concurrency ?? CONCURRENCY
  let waiting: PendingStream[] = []
  let stop: Stop | undefined
  let failure: { readonly error: unknown } | undefined
  let isClosing = false
  let ring = createBell()
  const progress = {
    onPage: () => ring.ring(),
    onStepRefused: (operationId: string) => {
      waiting = waiting.filter((stream) => stream.operationId !== operationId)
    },
    isStopping: () => isClosing || stop !== undefined || failure !== undefined,
  }

  function begin(stream: PendingStream): void {
    const key = keyOf(stream)
    const work = walkStream(walk, stream, progress)
      .then((end) => {
        stop ??= end
      })
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => {
        active.delete(key)
        ring.ring()
      })
    active.set(key, work)
  }

  async function refill(): Promise<void> {
    // What was active when the list was read may have ended since and would be begun twice.
    const known = new Set(active.keys())
    const found = await inWorkspace(walk.deps.urgentDb, walk.scope, (tx) =>
      listPendingStreams(tx, walk.scope, { runId: walk.runId, limit: active.size + BUFFER }),
    )
    waiting = found.filter((stream) => !known.has(keyOf(stream)))
  }

  return {
    takeMore: async () => {
      // Rung from here on, the bell means that there may be more than what is found now.
      ring = createBell()
      if (waiting.length === 0 && active.size < width) await refill()
      if (failure) throw failure.error
      if (stop) return stop
      while (active.size < width) {
        const next = waiting.shift()
        if (next === undefined) break
        begin(next)
      }
      return active.size > 0 ? 'working' : 'idle'
    },
    somethingHappened: () => ring.rung,
    finishPages: async () => {
      isClosing = true
      await Promise.all(active.values())
    },
  }
}

function createBell(): { readonly rung: Promise<void>; ring(): void } {
  const bell = new EventEmitter()
  return { rung: once(bell, 'rung').then(() => {}), ring: () => void bell.emit('rung') }
}

function keyOf(stream: PendingStream): string {
  return `${stream.operationId}/${stream.streamKey}`
}

import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

import { Agent } from 'undici'

import { type Random, shuffle } from './random.ts'
import { roomFor, track, type Underway } from './underway.ts'

export interface DeliveryQueue<Message, Delivery> {
  readonly log: readonly Delivery[]
  send(message: Message): void
  /** Done when nothing is waiting, on its way or waiting for a retry. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export interface BurstDeps {
  readonly options: { readonly delayMs: number }
  readonly random: Random
  readonly duplicateRate: number
  readonly reorder: boolean
  readonly logSize: number
}

export type Queued<Message> = Message & { readonly duplicate: boolean }

/** What a delivery needs to leave. */
export interface Outlet<Delivery> {
  readonly agent: Agent
  readonly signal: AbortSignal
  readonly record: (delivery: Delivery) => void
}

const AT_ONCE = 32

/** What was sent within a moment leaves together: twice sometimes, and in any order where that is switched on. */
export function createDeliveryQueue<Message extends object, Delivery>(
  deps: BurstDeps,
  deliver: (outlet: Outlet<Delivery>, queued: Queued<Message>) => Promise<void>,
): DeliveryQueue<Message, Delivery> {
  const log: Delivery[] = []
  const waiting: Queued<Message>[] = []
  const underway: Underway = new Set()
  const stopping = new AbortController()
  // One listener for each delivery under way: many are normal.
  setMaxListeners(0, stopping.signal)
  const agent = new Agent({ connections: AT_ONCE, pipelining: 1 })
  let pump: Promise<void> | undefined

  const record = (delivery: Delivery): void => {
    log.push(delivery)
    if (log.length > deps.logSize * 1.25) log.splice(0, log.length - deps.logSize)
  }
  const outlet: Outlet<Delivery> = { agent, signal: stopping.signal, record }
  const runBurst = async (): Promise<void> => {
    await wait(deps.options.delayMs)
    while (waiting.length > 0 && !stopping.signal.aborted) {
      const burst = waiting.splice(0)
      if (deps.reorder) shuffle(burst, deps.random)
      for (const queued of burst) {
        await roomFor(underway, deps.reorder ? AT_ONCE : 1)
        track(underway, deliver(outlet, queued))
      }
    }
    pump = undefined
  }
  return {
    log,
    send: (message) => {
      if (stopping.signal.aborted) return
      waiting.push({ ...message, duplicate: false })
      if (deps.random.chance(deps.duplicateRate)) waiting.push({ ...message, duplicate: true })
      pump ??= runBurst()
    },
    flush: async () => {
      const isBusy = (): boolean => pump !== undefined || underway.size > 0
      while (isBusy()) await Promise.all([pump, ...underway])
    },
    stop: async () => {
      stopping.abort()
      waiting.length = 0
      await Promise.all([pump, ...underway])
      await agent.destroy()
    },
  }
}

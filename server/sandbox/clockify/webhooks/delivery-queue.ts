import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

import { Agent, request } from 'undici'

import { messageOf } from '../../../shared/errors.ts'
import type { Clock } from '../../../shared/clock.ts'
import { type Random, shuffle } from '../../shared/random.ts'
import { pause, roomFor, track, type Underway } from '../../shared/underway.ts'
import type { DeliveryOptions } from '../options.ts'

export interface Outcome {
  /** 0 when no answer came. */
  readonly status: number
  readonly responseBody: string
}

/** One webhook's address for one event. */
export interface Target {
  readonly kind: 'add-on' | 'user'
  readonly hookId: string
  readonly url: string
  readonly token: string
  isAlive(): boolean
  onAttempt?(outcome: Outcome, body: string): void
  onGivenUp?(): void
}

/** One attempt to deliver, as the receiver saw it. */
export interface Delivery extends Outcome {
  readonly event: string
  readonly kind: Target['kind']
  readonly hookId: string
  readonly url: string
  readonly body: string
  readonly idempotencyKey: string
  readonly attempt: number
  readonly duplicate: boolean
  readonly at: Date
  readonly error?: string
}

export interface Message {
  readonly target: Target
  readonly event: string
  readonly body: string
}

export interface DeliveryQueue {
  readonly log: readonly Delivery[]
  send(message: Message): void
  /** Done when nothing is waiting, on its way or waiting for a retry. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export interface QueueDeps {
  readonly options: DeliveryOptions
  readonly clock: Clock
  readonly random: Random
  readonly duplicateRate: number
  readonly reorder: boolean
  readonly newKeyPerAttempt: boolean
  readonly logSize: number
}

interface Queued extends Message {
  readonly duplicate: boolean
}

const AT_ONCE = 32

export function createDeliveryQueue(deps: QueueDeps): DeliveryQueue {
  const log: Delivery[] = []
  const waiting: Queued[] = []
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
  const sender: Sender = { deps, agent, signal: stopping.signal, record }
  const runBurst = async (): Promise<void> => {
    await wait(deps.options.delayMs)
    while (waiting.length > 0 && !stopping.signal.aborted) {
      const burst = waiting.splice(0)
      if (deps.reorder) shuffle(burst, deps.random)
      for (const queued of burst) {
        await roomFor(underway, deps.reorder ? AT_ONCE : 1)
        track(underway, deliver(sender, queued))
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

interface Sender {
  readonly deps: QueueDeps
  readonly agent: Agent
  readonly signal: AbortSignal
  readonly record: (delivery: Delivery) => void
}

async function deliver(sender: Sender, queued: Queued): Promise<void> {
  const { options, random, newKeyPerAttempt } = sender.deps
  const firstKey = makeKey(random)
  for (let attempt = 1; attempt <= options.maxAttempts; attempt += 1) {
    if (sender.signal.aborted || !queued.target.isAlive()) return
    const idempotencyKey = newKeyPerAttempt && attempt > 1 ? makeKey(random) : firstKey
    if (await attemptOnce(sender, queued, { attempt, idempotencyKey })) return
    if (attempt < options.maxAttempts) await pause(options.retryDelayMs, sender.signal)
  }
  if (!sender.signal.aborted) queued.target.onGivenUp?.()
}

async function attemptOnce(
  sender: Sender,
  queued: Queued,
  numbered: { readonly attempt: number; readonly idempotencyKey: string },
): Promise<boolean> {
  const { target, event, body, duplicate } = queued
  const at = sender.deps.clock.now()
  const outcome = await post(sender, queued, numbered.idempotencyKey)
  sender.record({
    event,
    kind: target.kind,
    hookId: target.hookId,
    url: target.url,
    body,
    duplicate,
    at,
    ...numbered,
    ...outcome,
  })
  target.onAttempt?.(outcome, body)
  return outcome.status >= 200 && outcome.status < 300
}

async function post(
  sender: Sender,
  queued: Queued,
  idempotencyKey: string,
): Promise<Outcome & { error?: string }> {
  try {
    const answer = await request(queued.target.url, {
      method: 'POST',
      dispatcher: sender.agent,
      signal: AbortSignal.any([sender.signal, AbortSignal.timeout(sender.deps.options.timeoutMs)]),
      headers: {
        'content-type': 'application/json',
        'clockify-signature': queued.target.token,
        'clockify-webhook-event-type': queued.event,
        'idempotency-key': idempotencyKey,
      },
      body: queued.body,
    })
    return { status: answer.statusCode, responseBody: (await answer.body.text()).slice(0, 2000) }
  } catch (error) {
    // The receiver is down or too slow: an attempt without an answer, tried again like any refusal.
    return { status: 0, responseBody: '', error: messageOf(error) }
  }
}

function makeKey(random: Random): string {
  const part = (): string => random.uint32().toString(16).padStart(8, '0')
  return `${part()}-${part().slice(4)}-4${part().slice(5)}-a${part().slice(5)}-${part()}${part().slice(4)}`
}

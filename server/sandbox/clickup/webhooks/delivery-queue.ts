import { createHmac } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

import { Agent, request } from 'undici'

import type { Clock } from '../../../shared/clock.ts'
import { messageOf } from '../../../shared/errors.ts'
import { type Random, shuffle } from '../../shared/random.ts'
import { pause, roomFor, track, type Underway } from '../../shared/underway.ts'
import type { ClickUpDeliveryOptions } from '../options.ts'
import type { Webhook } from '../state/model.ts'

/** One attempt to deliver, as the receiver saw it. */
export interface ClickUpDelivery {
  readonly event: string
  readonly webhookId: string
  readonly url: string
  readonly body: string
  readonly signature: string
  readonly attempt: number
  readonly duplicate: boolean
  /** 0 when no answer came. */
  readonly status: number
  readonly at: Date
  readonly error?: string
}

export interface Message {
  readonly webhook: Webhook
  readonly event: string
  readonly body: string
}

export interface DeliveryQueue {
  readonly log: readonly ClickUpDelivery[]
  send(message: Message): void
  /** Done when nothing is waiting, on its way or waiting for a retry. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export interface QueueDeps {
  readonly options: ClickUpDeliveryOptions
  readonly clock: Clock
  readonly random: Random
  readonly duplicateRate: number
  readonly reorder: boolean
  readonly successResetsFailCount: boolean
  readonly logSize: number
  /** A webhook is silent when it was deleted, or its person left. */
  readonly isAlive: (webhook: Webhook) => boolean
}

interface Queued extends Message {
  readonly duplicate: boolean
}

interface Sender {
  readonly deps: QueueDeps
  readonly agent: Agent
  readonly signal: AbortSignal
  readonly record: (delivery: ClickUpDelivery) => void
}

const AT_ONCE = 32

export function createDeliveryQueue(deps: QueueDeps): DeliveryQueue {
  const log: ClickUpDelivery[] = []
  const waiting: Queued[] = []
  const underway: Underway = new Set()
  const stopping = new AbortController()
  // One listener for each delivery under way: many are normal.
  setMaxListeners(0, stopping.signal)
  const agent = new Agent({ connections: AT_ONCE, pipelining: 1 })
  let pump: Promise<void> | undefined

  const record = (delivery: ClickUpDelivery): void => {
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

async function deliver(sender: Sender, queued: Queued): Promise<void> {
  const { options } = sender.deps
  for (let attempt = 1; attempt <= options.maxAttempts; attempt += 1) {
    if (isOver(sender, queued.webhook)) return
    const status = await attemptOnce(sender, queued, attempt)
    if (settles(sender, queued.webhook, status)) return
    if (attempt < options.maxAttempts) await pause(options.retryDelayMs, sender.signal)
  }
  if (!sender.signal.aborted) countFailure(queued.webhook, options.suspendAt)
}

function isOver({ signal, deps }: Sender, webhook: Webhook): boolean {
  return signal.aborted || webhook.health === 'suspended' || !deps.isAlive(webhook)
}

/** Whether the answer ends the attempts: it was taken, or the webhook is suspended for it. */
function settles({ deps }: Sender, webhook: Webhook, status: number): boolean {
  if (status === 401 || status === 410) {
    webhook.health = 'suspended'
    return true
  }
  const isTaken = status >= 200 && status < 300
  if (isTaken && deps.successResetsFailCount) reset(webhook)
  return isTaken
}

/** The event is lost; nobody is told when the webhook is suspended. */
function countFailure(webhook: Webhook, suspendAt: number): void {
  webhook.failCount += 1
  webhook.health = webhook.failCount >= suspendAt ? 'suspended' : 'failing'
}

function reset(webhook: Webhook): void {
  webhook.failCount = 0
  webhook.health = 'active'
}

async function attemptOnce(sender: Sender, queued: Queued, attempt: number): Promise<number> {
  const { webhook, event, body, duplicate } = queued
  const at = sender.deps.clock.now()
  const signature = sign(webhook.secret, body)
  const outcome = await post(sender, queued, signature)
  const url = webhook.endpoint
  sender.record({ event, webhookId: webhook.id, url, body, signature, attempt, duplicate, at, ...outcome })
  return outcome.status
}

/** Of the bytes as they are sent; without a time, so that an old delivery stays valid. */
export function sign(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}

interface Outcome {
  readonly status: number
  readonly error?: string
}

async function post(sender: Sender, queued: Queued, signature: string): Promise<Outcome> {
  try {
    const answer = await request(queued.webhook.endpoint, {
      method: 'POST',
      dispatcher: sender.agent,
      signal: AbortSignal.any([sender.signal, AbortSignal.timeout(sender.deps.options.timeoutMs)]),
      headers: { 'content-type': 'application/json', 'x-signature': signature },
      body: queued.body,
    })
    await answer.body.dump()
    return { status: answer.statusCode }
  } catch (error) {
    // The receiver is down or too slow: an attempt without an answer, tried again like any refusal.
    return { status: 0, error: messageOf(error) }
  }
}

import { request } from 'undici'

import { messageOf } from '../../../shared/errors.ts'
import type { Clock } from '../../../shared/clock.ts'
import {
  createDeliveryQueue as createSharedQueue,
  type BurstDeps,
  type DeliveryQueue as SharedQueue,
  type Outlet,
  type Queued,
} from '../../shared/delivery-queue.ts'
import type { Random } from '../../shared/random.ts'
import { pause } from '../../shared/underway.ts'
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

export type DeliveryQueue = SharedQueue<Message, Delivery>

export interface QueueDeps extends BurstDeps {
  readonly options: DeliveryOptions
  readonly clock: Clock
  readonly newKeyPerAttempt: boolean
}

export function createDeliveryQueue(deps: QueueDeps): DeliveryQueue {
  return createSharedQueue<Message, Delivery>(deps, (outlet, queued) => deliver({ ...outlet, deps }, queued))
}

interface Sender extends Outlet<Delivery> {
  readonly deps: QueueDeps
}

async function deliver(sender: Sender, queued: Queued<Message>): Promise<void> {
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
  queued: Queued<Message>,
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
  queued: Queued<Message>,
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

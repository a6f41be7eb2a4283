import { createHmac } from 'node:crypto'

import { request } from 'undici'

import type { Clock } from '../../../shared/clock.ts'
import { messageOf } from '../../../shared/errors.ts'
import {
  createDeliveryQueue as createSharedQueue,
  type BurstDeps,
  type DeliveryQueue as SharedQueue,
  type Outlet,
  type Queued,
} from '../../shared/delivery-queue.ts'
import { pause } from '../../shared/underway.ts'
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

export type DeliveryQueue = SharedQueue<Message, ClickUpDelivery>

export interface QueueDeps extends BurstDeps {
  readonly options: ClickUpDeliveryOptions
  readonly clock: Clock
  readonly successResetsFailCount: boolean
  /** A webhook is silent when it was deleted, or its person left. */
  readonly isAlive: (webhook: Webhook) => boolean
}

export function createDeliveryQueue(deps: QueueDeps): DeliveryQueue {
  return createSharedQueue<Message, ClickUpDelivery>(deps, (outlet, queued) =>
    deliver({ ...outlet, deps }, queued),
  )
}

interface Sender extends Outlet<ClickUpDelivery> {
  readonly deps: QueueDeps
}

async function deliver(sender: Sender, queued: Queued<Message>): Promise<void> {
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

async function attemptOnce(sender: Sender, queued: Queued<Message>, attempt: number): Promise<number> {
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

async function post(sender: Sender, queued: Queued<Message>, signature: string): Promise<Outcome> {
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

import { setTimeout as wait } from 'node:timers/promises'

import type { FastifyReply } from 'fastify'

import { nowMs, type World } from '../world.ts'
import type { ApiError } from './api-error.ts'
import type { Fault } from './faults.ts'
import { rateLimited } from './limits.ts'

/** Whether the fault took the answer's place. */
export async function disturb(world: World, fault: Fault, reply: FastifyReply): Promise<boolean> {
  fault.onArrival?.()
  if (fault.delayMs !== undefined) await wait(fault.delayMs)
  await fault.until
  if (fault.hang === true || fault.drop === true) {
    reply.hijack()
    if (fault.drop === true) reply.raw.destroy()
    return true
  }
  return sendInstead(world, fault, reply)
}

function sendInstead(world: World, fault: Fault, reply: FastifyReply): boolean {
  if (fault.rateLimited !== undefined) {
    void sendError(reply, stormError(world, fault.rateLimited.resetInSeconds))
    return true
  }
  if (fault.status === undefined) return false
  const text = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? defaultBody)
  void reply
    .code(fault.status)
    .type('application/json')
    .headers(fault.headers ?? {})
    .send(text)
  return true
}

const defaultBody = { err: 'Internal server error', ECODE: 'FAULT_001' }

function stormError(world: World, resetInSeconds: number): ApiError {
  const rate = {
    limit: world.options.requestsPerMinute,
    remaining: 0,
    resetAt: Math.floor(nowMs(world) / 1000) + resetInSeconds,
  }
  return rateLimited(rate, undefined)
}

export function sendError(reply: FastifyReply, error: ApiError): FastifyReply {
  return reply
    .code(error.status)
    .headers(error.headers)
    .type('application/json')
    .send(JSON.stringify(error.body))
}

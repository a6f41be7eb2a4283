import { request } from 'undici'

import { AppError, messageOf } from '../../../shared/errors.ts'
import { lifecycleClaims } from '../tokens/claims.ts'
import { type World } from '../world.ts'
import { addonUrl, type Installation, type LifecycleType } from './add-on.ts'
import { tokenContext } from './token-context.ts'

const TIMEOUT_MS = 30_000

export interface LifecycleAnswer {
  readonly status: number
  readonly body: string
}

export async function fetchManifest(baseUrl: string): Promise<unknown> {
  const url = `${baseUrl.replace(/\/+$/, '')}/manifest.json`
  const answer = await send(url, { method: 'GET' })
  if (answer.status !== 200) throw new AppError('UPSTREAM_FAILED', `${url} answered ${answer.status}.`)
  try {
    return JSON.parse(answer.body)
  } catch (error) {
    throw new AppError('INVALID', `${url} is no JSON.`, { cause: error })
  }
}

/** undefined when the manifest does not want this kind of call. */
export async function callLifecycle(
  world: World,
  installation: Installation,
  call: { readonly type: LifecycleType; readonly body: unknown },
): Promise<LifecycleAnswer | undefined> {
  const path = installation.manifest.lifecycle.find((entry) => entry.type === call.type)?.path
  if (path === undefined) return undefined
  return send(addonUrl(installation, path), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-addon-lifecycle-token': world.signer.sign(lifecycleClaims(tokenContext(world, installation))),
    },
    body: JSON.stringify(call.body),
  })
}

interface Sent {
  readonly method: 'GET' | 'POST'
  readonly headers?: Record<string, string>
  readonly body?: string
}

async function send(url: string, sent: Sent): Promise<LifecycleAnswer> {
  try {
    const answer = await request(url, { ...sent, signal: AbortSignal.timeout(TIMEOUT_MS), reset: true })
    return { status: answer.statusCode, body: await answer.body.text() }
  } catch (error) {
    throw new AppError('UPSTREAM_FAILED', `${url} gave no answer: ${messageOf(error)}`, { cause: error })
  }
}

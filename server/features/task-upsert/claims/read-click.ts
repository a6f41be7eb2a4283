import { hasShape } from '../../../shared/has-shape.ts'
import { readJson } from '../../../shared/read-json.ts'
import { AppError } from '../../../shared/errors.ts'
import { ACTIONS } from '../announce/task-message.ts'
import type { Claim } from './claim.store.ts'
import { ClickPayload } from './click.schemas.ts'

/** A click on a button of ours. */
export interface Click {
  readonly kind: Claim['kind']
  readonly taskId: string
  readonly slackUserId: string
  readonly slackUserName: string
  /** The same for the same click, however often it is delivered. */
  readonly key: string
  readonly responseUrl: string | null
}

const TASK_ID = /^[\w-]{1,64}$/
const KINDS: ReadonlyMap<string, Claim['kind']> = new Map(
  (['claim', 'release', 'take-over'] as const).map((kind) => [ACTIONS[kind], kind]),
)

/** From the form that Slack sends; undefined: nothing of ours. */
export function readClick(body: Buffer): Click | undefined {
  const payload = payloadIn(body)
  const action = payload?.actions.find(({ action_id: id }) => KINDS.has(id))
  const kind = KINDS.get(action?.action_id ?? '')
  if (payload === undefined || action === undefined || kind === undefined) return undefined
  const { value: taskId = '' } = action
  if (!TASK_ID.test(taskId)) return undefined
  return {
    kind,
    taskId,
    slackUserId: payload.user.id,
    slackUserName: nameOf(payload.user),
    key: keyOf(payload, action),
    responseUrl: payload.response_url ?? null,
  }
}

function nameOf({ name, username, id }: ClickPayload['user']): string {
  return name ?? username ?? id
}

function keyOf(
  { user, message, container }: ClickPayload,
  { action_id: id, action_ts: at = '' }: ClickPayload['actions'][number],
): string {
  return [message?.ts ?? container?.message_ts ?? '', id, user.id, at].join('/')
}

function payloadIn(body: Buffer): ClickPayload | undefined {
  const text = new URLSearchParams(body.toString('utf8')).get('payload')
  if (text === null) return undefined
  try {
    const payload = readJson(text)
    return hasShape(ClickPayload, payload) ? payload : undefined
  } catch (error) {
    // Signed by Slack, but no JSON: nothing that we know.
    if (error instanceof AppError) return undefined
    throw error
  }
}

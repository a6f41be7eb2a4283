import { Type } from 'typebox'
import { readAs } from '../../platform/connections/index.ts'
import { failureOf, UpstreamError, type HttpResponse } from '../../platform/outbound/index.ts'

const Refusal = Type.Object({ err: Type.Optional(Type.Unknown()), ECODE: Type.String() })

type ClickupMeaning =
  | 'dead-token'
  | 'no-workspace'
  | 'no-access'
  | 'gone'
  | 'exists'
  | 'address-refused'
  | 'storage-full'
  | 'status-unknown'

const CODES: Readonly<Record<string, ClickupMeaning>> = {
  OAUTH_017: 'dead-token',
  OAUTH_018: 'dead-token',
  OAUTH_019: 'dead-token',
  OAUTH_021: 'dead-token',
  OAUTH_025: 'dead-token',
  OAUTH_077: 'dead-token',
  OAUTH_171: 'exists',
  OAUTH_194: 'address-refused',
  GBUSED_005: 'storage-full',
  CRTSK_001: 'status-unknown',
  ITEM_114: 'status-unknown',
  ITEM_013: 'gone',
  ITEM_015: 'gone',
}

const KINDS = {
  'dead-token': 'unauthorized',
  'no-workspace': 'forbidden',
  'no-access': 'forbidden',
  gone: 'not-found',
  exists: 'rejected',
  'address-refused': 'rejected',
  'storage-full': 'rejected',
  'status-unknown': 'rejected',
} as const

const WORDS: Readonly<Record<ClickupMeaning, string>> = {
  'dead-token':
    'ClickUp does not know this token. Make a new one in ClickUp under Settings, Apps, and save it in the settings here.',
  'no-workspace':
    'The token does not cover this ClickUp Workspace, or there is no such thing. Use a token of one of its members, or authorise it again.',
  'no-access': 'The connected ClickUp user may not see or change this. Give them access in ClickUp.',
  gone: 'ClickUp does not have this any more.',
  exists:
    'ClickUp has the same webhook already, made by another of its users. Delete it there, or connect as that user.',
  'address-refused':
    'ClickUp does not deliver to this address. Set BASE_URL to the public https address of this server.',
  'storage-full': 'The storage of the ClickUp Workspace is full.',
  'status-unknown': 'The ClickUp list has no status of this name.',
}

/** A refusal whose code is known. */
export class ClickupRefusal extends UpstreamError {
  readonly meaning: ClickupMeaning

  constructor(meaning: ClickupMeaning, { status, code }: { readonly status: number; readonly code: string }) {
    super({ service: 'clickup', kind: KINDS[meaning], status, detail: `${WORDS[meaning]} (${code})` })
    this.meaning = meaning
  }
}

/** ClickUp's own code for a refusal, such as `OAUTH_027`. An error body may come with any status, 200 too. */
export function codeOf(response: HttpResponse): string | undefined {
  const refusal = readAs(Refusal, response)
  return refusal === undefined || (response.status < 400 && refusal.err === undefined)
    ? undefined
    : refusal.ECODE
}

/** A refusal told apart by its code, because one status stands for many things; the words say what to do. */
export function clickupError(response: HttpResponse): UpstreamError {
  const { status } = response
  const code = codeOf(response)
  const meaning = code === undefined ? undefined : meaningOf(code, status)
  if (code === undefined || meaning === undefined)
    return new UpstreamError({
      service: 'clickup',
      // Without a code it is not ClickUp that says that something is not there.
      kind: code === undefined && (status < 400 || status === 404) ? 'unreadable' : failureOf(status),
      status,
      ...(code === undefined || status >= 500 ? {} : { detail: `ClickUp refused (${code}).` }),
    })
  return new ClickupRefusal(meaning, { status, code })
}

/** What to do about a token that ClickUp does not know any more. */
export function deadTokenProblem(response: HttpResponse): string | undefined {
  const code = codeOf(response)
  return code !== undefined && CODES[code] === 'dead-token' ? `${WORDS['dead-token']} (${code})` : undefined
}

function meaningOf(code: string, status: number): ClickupMeaning | undefined {
  const known = CODES[code]
  if (known !== undefined) return known
  if (isWorkspaceCode(code)) return 'no-workspace'
  if (code.startsWith('ACCESS_')) return 'no-access'
  return status === 404 ? 'gone' : undefined
}

/** OAUTH_023, 026, 027, 029 to 045: the token is good, but not for this Workspace (facts: clickup, error table). */
function isWorkspaceCode(code: string): boolean {
  const number = Number(/^OAUTH_(\d{3})$/.exec(code)?.[1])
  return [23, 26, 27].includes(number) || (number >= 29 && number <= 45)
}

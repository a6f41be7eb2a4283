import { Type } from 'typebox'
import { readAs } from '../../platform/connections/index.ts'
import type { HttpResponse } from '../../platform/outbound/index.ts'

const Refusal = Type.Object({ err: Type.String(), ECODE: Type.String() })

const DEAD_TOKEN = new Set(['OAUTH_017', 'OAUTH_018', 'OAUTH_019', 'OAUTH_021', 'OAUTH_025', 'OAUTH_077'])

/** What ClickUp's error code means for people; undefined for codes that are not known. */
export function problemOf(response: HttpResponse): string | undefined {
  const code = readAs(Refusal, response)?.ECODE
  if (code === undefined) return undefined
  if (DEAD_TOKEN.has(code))
    return `ClickUp does not know this token (${code}). Make a new one in ClickUp under Settings, Apps, and save it here.`
  if (isUnauthorizedWorkspace(code))
    return `The token does not cover this ClickUp Workspace (${code}). Use one of a member of it, or authorise it again.`
  return `ClickUp refused (${code}).`
}

/** OAUTH_023, 026, 027, 029 to 045: the token is good, but not for this Workspace (facts: clickup, error table). */
function isUnauthorizedWorkspace(code: string): boolean {
  const number = Number(/^OAUTH_(\d{3})$/.exec(code)?.[1])
  return [23, 26, 27].includes(number) || (number >= 29 && number <= 45)
}

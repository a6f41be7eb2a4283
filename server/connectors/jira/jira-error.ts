import { Type } from 'typebox'
import { readAs } from '../../platform/connections/index.ts'
import { failureOf, UpstreamError, type HttpResponse } from '../../platform/outbound/index.ts'
import { accessError, deadWords, isAnonymous, strangerError, type Deployment } from '../atlassian/index.ts'
import { jiraService } from './jira-service.ts'

const Refusal = Type.Union([
  Type.Object({ errorMessages: Type.Array(Type.String()), errors: Type.Optional(Type.Unknown()) }),
  Type.Object({ errors: Type.Record(Type.String(), Type.Unknown()) }),
])
const Messages = Type.Object({ errorMessages: Type.Array(Type.String()) })
const FieldErrors = Type.Object({ errors: Type.Record(Type.String(), Type.String()) })

type FieldProblem =
  | 'not-on-screen'
  | 'required'
  | 'too-long'
  | 'not-assignable'
  | 'no-such-project'
  | 'no-such-type'
  | 'wrong-value'

interface RefusedField {
  /** Such as summary or customfield_10207. */
  readonly id: string
  /** As people see it; null where Jira does not tell. */
  readonly name: string | null
  /** `wrong-value` also where Jira speaks to its user in another language than English. */
  readonly problem: FieldProblem
  /** Jira's own words. */
  readonly complaint: string
}

/** Jira refused what a request says: nothing was done. */
export class JiraRefusal extends UpstreamError {
  /** Empty where it is not about single fields. */
  readonly fields: readonly RefusedField[]

  constructor(fields: readonly RefusedField[], { status, detail }: { status: number; detail: string }) {
    super({ service: 'jira', kind: failureOf(status), status, detail })
    this.fields = fields
  }
}

/** What was asked, as far as it says what a refusal means. */
export interface AskedJira {
  readonly deployment: Deployment
  /** A request that may have changed something. */
  readonly isWrite: boolean
  /** What to do about a refusal with this status, where it names no field. */
  readonly refusals: Readonly<Record<number, string>>
}

const WORDS: Readonly<Record<number, string>> = {
  403: 'The connected Jira user may not do this. Give them the permission in Jira, or connect as somebody who has it.',
  404: 'Jira has no such issue, or the connected user may not see it. Look whether it was deleted, or give them access.',
  409: 'Somebody else is changing the same in Jira at this moment. Try again.',
  410: 'Jira has removed what this version asks for. Update this server.',
  413: 'This is more than Jira takes at once. Shorten it.',
}
/** A server in front of Jira may say the same, in a form of its own. */
const PLAIN = new Set([403, 409, 410, 413])
const MOST_NAMED = 5
const MOST_QUOTED = 200

export function jiraError(response: HttpResponse, asked: AskedJira): UpstreamError {
  const { status } = response
  if (asked.isWrite && status < 300) return unreadableAnswer(response, asked)
  const refused = accessError(response, { service: 'jira', deployment: asked.deployment })
  if (refused !== undefined) return refused
  if (status >= 500) return new UpstreamError({ service: 'jira', kind: 'unavailable', status })
  const isJira = status >= 400 && readAs(Refusal, response) !== undefined
  if (!isJira && !PLAIN.has(status)) return strangerError(jiraService, response)
  return refusalOf(response, asked.refusals)
}

function refusalOf(response: HttpResponse, refusals: AskedJira['refusals']): JiraRefusal {
  const { status } = response
  const fields = refusedFieldsIn(response)
  const detail =
    fields.length === 0
      ? (refusals[status] ?? WORDS[status] ?? `Jira refused this (status ${status}).${sayingOf(response)}`)
      : fields.slice(0, MOST_NAMED).map(wordsOf).join(' ')
  return new JiraRefusal(fields, { status, detail })
}

/** What was asked is probably done; whoever asks must look. */
function unreadableAnswer(response: HttpResponse, { deployment }: AskedJira): UpstreamError {
  if (!isAnonymous(response)) return strangerError(jiraService, response)
  const { status } = response
  return new UpstreamError({ service: 'jira', kind: 'unreadable', status, detail: deadWords(deployment) })
}

function refusedFieldsIn(response: HttpResponse): readonly RefusedField[] {
  return Object.entries(readAs(FieldErrors, response)?.errors ?? {}).map(([key, complaint]) => {
    const id = /^[\w.-]{1,100}$/.exec(key)?.[0] ?? 'unknown'
    return { id, name: nameIn(complaint), problem: problemOf(id, complaint), complaint }
  })
}

/** Jira has no codes for what is wrong with a field, only English sentences (facts: jira-confluence, sections 3.6 and 6). */
const PROBLEMS: readonly (readonly [RegExp, FieldProblem])[] = [
  [/cannot be set|not on the appropriate screen/i, 'not-on-screen'],
  [/is required|must specify|not specified/i, 'required'],
  [/too long|can't exceed|exceeds? the/i, 'too-long'],
  [/cannot be assigned/i, 'not-assignable'],
]

/** Both are always sent, so that there is one thing only that can be wrong with them; a Data Center calls an unknown project missing. */
const PLACES: Readonly<Record<string, FieldProblem>> = {
  project: 'no-such-project',
  issuetype: 'no-such-type',
}

function problemOf(id: string, complaint: string): FieldProblem {
  const found = PLACES[id] ?? PROBLEMS.find(([pattern]) => pattern.test(complaint))?.[1]
  return found ?? 'wrong-value'
}

function nameIn(complaint: string): string | null {
  return /^['"]?([\p{L}\p{N}][\p{L}\p{N} &/().,_-]{0,80}?)['"]? is required\.?$/u.exec(complaint)?.[1] ?? null
}

const FIELD_WORDS: Readonly<Record<FieldProblem, (field: string) => string>> = {
  'not-on-screen': (field) =>
    `Jira shows the field ${field} on no screen for this. Put it on the screen in Jira, or take it out of the settings here.`,
  required: (field) =>
    `Jira wants a value for the field ${field}. Give it one in the settings here, or make it optional in Jira.`,
  'too-long': (field) => `The text for the field ${field} is longer than Jira allows. Shorten it.`,
  'not-assignable': (field) =>
    `Jira does not let this person be assigned issues of the project (field ${field}). Choose somebody else, or give them the permission in Jira.`,
  'no-such-project': (field) =>
    `Jira has no such project, or the connected user may not create issues in it (field ${field}). Check its key, or give them the permission.`,
  'no-such-type': (field) =>
    `The Jira project has no such issue type (field ${field}). Choose another one in the settings here.`,
  'wrong-value': (field) =>
    `Jira does not take the value of the field ${field}. Look in Jira what it may be, and change it.`,
}

function wordsOf({ id, name, problem, complaint }: RefusedField): string {
  const words = FIELD_WORDS[problem](name === null || name === id ? id : `${name} (${id})`)
  return problem === 'wrong-value' ? words + quoted(complaint) : words
}

function sayingOf(response: HttpResponse): string {
  return quoted(readAs(Messages, response)?.errorMessages[0] ?? '')
}

/** What only Jira knows, such as that a sprint is closed. */
function quoted(words: string): string {
  const line = words.replace(/[\p{C}\s]+/gu, ' ').trim()
  return line === '' ? '' : ` Jira says: “${line.slice(0, MOST_QUOTED)}”`
}

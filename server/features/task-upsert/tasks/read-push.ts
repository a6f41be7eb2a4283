import { createHash } from 'node:crypto'
import { isBase64 } from '../../../shared/base64.ts'
import type { Violation } from '../../../shared/errors.ts'
import { isArray, isObject } from '../../../shared/json.ts'
import { canonicalJson } from './canonical-json.ts'
import { withoutMarkers } from './marker.ts'
import { readDue } from './read-due.ts'
import type { WantedTask } from './tracked-task.ts'
import type { PushedTask } from './upsert.schemas.ts'

export interface ReadPush {
  readonly internalId: string
  readonly wanted: WantedTask
  /** The same for pushes that want the same. */
  readonly hash: string
  readonly files: readonly PushedFile[]
}

export interface PushedFile {
  readonly sha256: string
  readonly name: string
  readonly mimeType: string
  readonly content: Buffer
}

/** What a field may hold is not known to the schema, so it is read here. */
export type Reading =
  | { readonly push: ReadPush }
  /** Pointers into the task. */
  | { readonly violations: readonly Violation[] }

// ClickUp's bounds are not documented: what it was seen to take, and room for the marker.
export const MOST_NAME = 2_000
export const MOST_DESCRIPTION = 60_000
export const MOST_FILE_BYTES = 5_000_000

export function readPush(task: PushedTask): Reading {
  const cuts: string[] = []
  const files = readFiles(task)
  const due = task.dueDate === undefined ? null : readDue(task.dueDate)
  const title = cut(task.title.replaceAll(/\s+/g, ' ').trim(), { most: MOST_NAME, what: 'title', cuts })
  const violations = violationsOf(task, { title, due, files })
  if (violations.length > 0) return { violations }
  const wanted: WantedTask = {
    title,
    description: readDescription(task, cuts),
    priority: priorityOf(task.priority),
    status: task.status?.trim() ?? null,
    due: due ?? null,
    tags: task.tags === undefined ? null : keysOf(task.tags),
    assigneeEmails: task.assigneeEmails === undefined ? null : keysOf(task.assigneeEmails),
    customFields: task.customFields ?? null,
    files: files.map(({ sha256, name }) => ({ sha256, name })),
    announce: task.announce ?? null,
    cuts,
  }
  return { push: { internalId: task.internalId, wanted, hash: hashOf(wanted), files } }
}

function violationsOf(
  { customFields, attachments }: PushedTask,
  read: {
    readonly title: string
    readonly due: WantedTask['due'] | undefined
    readonly files: readonly PushedFile[]
  },
): readonly Violation[] {
  return [
    ...(read.title === '' ? [wrong('/title', 'must not be blank')] : []),
    ...(read.due === undefined ? [wrong('/dueDate', 'is not a day or time of the calendar')] : []),
    ...(holdsNul(customFields) ? [wrong('/customFields', 'must not hold NUL characters')] : []),
    ...(attachments ?? []).flatMap(({ contentBase64 }, index) =>
      isBase64(contentBase64) ? [] : [wrong(`/attachments/${index}/contentBase64`, 'must be Base64')],
    ),
    ...read.files.flatMap(({ content }, index) =>
      content.length <= MOST_FILE_BYTES
        ? []
        : [wrong(`/attachments/${index}/contentBase64`, 'must not hold more than 5 MB')],
    ),
  ]
}

function wrong(pointer: string, message: string): Violation {
  return { in: 'body', pointer, message }
}

function readDescription({ description }: PushedTask, cuts: string[]): string | null {
  if (description === undefined) return null
  const text = withoutMarkers(description).trim()
  return cut(text, { most: MOST_DESCRIPTION, what: 'description', cuts })
}

function priorityOf(priority: PushedTask['priority']): WantedTask['priority'] {
  // The schema takes whole numbers from 1 to 4 only.
  return (priority as WantedTask['priority'] | undefined) ?? null
}

/** Never in the middle of a character. */
function cut(
  text: string,
  { most, what, cuts }: { readonly most: number; readonly what: string; readonly cuts: string[] },
): string {
  if (text.length <= most) return text
  cuts.push(`The ${what} was cut to ${most} characters: ClickUp takes no more.`)
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** ClickUp keeps tags in lower case; addresses are compared so. */
function keysOf(texts: readonly string[]): readonly string[] {
  const keys = texts.map((text) => text.replaceAll(/\s+/g, ' ').trim().toLowerCase())
  return [...new Set(keys)].filter((key) => key !== '')
}

/** The same bytes count once, under the first name. */
function readFiles({ attachments = [] }: PushedTask): readonly PushedFile[] {
  const files = new Map<string, PushedFile>()
  for (const { name, mimeType, contentBase64 } of attachments) {
    const content = Buffer.from(contentBase64, 'base64')
    const sha256 = createHash('sha256').update(content).digest('hex')
    const file = { sha256, name, mimeType: mimeType ?? 'application/octet-stream', content }
    if (!files.has(sha256)) files.set(sha256, file)
  }
  return [...files.values()]
}

function hashOf({ cuts: _cuts, ...wanted }: WantedTask): string {
  return createHash('sha256').update(canonicalJson(wanted)).digest('hex')
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (isArray(value)) return value.some(holdsNul)
  return isObject(value) && Object.entries(value).some(([key, one]) => key.includes('\0') || holdsNul(one))
}

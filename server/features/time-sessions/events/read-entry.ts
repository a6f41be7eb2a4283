import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { hasShape } from '../../../shared/has-shape.ts'
import { isZone } from '../time-zone.ts'
import type { EntrySnapshot } from './entry-fact.ts'

const text = Type.Optional(Type.Union([Type.String({ maxLength: 20_000 }), Type.Null()]))
const id = Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()]))
const named = Type.Optional(Type.Union([Type.Object({ id, name: text }), Type.Null()]))
const offset = Type.Optional(Type.Union([Type.Number(), Type.Null()]))

/** Only what is read; ids may stand at the top or in the nested object (facts: clockify, section 5.3). */
const EntryBody = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  description: text,
  userId: id,
  projectId: id,
  taskId: id,
  billable: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  timeInterval: Type.Object({
    start: Type.String({ maxLength: 40 }),
    end: text,
    timeZone: text,
    offsetStart: offset,
    offsetEnd: offset,
  }),
  project: named,
  task: named,
  user: named,
})

interface ReadEntry {
  readonly externalId: string
  readonly entry: EntrySnapshot
  readonly hash: string
}

/** A time entry as webhooks and the API send it; undefined for anything else. */
export function readEntry(body: unknown): ReadEntry | undefined {
  if (!hasShape(EntryBody, body)) return undefined
  const interval = readInterval(body.timeInterval)
  const user = readReference(body.userId, body.user)
  if (interval === undefined || user.id === null || user.id === '' || hasNul(body)) return undefined
  const project = readReference(body.projectId, body.project)
  const task = readReference(body.taskId, body.task)
  const entry: EntrySnapshot = {
    description: body.description ?? '',
    userId: user.id,
    userName: user.name,
    projectId: project.id,
    projectName: project.name,
    taskId: task.id,
    taskName: task.name,
    billable: body.billable ?? false,
    ...interval,
  }
  return { externalId: body.id, entry, hash: hashOf(entry) }
}

type Body = Static<typeof EntryBody>
type Interval = Pick<EntrySnapshot, 'startedAt' | 'endedAt' | 'timeZone' | 'offsetStart' | 'offsetEnd'>

function readInterval({ start, end, ...zone }: Body['timeInterval']): Interval | undefined {
  const startedAt = instantOf(start)
  const endedAt = end === null || end === undefined ? null : instantOf(end)
  if (startedAt === undefined || endedAt === undefined) return undefined
  const { timeZone, offsetStart = null, offsetEnd = null } = zone
  return { startedAt, endedAt, timeZone: zoneOf(timeZone), offsetStart, offsetEnd }
}

function readReference(id: Body['userId'], nested: Body['user']): { id: string | null; name: string | null } {
  return { id: id ?? nested?.id ?? null, name: nested?.name ?? null }
}

export function hashOf(entry: EntrySnapshot): string {
  return createHash('sha256').update(JSON.stringify(entry)).digest('base64url').slice(0, 22)
}

function zoneOf(name: string | null | undefined): string | null {
  return name !== null && name !== undefined && isZone(name) ? name : null
}

function instantOf(value: string): string | undefined {
  const at = new Date(value)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** PostgreSQL stores no NUL. */
function hasNul(body: Body): boolean {
  return JSON.stringify(body).includes('\\u0000')
}

import { Type, type Static } from 'typebox'
import { hasShape } from '../../shared/has-shape.ts'
import { fieldText } from './field-text.ts'

type ClickupPriority = 'urgent' | 'high' | 'normal' | 'low'

export interface ClickupPerson {
  readonly id: string
  /** The e-mail where the person has no name yet, because they were only invited. */
  readonly name: string
  readonly email: string | null
}

export interface ClickupField {
  readonly id: string
  readonly name: string
  /** ClickUp's own word, such as `drop_down`. */
  readonly type: string
  /** As ClickUp sends it. */
  readonly value: unknown
  /** For people: option names instead of ids, days instead of milliseconds; null where the field is empty. */
  readonly text: string | null
}

export interface ClickupAttachment {
  readonly id: string
  /** The file's name. */
  readonly title: string
  /** Lower case, without a dot. */
  readonly extension: string
  readonly mimeType: string
  /** Bytes; null where ClickUp does not say. */
  readonly size: number | null
  readonly addedAt: Date
  /** May stop working after a while: read the task again before a download. */
  readonly url: string
}

/** A task as far as we use it. Times are instants; ids are texts. */
export interface ClickupTask {
  readonly id: string
  readonly customId: string | null
  readonly name: string
  /** Plain text. */
  readonly description: string
  readonly status: { readonly name: string; readonly type: string; readonly color: string | null }
  readonly priority: ClickupPriority | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly closedAt: Date | null
  readonly dueAt: Date | null
  readonly startAt: Date | null
  readonly archived: boolean
  readonly url: string
  readonly teamId: string | null
  readonly spaceId: string | null
  readonly folderId: string | null
  readonly listId: string
  readonly parentId: string | null
  readonly creator: ClickupPerson | null
  readonly assignees: readonly ClickupPerson[]
  readonly tags: readonly string[]
  readonly fields: readonly ClickupField[]
  /** Undefined in lists: only a task that is read alone carries them. */
  readonly attachments: readonly ClickupAttachment[] | undefined
}

const Id = Type.Union([Type.String(), Type.Number()])
const Instant = Type.Union([Type.String(), Type.Number(), Type.Null()])
const Nullable = <Schema extends Parameters<typeof Type.Optional>[0]>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]))

export const PersonSource = Type.Object({
  id: Id,
  username: Nullable(Type.String()),
  email: Nullable(Type.String()),
})

const FieldSource = Type.Object({
  id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  type_config: Type.Optional(Type.Unknown()),
  value: Type.Optional(Type.Unknown()),
})

const AttachmentSource = Type.Object({
  id: Type.String(),
  title: Nullable(Type.String()),
  extension: Nullable(Type.String()),
  mimetype: Nullable(Type.String()),
  size: Nullable(Id),
  date: Type.Optional(Instant),
  url: Nullable(Type.String()),
  deleted: Type.Optional(Type.Unknown()),
})

const PlaceSource = Type.Object({ id: Id })

const TaskSource = Type.Object({
  id: Type.String({ minLength: 1 }),
  custom_id: Nullable(Type.String()),
  name: Type.String(),
  text_content: Nullable(Type.String()),
  description: Nullable(Type.String()),
  status: Type.Object({
    status: Type.String(),
    type: Type.Optional(Type.String()),
    color: Nullable(Type.String()),
  }),
  priority: Nullable(Type.Object({ priority: Nullable(Type.String()) })),
  date_created: Instant,
  date_updated: Instant,
  date_closed: Type.Optional(Instant),
  due_date: Type.Optional(Instant),
  start_date: Type.Optional(Instant),
  archived: Type.Optional(Type.Boolean()),
  url: Nullable(Type.String()),
  team_id: Nullable(Id),
  space: Nullable(PlaceSource),
  folder: Nullable(PlaceSource),
  list: PlaceSource,
  parent: Nullable(Type.String()),
  creator: Nullable(PersonSource),
  assignees: Type.Optional(Type.Array(PersonSource)),
  tags: Type.Optional(Type.Array(Type.Object({ name: Type.String() }))),
  custom_fields: Type.Optional(Type.Array(FieldSource)),
  attachments: Type.Optional(Type.Array(AttachmentSource)),
})
type Source = Static<typeof TaskSource>

const PRIORITIES = new Set(['urgent', 'high', 'normal', 'low'])

/** Undefined for what is no task. */
export function readTask(payload: unknown): ClickupTask | undefined {
  if (!hasShape(TaskSource, payload)) return undefined
  const createdAt = instantOf(payload.date_created)
  const updatedAt = instantOf(payload.date_updated)
  if (createdAt === null || updatedAt === null) return undefined
  return {
    ...wordsOf(payload),
    ...datesOf(payload),
    ...placesOf(payload),
    ...detailsOf(payload),
    createdAt,
    updatedAt,
  }
}

function wordsOf(source: Source) {
  const { priority } = source.priority ?? {}
  return {
    id: source.id,
    customId: source.custom_id ?? null,
    name: source.name,
    description: source.text_content ?? source.description ?? '',
    status: statusOf(source.status),
    priority: PRIORITIES.has(priority ?? '') ? (priority as ClickupPriority) : null,
    archived: source.archived ?? false,
    url: source.url ?? `https://app.clickup.com/t/${source.id}`,
  }
}

function statusOf({ status: name, type, color }: Source['status']): ClickupTask['status'] {
  return { name, type: type ?? 'custom', color: color ?? null }
}

function datesOf(source: Source) {
  return {
    closedAt: instantOf(source.date_closed),
    dueAt: instantOf(source.due_date),
    startAt: instantOf(source.start_date),
  }
}

function placesOf(source: Source) {
  return {
    teamId: idOf(source.team_id),
    spaceId: idOf(source.space?.id),
    folderId: idOf(source.folder?.id),
    listId: String(source.list.id),
    parentId: source.parent ?? null,
  }
}

function detailsOf(source: Source) {
  return {
    creator: source.creator ? personOf(source.creator) : null,
    assignees: (source.assignees ?? []).map(personOf),
    tags: (source.tags ?? []).map(({ name }) => name),
    fields: (source.custom_fields ?? []).map(({ id, name, type, type_config, value }) => ({
      id,
      name,
      type,
      value: value ?? null,
      text: fieldText({ type, config: type_config, value }),
    })),
    attachments: source.attachments
      ?.filter(({ deleted, url }) => deleted !== true && typeof url === 'string')
      .map(attachmentOf),
  }
}

export function personOf({ id, username, email }: Static<typeof PersonSource>): ClickupPerson {
  return { id: String(id), name: username ?? email ?? String(id), email: email ?? null }
}

function attachmentOf(source: Static<typeof AttachmentSource>): ClickupAttachment {
  const title = source.title ?? source.id
  const size = Number(source.size ?? Number.NaN)
  return {
    id: source.id,
    title,
    extension: (source.extension ?? /\.([^.]{1,10})$/.exec(title)?.[1] ?? '').toLowerCase(),
    mimeType: source.mimetype ?? '',
    size: Number.isFinite(size) ? size : null,
    addedAt: instantOf(source.date) ?? new Date(0),
    url: source.url ?? '',
  }
}

function idOf(id: string | number | null | undefined): string | null {
  return id === null || id === undefined ? null : String(id)
}

/** From milliseconds since 1970, which ClickUp writes as text or number. */
export function instantOf(value: string | number | null | undefined): Date | null {
  if (value === null || value === undefined || value === '') return null
  const ms = Number(value)
  return Math.abs(ms) < YEAR_10000_MS ? new Date(ms) : null
}

// Later ones have no common form.
const YEAR_10000_MS = 253_402_300_800_000

import { isTextField, type FieldValue, type NewTask } from '../../../connectors/clickup/index.ts'
import { readSettings } from '../settings/change-settings.ts'
import type { UpsertSettings } from '../settings/settings.schemas.ts'
import { askForFields, newFieldValues, NO_FIELDS } from './field-steps.ts'
import { findPeople } from './find-people.ts'
import { findStatus } from './find-status.ts'
import { withMarker } from './marker.ts'
import type { PushRun } from './push-run.ts'
import type { AppliedTask, WantedTask } from './tracked-task.ts'

export interface TaskPlan {
  readonly task: NewTask
  readonly applied: AppliedTask
}

interface Planning {
  readonly wanted: WantedTask
  /** False: they get their values one by one, when the task is there. */
  readonly withFields: boolean
}

/** A new task as ClickUp takes it, marker included; what it would not take is noted. */
export async function planTask(run: PushRun, { wanted, withFields }: Planning): Promise<TaskPlan> {
  const { listId } = run.row()
  const facts = await run.facts()
  const settings = await readSettings(run.deps, run.scope)
  const markerFieldId = withFields ? await markerFieldOf(run, settings.markerFieldId) : null
  const fields = withFields ? await askForFields(facts, listId, wanted) : NO_FIELDS
  const assigneeIds = await assigneesFor(run, wanted, settings)
  for (const note of fields.notes) run.notes.add(note)
  const marker: readonly FieldValue[] =
    markerFieldId === null ? [] : [{ id: markerFieldId, value: run.marker.internalId }]
  const status = await statusOf(run, wanted)
  const description = wanted.description ?? ''
  return {
    task: {
      ...wordsOf(wanted),
      markdown: markerFieldId === null ? withMarker(description, run.marker) : description,
      ...(status === undefined ? {} : { status }),
      tags: wanted.tags ?? [],
      assigneeIds,
      fields: [...marker, ...newFieldValues(fields)],
    },
    applied: {
      ...withoutFiles(wanted),
      assigneeIds,
      doubtfulTags: [],
      doubtfulAssigneeIds: [],
      fields: Object.fromEntries(fields.fields.map(({ id, json }) => [id, json])),
      markerFieldId,
    },
  }
}

async function assigneesFor(
  run: PushRun,
  { assigneeEmails }: WantedTask,
  { defaultAssigneeEmail }: UpsertSettings,
): Promise<readonly string[]> {
  const emails = assigneeEmails ?? (defaultAssigneeEmail === null ? [] : [defaultAssigneeEmail])
  if (emails.length === 0) return []
  const { ids, notes } = findPeople(emails, await (await run.facts()).members())
  for (const note of notes) run.notes.add(note)
  return ids
}

function wordsOf({ title: name, priority, due }: WantedTask) {
  return {
    name,
    ...(priority === null ? {} : { priority }),
    ...(due === null ? {} : { due: { at: new Date(due.at), hasTime: due.hasTime } }),
  }
}

export function withoutFiles({ files: _files, cuts: _cuts, ...rest }: WantedTask) {
  return rest
}

async function markerFieldOf(run: PushRun, fieldId: string | null): Promise<string | null> {
  if (fieldId === null) return null
  const facts = await run.facts()
  const found = (await facts.fields(run.row().listId)).find(({ id }) => id === fieldId)
  if (found !== undefined && isTextField(found)) return fieldId
  run.notes.add(
    'The list has no text field with the id that the settings name for the internal id, so it stands in the description.',
  )
  return null
}

/** Undefined: the one that ClickUp begins with. */
async function statusOf(run: PushRun, { status }: WantedTask): Promise<string | undefined> {
  if (status === null) return undefined
  const list = await (await run.facts()).list(run.row().listId)
  const found = findStatus(status, list)
  const first = list.statuses[0]?.name
  if (found === undefined)
    run.notes.add(
      `The list has no status ${status}, so the task has its first one${first === undefined ? '' : `, ${first}`}.`,
    )
  return found ?? first
}

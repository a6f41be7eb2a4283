import { ClickupRefusal, type ClickupTask, type TaskChange } from '../../../connectors/clickup/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { canonicalJson } from './canonical-json.ts'
import { askForFields, fieldSteps, type FieldStep } from './field-steps.ts'
import { findPeople } from './find-people.ts'
import { findStatus } from './find-status.ts'
import { withMarker } from './marker.ts'
import { appliedOf, type PushRun } from './push-run.ts'
import type { AppliedTask, WantedTask } from './tracked-task.ts'

/** Of a task whose content is not known to be ours. */
const NOTHING: AppliedTask = {
  title: '',
  description: null,
  priority: null,
  status: null,
  due: null,
  tags: null,
  assigneeEmails: null,
  customFields: null,
  announce: null,
  assigneeIds: [],
  doubtfulTags: [],
  doubtfulAssigneeIds: [],
  fields: {},
  markerFieldId: null,
}

/** Sends only what is wanted otherwise than it is there by us, each by its own call; gives what is there by us then. */
export async function changeTask(run: PushRun, wanted: WantedTask): Promise<AppliedTask> {
  let applied: AppliedTask = { ...NOTHING, ...appliedOf(run.row()) }
  const keep = async (change: Partial<AppliedTask>): Promise<void> => {
    applied = { ...applied, ...change }
    // A process that dies before the rest is done forgets nothing that is ours to take away.
    await run.save({ applied: JSON.stringify(applied) })
  }
  const words = await wordsToChange(run, wanted, applied)
  if (Object.keys(words.change).length > 0) {
    // When an answer is lost nobody knows what is there, and a later push may want what was there before.
    await keep(doubted(words.change, applied))
    await putWords(run, words.change)
    await keep(words.applied)
  }
  await changeTags({ run, keep }, wanted.tags, applied)
  await changeFields({ run, keep }, wanted, applied)
  return { ...applied, ...givenOf(wanted) }
}

/** What is about to change: unlike anything that is wanted, so that it is sent until an answer has come. */
function doubted(
  { name, markdown, status, priority, due, assignees }: TaskChange,
  { assigneeIds, doubtfulAssigneeIds }: AppliedTask,
): Partial<AppliedTask> {
  return {
    ...(name === undefined ? {} : { title: '' }),
    ...(markdown === undefined ? {} : { description: null }),
    ...(status === undefined ? {} : { status: null }),
    ...(priority === undefined ? {} : { priority: null }),
    ...(due === undefined ? {} : { due: null }),
    ...(assignees === undefined
      ? {}
      : {
          assigneeIds: union(assigneeIds, assignees.add),
          doubtfulAssigneeIds: union(doubtfulAssigneeIds, [...assignees.add, ...assignees.remove]),
        }),
  }
}

function union(some: readonly string[], others: readonly string[]): readonly string[] {
  return [...new Set([...some, ...others])]
}

interface Parts {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** `there`: whatever may be there by us; `doubtful`: what of it, or of what was taken away, nobody is sure of. */
function partsToChange(
  wanted: readonly string[],
  { there, doubtful }: { readonly there: readonly string[]; readonly doubtful: readonly string[] },
): Parts {
  return {
    add: wanted.filter((part) => !there.includes(part) || doubtful.includes(part)),
    remove: there.filter((part) => !wanted.includes(part)),
  }
}

/** What is left out stays as it was pushed before. */
function givenOf({ files: _files, cuts: _cuts, title, announce, ...rest }: WantedTask): Partial<AppliedTask> {
  const given = Object.entries(rest).filter(([, value]) => value !== null)
  return { title, announce, ...(Object.fromEntries(given) as Partial<AppliedTask>) }
}

interface Words {
  readonly change: TaskChange
  readonly applied: Partial<AppliedTask>
}

async function wordsToChange(run: PushRun, wanted: WantedTask, applied: AppliedTask): Promise<Words> {
  const { title, description, priority, due } = wanted
  const { people, assignees } = await peopleToChange(run, wanted, applied)
  const status = await statusToChange(run, wanted, applied)
  return {
    change: {
      ...(title === applied.title ? {} : { name: title }),
      ...(description === null || description === applied.description
        ? {}
        : { markdown: markdownOf(run, description, applied) }),
      ...(priority === null || priority === applied.priority ? {} : { priority }),
      ...dueToChange(due, applied),
      ...(status === undefined ? {} : { status }),
      ...assignees,
    },
    applied: { title, ...people, ...stated({ description, priority, due, status: wanted.status }) },
  }
}

function markdownOf(run: PushRun, description: string, { markerFieldId }: AppliedTask): string {
  if (markerFieldId === null) return withMarker(description, run.marker)
  // ClickUp empties a description for a space only.
  return description === '' ? ' ' : description
}

function dueToChange(due: WantedTask['due'], applied: AppliedTask): Pick<TaskChange, 'due'> {
  if (due === null || canonicalJson(due) === canonicalJson(applied.due)) return {}
  return { due: { at: new Date(due.at), hasTime: due.hasTime } }
}

function stated(values: Partial<AppliedTask>): Partial<AppliedTask> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

async function peopleToChange(
  run: PushRun,
  { assigneeEmails }: WantedTask,
  { assigneeIds: there, doubtfulAssigneeIds: doubtful }: AppliedTask,
): Promise<{ readonly people: Partial<AppliedTask>; readonly assignees: Pick<TaskChange, 'assignees'> }> {
  if (assigneeEmails === null) return { people: {}, assignees: {} }
  const members = assigneeEmails.length === 0 ? [] : await (await run.facts()).members()
  const { ids, notes } = findPeople(assigneeEmails, members)
  for (const note of notes) run.notes.add(note)
  const assignees = partsToChange(ids, { there, doubtful })
  if (assignees.add.length + assignees.remove.length === 0) return { people: {}, assignees: {} }
  return { people: { assigneeIds: ids, doubtfulAssigneeIds: [] }, assignees: { assignees } }
}

async function statusToChange(
  run: PushRun,
  { status }: WantedTask,
  applied: AppliedTask,
): Promise<string | undefined> {
  if (status === null || status.toLowerCase() === applied.status?.toLowerCase()) return undefined
  const found = findStatus(status, await (await run.facts()).list(run.row().listId))
  // A task that people work on does not go back to the first status for a name that nobody knows.
  if (found === undefined) noteStatus(run, status)
  return found
}

function noteStatus(run: PushRun, status: string): void {
  run.notes.add(`The list has no status ${status}, so the task keeps the one it has.`)
}

async function putWords(run: PushRun, change: TaskChange): Promise<void> {
  const task = await put(run, change)
  await run.save({ seenAt: task.updatedAt, taskUrl: task.url })
  const { listId } = run.row()
  if (task.listId !== listId)
    run.notes.add(
      `Somebody has moved the task to another list of ClickUp, ${task.listId}; it is kept up to date there.`,
    )
}

async function put(run: PushRun, change: TaskChange): Promise<ClickupTask> {
  const clickup = await run.clickup()
  const taskId = run.taskId()
  try {
    return await clickup.updateTask(taskId, change)
  } catch (error) {
    const isStatus = error instanceof ClickupRefusal && error.meaning === 'status-unknown'
    const { status, ...rest } = change
    if (!isStatus || status === undefined) throw error
    // What is known of the list may be old, and the task may be in another list by now.
    const facts = await run.facts()
    facts.forget()
    const found = findStatus(status, await facts.list((await clickup.task(taskId)).listId))
    if (found === undefined) noteStatus(run, status)
    return clickup.updateTask(taskId, found === undefined ? rest : { ...rest, status: found })
  }
}

interface Changing {
  readonly run: PushRun
  readonly keep: (change: Partial<AppliedTask>) => Promise<void>
}

async function changeTags(
  { run, keep }: Changing,
  wanted: WantedTask['tags'],
  { tags, doubtfulTags: doubtful }: AppliedTask,
): Promise<void> {
  if (wanted === null) return
  const there = tags ?? []
  const { add, remove } = partsToChange(wanted, { there, doubtful })
  if (add.length + remove.length === 0) return
  await keep({ tags: union(there, add), doubtfulTags: union(doubtful, [...add, ...remove]) })
  const clickup = await run.clickup()
  const taskId = run.taskId()
  for (const tag of add)
    await unlessRefused(run, `The tag ${tag} was not added`, () => clickup.tagTask(taskId, tag))
  for (const tag of remove)
    await unlessRefused(run, `The tag ${tag} was not removed`, () => clickup.untagTask(taskId, tag))
  await keep({ tags: wanted, doubtfulTags: [] })
}

async function changeFields(
  { run, keep }: Changing,
  wanted: WantedTask,
  applied: AppliedTask,
): Promise<void> {
  if (wanted.customFields === null) return
  const resolved = await askForFields(await run.facts(), run.row().listId, wanted)
  for (const note of resolved.notes) run.notes.add(note)
  const steps = fieldSteps(resolved, applied)
  if (steps.length === 0) return
  const doubtful = steps.map(({ id, doubt }) => [id, doubt] as const)
  await keep({ fields: { ...applied.fields, ...Object.fromEntries(doubtful) } })
  const fields = new Map(Object.entries(applied.fields))
  for (const step of steps) {
    const isTaken = await unlessRefused(run, `The field ${step.id} was left as it is`, () =>
      sendField(run, step),
    )
    if (isTaken && step.json !== undefined) fields.set(step.id, step.json)
    else if (isTaken) fields.delete(step.id)
  }
  await keep({ fields: Object.fromEntries(fields) })
}

async function sendField(run: PushRun, { id, set }: FieldStep): Promise<void> {
  const clickup = await run.clickup()
  if (set === undefined) await clickup.clearField(run.taskId(), id)
  else await clickup.setField(run.taskId(), set)
}

/** What ClickUp refuses of a part does not fail the task. */
async function unlessRefused(run: PushRun, what: string, send: () => Promise<void>): Promise<boolean> {
  try {
    await send()
    return true
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.kind !== 'rejected') throw error
    run.notes.add(`${what}: ${error.message}`)
    return false
  }
}

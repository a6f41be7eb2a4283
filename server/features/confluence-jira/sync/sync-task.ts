import type { JiraIssue, NewIssue } from '../../../connectors/jira/index.ts'
import { ensureIssue } from '../issues/ensure-issue.ts'
import { linkIdOf } from '../issues/link-id.ts'
import { moveIssue } from '../issues/move-issue.ts'
import type { TaskIssue } from '../issues/task-issue.store.ts'
import { isLasting, wordsOf } from '../runs/is-lasting.ts'
import { CannotBeDone } from '../runs/outcomes.ts'
import { updateResult } from '../runs/result.store.ts'
import type { SyncContext } from '../runs/run-context.ts'
import type { PageLine } from '../runs/run-page.store.ts'
import type { TaskResult } from '../runs/run.ts'
import { draftIssue, traceOf, type DraftSources } from './draft-issue.ts'
import { assigneeFinder, type FindAssignee } from './find-assignee.ts'
import { screenReader, type ReadScreen } from './preflight.ts'

/** Knows Jira, as far as a run has asked. */
export interface TaskSync {
  /** Tasks under it come soon: what they need of its project is asked for meanwhile. */
  readonly expect: (parent: JiraIssue) => void
  sync(page: PageLine, task: TaskResult, issue: TaskIssue | undefined): Promise<void>
  /** Writes nothing at Jira: only whether it could be made, and what would be left out. */
  preview(page: PageLine, task: TaskResult): Promise<void>
}

interface Known {
  readonly screenOf: ReadScreen
  readonly findAssignee: FindAssignee
  readonly readIssue: (key: string) => Promise<JiraIssue | undefined>
  readonly assignsByItself: (projectKey: string) => Promise<boolean>
}

export function taskSync(context: SyncContext): TaskSync {
  const issues = new Map<string, Promise<JiraIssue | undefined>>()
  const known: Known = {
    screenOf: screenReader(context.jira, context.run.settings),
    findAssignee: assigneeFinder(context),
    readIssue: oncePer(async (key) => (await context.jira.readIssues([key])).issues.get(key), issues),
    assignsByItself: oncePer((projectKey) => context.jira.assignsByItself(projectKey)),
  }
  return {
    expect: (parent) => {
      issues.set(parent.key, Promise.resolve(parent))
      // Each of the tasks tells what is wrong with it.
      void Promise.allSettled([known.screenOf(parent.projectKey)])
    },
    sync: (page, task, issue) => settle(context, task, () => syncTask(context, known, { page, task, issue })),
    preview: (page, task) =>
      settle(context, task, async () => {
        const { notes } = draftIssue(await sourcesOf(context, known, { page, task }))
        return { outcome: 'planned', issueKey: null, assignee: await assigneeOf(known, task), notes }
      }),
  }
}

function oncePer<T>(
  ask: (key: string) => Promise<T>,
  known = new Map<string, Promise<T>>(),
): (key: string) => Promise<T> {
  return (key) => {
    const answer = known.get(key) ?? ask(key)
    known.set(key, answer)
    return answer
  }
}

type Change = Pick<TaskResult, 'outcome' | 'issueKey' | 'assignee' | 'notes'>

async function settle(
  context: SyncContext,
  { pageId, place }: TaskResult,
  work: () => Promise<Change>,
): Promise<void> {
  const save = (change: Partial<Change & Pick<TaskResult, 'error'>>): Promise<void> =>
    context.note((tx) => updateResult(tx, context.scope, { runId: context.run.id, pageId, place, ...change }))
  try {
    await save(await work())
  } catch (error) {
    if (!isLasting(error)) throw error
    await save({ outcome: 'failed', error: wordsOf(error) })
  }
}

interface OfPage {
  readonly page: PageLine
  readonly task: TaskResult
}

interface Syncing extends OfPage {
  /** What earlier runs have made of the task. */
  readonly issue: TaskIssue | undefined
}

/** Makes the issue or finds it again, moves it where the task is done, and links it back. */
async function syncTask(context: SyncContext, known: Known, { page, task, issue }: Syncing): Promise<Change> {
  const { jira, confluence, run } = context
  const { pageId, taskKey } = task
  const name = { connectionId: confluence.connectionId, pageId, taskKey }
  const notes: string[] = []
  const sources = () => sourcesOf(context, known, { page, task })
  const draft = async (): Promise<NewIssue> => {
    const drafted = draftIssue(await sources())
    notes.push(...drafted.notes)
    return drafted.issue
  }
  const { key, isNew } = await ensureIssue(context, { task: name, known: issue, trace: traceOf(task), draft })
  if (isNew) notes.push(...(await leaveToNobody(context, known, { key, sources: await sources() })))
  if (task.taskStatus === 'complete') {
    const problem = await moveIssue(jira, key, run.settings.doneStatus)
    if (problem !== undefined) notes.push(problem)
  }
  await jira.putRemoteLink(key, {
    globalId: linkIdOf(name),
    url: page.url,
    title: page.title ?? 'Confluence page',
    relationship: 'mentioned in',
  })
  return {
    outcome: isNew ? 'created' : 'linked-again',
    issueKey: key,
    assignee: await assigneeOf(known, task),
    notes: [...new Set(notes)],
  }
}

async function assigneeOf({ findAssignee }: Known, task: TaskResult): Promise<TaskResult['assignee']> {
  const person = await findAssignee(task)
  if (task.assignee === null || person === undefined) return task.assignee
  return { ...task.assignee, name: person.name }
}

interface Made {
  readonly key: string
  readonly sources: DraftSources
}

/** Where nobody is meant, the project's own choice is not either; says where it had to stay so. */
async function leaveToNobody(
  { jira }: SyncContext,
  { assignsByItself }: Known,
  { key, sources: { assigneeId, parent } }: Made,
): Promise<readonly string[]> {
  if (assigneeId !== undefined) return []
  try {
    if (await assignsByItself(parent.projectKey)) await jira.assign(key, null)
    return []
  } catch (error) {
    if (isLasting(error)) return [`${key} stays with whom its project has chosen: ${wordsOf(error)}`]
    throw error
  }
}

async function sourcesOf(context: SyncContext, known: Known, { page, task }: OfPage): Promise<DraftSources> {
  const { run, deps } = context
  const parent = await known.readIssue(task.parentKey ?? '')
  if (parent === undefined) throw new CannotBeDone(`The parent ${task.parentKey} is not there any more.`)
  const { context: about } = task
  return {
    task,
    page,
    parent,
    about: about.kind === 'issue' ? await known.readIssue(about.key) : undefined,
    assigneeId: (await known.findAssignee(task))?.id ?? parent.assignee?.id,
    screen: await known.screenOf(parent.projectKey),
    settings: run.settings,
    request: run.request,
    now: deps.clock.now(),
  }
}

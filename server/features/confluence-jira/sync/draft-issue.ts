import type { DescriptionBlock, JiraIssue, NewIssue } from '../../../connectors/jira/index.ts'
import type { PageTaskSettings } from '../settings/settings.schemas.ts'
import type { RunPage, SyncRequest, TaskResult } from '../runs/run.ts'
import type { CreateScreen } from './preflight.ts'

export interface DraftSources {
  readonly task: TaskResult
  readonly page: Pick<RunPage, 'title' | 'url'>
  readonly parent: JiraIssue
  /** Of the context, where it is an issue; undefined: it could not be read. */
  readonly about: JiraIssue | undefined
  /** In the Jira of the project; undefined: nobody, or nobody that it knows. */
  readonly assigneeId: string | undefined
  readonly screen: CreateScreen
  readonly settings: PageTaskSettings
  readonly request: SyncRequest
  readonly now: Date
}

export interface Draft {
  readonly issue: NewIssue
  /** What the project's screen does not take, in words. */
  readonly notes: readonly string[]
}

const DAY_MS = 86_400_000

/** The issue that a task becomes. */
export function draftIssue(sources: DraftSources): Draft {
  const { task, parent, assigneeId, screen, settings } = sources
  const notes: string[] = []
  const takes = (id: string, what: string): boolean => {
    if (screen.fields.has(id)) return true
    notes.push(`${what} was left out: the create screen of ${parent.projectKey} has no field ${id}.`)
    return false
  }
  const { parentField } = settings
  const dueDate = task.dueDate ?? dueBy(sources)
  const custom =
    parentField !== null && parentField !== 'parent' && takes(parentField, 'The parent')
      ? { [parentField]: parent.key }
      : {}
  return {
    issue: {
      projectKey: parent.projectKey,
      typeId: screen.typeId,
      summary: task.summary,
      description: descriptionOf(sources),
      ...(takes('duedate', 'The due date') ? { dueDate } : {}),
      ...(assigneeId === undefined || !takes('assignee', 'The assignee') ? {} : { assigneeId }),
      ...(parentField === 'parent' && takes('parent', 'The parent') ? { parentKey: parent.key } : {}),
      fields: { ...settings.extraFields, ...custom },
    },
    notes,
  }
}

function dueBy({ now, request }: DraftSources): string {
  return new Date(now.getTime() + request.daysToDueDate * DAY_MS).toISOString().slice(0, 10)
}

/** What it stands on comes first: long words at its end may be cut. */
function descriptionOf(sources: DraftSources): readonly DescriptionBlock[] {
  const { page, parent, now, request } = sources
  const by = request.requestedBy === null ? '' : `, requested by ${request.requestedBy}`
  return [
    { is: 'link', text: `${page.title ?? 'Confluence page'} ${traceOf(sources.task)}`, url: page.url },
    { is: 'text', text: `Work package: ${parent.key} ${parent.summary}` },
    { is: 'text', text: `Made from a Confluence task on ${now.toISOString().slice(0, 10)}${by}` },
    ...contextOf(sources),
  ]
}

function contextOf({ task: { context }, about }: DraftSources): readonly DescriptionBlock[] {
  if (context.kind === 'issue') {
    const words = about?.description ?? about?.summary ?? ''
    return [{ is: 'rule' }, { is: 'text', text: `Context from ${context.key}:\n${words}`.trimEnd() }]
  }
  if (context.text === '') return []
  return [{ is: 'rule' }, { is: 'text', text: `Context from Confluence:\n${context.text}` }]
}

/** Stands in the description, so that an issue whose creation was not answered is known again. */
export function traceOf({ pageId, taskId }: Pick<TaskResult, 'pageId' | 'taskId'>): string {
  return `(page ${pageId}, task ${taskId})`
}

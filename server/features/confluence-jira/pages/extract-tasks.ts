import { append } from './append.ts'
import { createTaskContext, type TaskContext } from './task-context.ts'
import { findIssueMacros } from './find-issue-macros.ts'
import { readOwnWords, standingsOf, type AssigneeReference, type TaskStanding } from './task-words.ts'
import type { Span, StorageDocument, StorageNode } from './read-storage.ts'
import { readTaskNodes, type MalformedTask, type TaskNode } from './task-nodes.ts'

export interface PageTask {
  readonly id: string
  readonly uuid: string | null
  readonly status: 'complete' | 'incomplete'
  readonly standing: TaskStanding
  readonly span: Span
  /** Inside of its body's tags. */
  readonly body: Span
  readonly list: Span
  /**
   * Its own words in one line, without nested tasks. The first date and people are left out, as they become due date and assignee;
   * further dates stand as YYYY-MM-DD.
   */
  readonly summary: string
  /** YYYY-MM-DD. */
  readonly dueDate: string | null
  readonly assignee: AssigneeReference | null
  readonly context: TaskContext
  /** Direct sub-tasks. */
  readonly nestedIds: readonly string[]
  /** From 0, as they follow each other on the page. */
  readonly place: number
}

export interface PageTasks {
  readonly tasks: readonly PageTask[]
  readonly malformed: readonly MalformedTask[]
}

const NONE: readonly string[] = []

/** Every task of the page in page order, the excluded ones too; with `jiraUrl` a task is linked by links into that Jira only. */
export function extractTasks(page: StorageDocument, options: { readonly jiraUrl?: string } = {}): PageTasks {
  const { tasks, malformed } = readTaskNodes(page)
  const references = findIssueMacros(page, options)
  const standingOf = standingsOf(page, references, tasks)
  const summaries: string[] = []
  const contextOf = createTaskContext({
    page,
    macroKeys: new Map(references.flatMap(({ kind, node, key }) => (kind === 'macro' ? [[node, key]] : []))),
    wordsOf: ({ order }) => summaries[order] ?? '',
  })
  const nested = nestedIdsOf(tasks)
  return {
    malformed,
    tasks: tasks.map((task, place) => {
      const words = readOwnWords(page, task)
      summaries[task.order] = words.summary
      return {
        id: task.id,
        uuid: task.uuid,
        status: task.status,
        standing: standingOf(task, words),
        span: { start: task.node.start, end: task.node.end },
        body: { start: task.body.innerStart, end: task.body.innerEnd },
        list: { start: task.list.start, end: task.list.end },
        summary: words.summary,
        dueDate: words.dueDate,
        assignee: words.assignee,
        context: contextOf(task),
        nestedIds: nested.get(task) ?? NONE,
        place,
      }
    }),
  }
}

/** Sub-tasks lie in the body of their task, or in a list that follows it within its list. */
function nestedIdsOf(tasks: readonly TaskNode[]): ReadonlyMap<TaskNode, readonly string[]> {
  const nested = new Map<TaskNode, string[]>()
  const lastIn = new Map<StorageNode, TaskNode>()
  const holdsLists = tasks.some(({ list, rootList }) => list !== rootList)
  for (const task of tasks) {
    const above = task.list === task.rootList ? task.outer : (lastOf(lastIn, task.list.parent) ?? task.outer)
    if (above !== null) append(nested, above, task.id)
    if (holdsLists) lastIn.set(task.list, task)
  }
  return nested
}

function lastOf(lastIn: ReadonlyMap<StorageNode, TaskNode>, list: StorageNode | null): TaskNode | undefined {
  return list === null ? undefined : lastIn.get(list)
}

import { randomUUID } from 'node:crypto'
import { markupOf, type IssueToShow } from '../pages/issue-reference.ts'

export interface PageFilling {
  readonly issue: IssueToShow
  readonly tasks: number
  readonly today: Date
}

const KINDS = ['plain', 'due', 'done', 'nested', 'in a table'] as const
const WORDS = [
  'Check the drawings &amp; the load cases',
  'Ask the supplier for a date',
  'Order <strong>samples</strong> of the tiles',
  'Measure room 4.12 again',
  'Write the minutes of the meeting',
  'Call the electrician about the sockets',
  'Renew the permit for the crane',
]
const DAY_MS = 86_400_000

/** A page as people write them: an issue, some words, and tasks of every kind in turn. */
export function pageBody({ issue, tasks, today }: PageFilling): string {
  const parts = [`<p>${markupOf(issue, randomUUID())}</p>`, '<h2>Notes&nbsp;&amp; open points</h2>']
  for (let from = 1; from <= tasks; from += KINDS.length)
    parts.push(...fewTasks(from, Math.min(tasks, from + KINDS.length - 1), today))
  return `${parts.join('')}<p>Nothing else was said.</p>`
}

/** One of each kind, as far as they go; the nested one belongs to the one before it. */
function fewTasks(from: number, to: number, today: Date): readonly string[] {
  const has = (kind: (typeof KINDS)[number]): number | undefined => {
    const number = from + KINDS.indexOf(kind)
    return number <= to ? number : undefined
  }
  const [due, done, nested, inTable] = [has('due'), has('done'), has('nested'), has('in a table')]
  const below = nested === undefined ? '' : list(task(nested, { words: words(nested) }))
  const dueDate = new Date(today.getTime() + 7 * DAY_MS * from).toISOString().slice(0, 10)
  const inList = [
    task(from, { words: words(from) }),
    due === undefined ? '' : task(due, { words: `${words(due)} by <time datetime="${dueDate}" />` }),
    done === undefined ? '' : task(done, { words: words(done), below, status: 'complete' }),
  ]
  const table = inTable === undefined ? [] : [tableWith(list(task(inTable, { words: words(inTable) })))]
  return ['<p>What was agreed:</p>', list(inList.join('')), ...table]
}

function words(number: number): string {
  return `${WORDS[number % WORDS.length]} (${number})`
}

function tableWith(cell: string): string {
  return `<table><tbody><tr><th>Area</th><th>To do</th></tr><tr><td>Ground floor</td><td>${cell}</td></tr></tbody></table>`
}

function list(tasks: string): string {
  return `<ac:task-list>${tasks}</ac:task-list>`
}

interface TaskFilling {
  readonly words: string
  readonly below?: string
  readonly status?: 'incomplete' | 'complete'
}

function task(id: number, { words: text, below = '', status = 'incomplete' }: TaskFilling): string {
  return `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>${status}</ac:task-status><ac:task-body><span class="placeholder-inline-tasks">${text}</span>${below}</ac:task-body></ac:task>`
}

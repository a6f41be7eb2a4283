import type { Target } from './column-mapping.ts'

/** A cell that means nothing to us: the message says why, for people. */
export class Unreadable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Unreadable'
  }
}

export interface Cell {
  /** Not empty and not null. */
  readonly value: unknown
  readonly column: string
  /** Somebody has said that this column is meant. */
  readonly isMapped: boolean
}

/** What a cell of each column says. Values that are no texts come from JSON and are taken as they are; the schema judges them. */
export const CELL_READERS: Readonly<Record<Target, (cell: Cell) => unknown>> = {
  internalId: ({ value }) => trimmed(typeof value === 'number' ? String(value) : value),
  title: ({ value }) => trimmed(value),
  description: ({ value }) => value,
  priority: readPriority,
  tags: ({ value }) => (typeof value === 'string' ? splitList(value) : value),
  status: ({ value }) => trimmed(value),
  dueDate: ({ value }) => readDueDate(value),
  assigneeEmails: ({ value }) => readEmails(value),
  listId: ({ value }) => trimmed(typeof value === 'number' ? String(value) : value),
  announce: ({ value }) => readYesOrNo(value),
  customFields: ({ value }) => value,
  attachments: ({ value }) => value,
}

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value
}

function splitList(text: string): string[] {
  const parts = text.split(/[,;|]/).map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}

const PRIORITIES: Readonly<Record<string, number>> = {
  urgent: 1,
  critical: 1,
  blocker: 1,
  p1: 1,
  high: 2,
  major: 2,
  important: 2,
  p2: 2,
  normal: 3,
  medium: 3,
  moderate: 3,
  p3: 3,
  low: 4,
  minor: 4,
  info: 4,
  informational: 4,
  p4: 4,
}

function readPriority({ value, column, isMapped }: Cell): unknown {
  const word = String(trimmed(value)).toLowerCase()
  if (Object.hasOwn(PRIORITIES, word)) return PRIORITIES[word]
  const isNumber = /^[1-4]$/.test(word)
  // Scores of severity rise where priorities fall: 4 of 5 is not the lowest.
  if (isNumber && (isMapped || !/severity/i.test(column))) return Number(word)
  if (isNumber)
    throw new Unreadable(
      `${column} ${word} may be a score; if 1 is the most urgent, say --map priority=${column}, else --map priority= (no column)`,
    )
  const words = 'critical, high, medium, low, or 1 (urgent) to 4 (low)'
  throw new Unreadable(`${column} ${JSON.stringify(value)} is no priority; it is ${words}`)
}

const DAY = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/

function readDueDate(value: unknown): unknown {
  const text = trimmed(value)
  if (typeof text !== 'string') return text
  const day = DAY.exec(text)?.[1]
  const at = text.replace(' ', 'T')
  // A calendar has no 30 February, but Date makes it 2 March.
  if (day !== undefined && !Number.isNaN(Date.parse(at)) && isOnCalendar(day)) return at
  throw new Unreadable(
    `the due date ${JSON.stringify(text)} is none; write 2026-12-24 or 2026-12-24T17:00:00+01:00`,
  )
}

function isOnCalendar(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

function readEmails(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const emails = splitList(value)
  const wrong = emails.find((email) => !/^[^\s@]+@[^\s@]+$/.test(email))
  if (wrong === undefined) return emails
  throw new Unreadable(
    `the assignee ${JSON.stringify(wrong)} is no e-mail address; to take none of them, say --map assigneeEmails=`,
  )
}

function readYesOrNo(value: unknown): unknown {
  const word = String(trimmed(value)).toLowerCase()
  if (['true', 'yes', '1'].includes(word)) return true
  if (['false', 'no', '0'].includes(word)) return false
  throw new Unreadable(`announce ${JSON.stringify(value)} is neither true nor false`)
}

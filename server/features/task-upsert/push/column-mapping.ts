import { WrongUsage } from './file-record.ts'

/** What a column can become; a custom field is `field:` and its name. */
export const TARGETS = [
  'internalId',
  'title',
  'description',
  'priority',
  'tags',
  'status',
  'dueDate',
  'assigneeEmails',
  'listId',
  'announce',
  'customFields',
  'attachments',
] as const
export type Target = (typeof TARGETS)[number]

export interface ColumnMapping {
  /** Column of each; '' means that none is taken. */
  readonly columns: ReadonlyMap<Target, string>
  /** Column of each custom field, by the field's name. */
  readonly fields: ReadonlyMap<string, string>
}

// The first that is there is taken.
const NAMES: Readonly<Record<Target, readonly string[]>> = {
  internalId: ['internalid', 'id', 'key'],
  title: ['title', 'name', 'summary'],
  description: ['description'],
  priority: ['priority', 'severity'],
  tags: ['tags', 'labels'],
  status: ['status'],
  dueDate: ['duedate', 'due', 'deadline'],
  assigneeEmails: ['assigneeemails', 'assigneeemail', 'assignees', 'assignee'],
  listId: ['listid'],
  announce: ['announce'],
  customFields: ['customfields'],
  attachments: ['attachments'],
}

/** Reads `internalId=CVE,title=Name,field:Host=host`; each may be given in a part of its own. */
export function readMapping(parts: readonly string[]): ColumnMapping {
  const columns = new Map<Target, string>()
  const fields = new Map<string, string>()
  for (const pair of parts.flatMap((part) => part.split(',')).filter((pair) => pair.trim() !== '')) {
    const [target, column] = splitAtFirst(pair)
    const field = /^field:(.+)$/.exec(target)?.[1]
    if (column === undefined)
      throw new WrongUsage(`--map takes TARGET=COLUMN, such as internalId=CVE, not "${pair}".`)
    if (field !== undefined) fields.set(field, column)
    else if (isTarget(target)) columns.set(target, column)
    else throw new WrongUsage(`--map knows no "${target}"; there are ${TARGETS.join(', ')} and field:NAME.`)
  }
  return { columns, fields }
}

/** Names the columns of this file for all that can be found; throws for a mapped one that is not there. */
export function findColumns(
  given: ColumnMapping,
  columns: readonly string[],
): ColumnMapping & { readonly leftOut: readonly string[] } {
  const named = (wish: string): string => {
    const found = columns.find((column) => column === wish) ?? columns.find((column) => isSame(column, wish))
    if (found === undefined && wish !== '')
      throw new WrongUsage(`The file has no column "${wish}"; it has ${listOf(columns)}.`)
    return found ?? ''
  }
  const fields = new Map([...given.fields].map(([field, column]) => [field, named(column)]))
  const found = new Map([...given.columns].map(([target, column]) => [target, named(column)]))
  const taken = new Set([...found.values(), ...fields.values()])
  const free = columns.filter((column) => !taken.has(column))
  for (const target of TARGETS) {
    const match = NAMES[target].map((name) => free.find((column) => plain(column) === name)).find(Boolean)
    if (!found.has(target) && match !== undefined) found.set(target, match)
  }
  const used = new Set([...taken, ...found.values()])
  return { columns: found, fields, leftOut: columns.filter((column) => !used.has(column)) }
}

export function listOf(columns: readonly string[]): string {
  return columns.length === 0 ? 'none' : columns.map((column) => `"${column}"`).join(', ')
}

function isTarget(text: string): text is Target {
  return (TARGETS as readonly string[]).includes(text)
}

function splitAtFirst(pair: string): [string, string?] {
  const at = pair.indexOf('=')
  return at === -1 ? [pair.trim()] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
}

/** "Internal ID" and "internal_id" are one name. */
function plain(column: string): string {
  return column.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

import { parseArgs } from 'node:util'
import { AppError, codeOf, messageOf } from '../../../shared/errors.ts'
import { countPages } from './plan-tree.ts'

const MOST_PAGES = 1_000
const MOST_WITH_YES = 100_000

export const PAGE_TREE_USAGE = `Usage: npm run cli -- page-tree generate --parent ID --space KEY --issues A-1,B-2 [options]

Makes pages with tasks for trying things out, on the Confluence that a workspace is connected with. Safe to run again: pages of
the tree that are there stay as they are, and those that are missing are made.

  --parent ID          the page that the tree is made below: the number in its address
  --space KEY          the space of that page
  --issues LIST        keys of Jira issues, with commas between; each page shows one of them, in turn
  --depth N            levels of pages (2)
  --children N         pages below each page (3)
  --tasks-per-page N   (5)
  --workspace ID       the workspace whose connections are used; not needed where there is only one
  --dry-run            only look, and show the tree
  --yes                make more than ${MOST_PAGES} pages`

const OPTIONS = {
  workspace: { type: 'string' },
  parent: { type: 'string' },
  space: { type: 'string' },
  issues: { type: 'string' },
  depth: { type: 'string', default: '2' },
  children: { type: 'string', default: '3' },
  'tasks-per-page': { type: 'string', default: '5' },
  'dry-run': { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const ISSUE_KEY = /^[A-Z][A-Z0-9_]*-\d+$/i

export interface PageTreeOptions {
  /** Undefined: not named. */
  readonly workspaceId: string | undefined
  readonly parentId: string
  readonly spaceKey: string
  readonly issueKeys: readonly string[]
  readonly depth: number
  readonly children: number
  readonly tasksPerPage: number
  readonly isDry: boolean
}

/** Throws INVALID with what to do. */
export function readPageTreeOptions(args: readonly string[]): PageTreeOptions | 'help' {
  const values = parse(args)
  if (values.help) return 'help'
  const options = {
    workspaceId: values.workspace,
    parentId: required('--parent', values.parent),
    spaceKey: required('--space', values.space),
    issueKeys: readKeys(required('--issues', values.issues)),
    depth: readCount('--depth', values.depth, { least: 1, most: 20 }),
    children: readCount('--children', values.children, { least: 1, most: 1_000 }),
    tasksPerPage: readCount('--tasks-per-page', values['tasks-per-page'], { least: 0, most: 1_000 }),
    isDry: values['dry-run'],
  }
  refuseTooMany(countPages(options), values.yes)
  return options
}

function refuseTooMany(count: number, isMeant: boolean): void {
  if (count <= (isMeant ? MOST_WITH_YES : MOST_PAGES)) return
  const otherwise = count > MOST_WITH_YES ? '' : ', or say --yes when you mean it'
  throw wrong(
    `That would be ${count.toLocaleString('en')} pages. Choose a smaller --depth or --children${otherwise}.`,
  )
}
function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values
  } catch (error) {
    if (codeOf(error)?.startsWith('ERR_PARSE_ARGS') !== true) throw error
    throw wrong(`${messageOf(error)}\n\n${PAGE_TREE_USAGE}`)
  }
}

function required(name: string, value: string | undefined): string {
  if (value !== undefined && value.trim() !== '') return value.trim()
  throw wrong(`${name} is missing.\n\n${PAGE_TREE_USAGE}`)
}

function readKeys(text: string): readonly string[] {
  const keys = text.split(',').map((key) => key.trim())
  const bad = keys.find((key) => !ISSUE_KEY.test(key))
  if (bad === undefined) return [...new Set(keys)]
  throw wrong(`--issues must be keys such as ENG-1,ENG-2; "${bad}" is none.`)
}

function readCount(
  name: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : -1
  if (count >= least && count <= most) return count
  throw wrong(`${name} must be a whole number from ${least} to ${most}, not "${text}".`)
}

function wrong(detail: string): AppError {
  return new AppError('INVALID', detail)
}

import { parseArgs } from 'node:util'
import { codeOf, messageOf } from '../../../shared/errors.ts'
import { readMapping, type ColumnMapping } from './column-mapping.ts'
import { WrongUsage } from './file-record.ts'

export const PUSH_USAGE = `Usage: npm run cli -- task upsert FILE [options]

Makes a ClickUp task of each finding in FILE, or brings it up to date; safe to run again. FILE is JSON (an object or an array), JSON lines or
CSV (comma, semicolon or tab); - reads the standard input. Columns are found by their names: internalId (id, key), title (name, summary),
description, priority (severity), tags (labels), status, dueDate (due, deadline), assigneeEmails (assignee), listId, announce.

  --url URL          where Switchyard is; otherwise SWITCHYARD_URL, otherwise http://127.0.0.1 on PORT
  --key KEY          an API key of a member; better in SWITCHYARD_API_KEY, where no list of processes shows it
  --list ID          ClickUp list of tasks that name none; otherwise the one of the settings
  --map LIST         TARGET=COLUMN, with commas between: internalId=CVE,title=Name,field:Host=host ("field:" is a custom field;
                     nothing behind "=" means that the column is not taken); may be given more than once
  --skip-bad         push the others when rows are bad; otherwise nothing is sent
  --dry-run          only look whether the file can be read
  --wait SECONDS     how long to wait for what Switchyard could not do at once (300)
  --json             the result as JSON

Exit code: 0 when every task is there, 1 when one is not, 2 when the command is called wrongly, 130 after Ctrl-C.`

const OPTIONS = {
  url: { type: 'string' },
  key: { type: 'string' },
  list: { type: 'string' },
  map: { type: 'string', multiple: true },
  'skip-bad': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  wait: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

export interface PushOptions {
  readonly file: string
  readonly baseUrl: string
  /** '' only where nothing is sent. */
  readonly apiKey: string
  readonly listId: string | undefined
  readonly mapping: ColumnMapping
  readonly skipsBad: boolean
  readonly isDry: boolean
  readonly isJson: boolean
  readonly waitMs: number
}

interface Called {
  /** Behind `task upsert`. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Throws WrongUsage with what to do. */
export function readPushOptions({ args, env }: Called): PushOptions | 'help' {
  const { values, positionals } = parse(args)
  if (values.help === true) return 'help'
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0)
    throw new WrongUsage(`Name one file, or - for the standard input.\n\n${PUSH_USAGE}`)
  const isDry = values['dry-run'] === true
  return {
    file,
    baseUrl: readUrl(values.url ?? addressIn(env)),
    apiKey: readKey(values.key ?? env['SWITCHYARD_API_KEY'] ?? '', isDry),
    listId: values.list,
    mapping: readMapping(values.map ?? []),
    skipsBad: values['skip-bad'] === true,
    isDry,
    isJson: values.json === true,
    waitMs: readSeconds(values.wait ?? '300') * 1000,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    if (codeOf(error)?.startsWith('ERR_PARSE_ARGS') !== true) throw error
    throw new WrongUsage(`${messageOf(error)}\n\n${PUSH_USAGE}`)
  }
}

function addressIn(env: Called['env']): string {
  return env['SWITCHYARD_URL'] ?? `http://127.0.0.1:${env['PORT'] ?? '8080'}`
}

function readUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw new WrongUsage(`--url must be an address such as https://switchyard.example.com, not "${text}".`)
}

function readKey(key: string, isDry: boolean): string {
  if (isDry || /^[\x21-\x7e]+$/.test(key)) return key
  const problem = key === '' ? 'No API key was given' : 'The API key has characters that no key has'
  throw new WrongUsage(
    `${problem}. Put a member's key into SWITCHYARD_API_KEY, or say --key KEY; the screen "API keys" makes one.`,
  )
}

function readSeconds(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new WrongUsage(`--wait must be a whole number of seconds, not "${text}".`)
}

import { existsSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { addAbortSignal } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { createCommandContext, type CommandContext } from './app.ts'
import { readConfig } from './config/config.ts'
import { createApiKey, createWorkspace } from './platform/access/index.ts'
import { listWorkspaceIds } from './platform/jobs/index.ts'
import { printReport } from './platform/doctor/index.ts'
import { systemScope, type Role } from './shared/scope.ts'
import { generateTree, PAGE_TREE_USAGE, readPageTreeOptions } from './features/confluence-jira/index.ts'
import { pushFile } from './features/task-upsert/index.ts'
import { verifyAudit, verifyExport, type AuditVerdict } from './features/time-sessions/index.ts'
import { createLog } from './shared/create-log.ts'
import { systemSleep, UpstreamError } from './platform/outbound/index.ts'
import { importDocument } from './platform/studio/index.ts'
import { AppError, codeOf, messageOf, StartError } from './shared/errors.ts'
import { asSystem } from './storage/db.ts'
import { runDoctor } from './wire-doctor.ts'

const USAGE = `Usage: npm run cli -- COMMAND

  migrate                                              apply missing migrations (the server does it itself at start)
  workspace create --name NAME                         make a workspace without Clockify; prints its id and an admin key
  api-key create --workspace ID --role admin|member|reader [--label TEXT]
  openapi import CONNECTOR FILE|URL                    replace a connector's document by the vendor's own
  audit verify [--workspace ID] [FILE]                 whether the audit logs, or an exported one, are as they were written
  task upsert FILE [--map LIST] [--dry-run] …          push findings (JSON, JSON lines, CSV) to a server; task upsert --help says more
  page-tree generate --parent ID --space KEY …         make Confluence pages with tasks for trials; page-tree generate --help says more
  doctor [--json]                                      look at everything that the server needs; changes nothing, exit code 1 on a problem`

const ENV_FILE = '.env'

type Command = (context: CommandContext, args: string[]) => Promise<string>

const COMMANDS: Readonly<Record<string, Command>> = {
  migrate: async () => 'The database is up to date.',
  'workspace create': async (context, args) => {
    const { values } = parseArgs({ args, options: { name: { type: 'string' } } })
    const created = await createWorkspace(context, { name: required(values.name, '--name') })
    return `workspace ${created.workspace.id}\napi key   ${created.apiKey}\nThe key is not shown again.`
  },
  'api-key create': async (context, args) => {
    const options = {
      workspace: { type: 'string' },
      role: { type: 'string' },
      label: { type: 'string' },
    } as const
    const { values } = parseArgs({ args, options })
    const scope = { workspaceId: required(values.workspace, '--workspace') }
    const role = readRole(required(values.role, '--role'))
    const created = await createApiKey(context, scope, { role, label: values.label ?? 'made by command' })
    return `api key ${created.key}\nThe key is not shown again.`
  },
  'audit verify': async (context, args) => {
    const { values } = parseArgs({ args, options: { workspace: { type: 'string' } } })
    const all = async (): Promise<string[]> => asSystem(context.db, listWorkspaceIds)
    const lines: string[] = []
    for (const id of values.workspace === undefined ? await all() : [values.workspace])
      lines.push(`${id}: ${verdictText(await verifyAudit(context, systemScope(id, 'audit-verify')))}`)
    return lines.length === 0 ? 'There is no workspace yet.' : lines.join('\n')
  },
  'openapi import': async (context, args) => {
    const [connector, source] = args
    const name = required(connector, 'CONNECTOR')
    const from = required(source, 'FILE|URL')
    const text = /^https?:\/\//.test(from) ? await context.fetchText(from) : await readFile(from, 'utf8')
    const { operations, problems } = await importDocument(context, { connector: name, text, source: from })
    const remarks = problems.map((problem) => `\n  remark: ${problem}`).join('')
    return `${name}: ${operations} operations imported from ${from}.${remarks}`
  },
}

/** Aborted by Ctrl-C; the second time the process ends at once. */
function stoppable(): AbortController {
  const stopping = new AbortController()
  process.once('SIGINT', () => {
    stopping.abort()
    process.exitCode = 130
  })
  return stopping
}

async function onlyWorkspace({ db }: CommandContext): Promise<string> {
  const [id, ...others] = await asSystem(db, listWorkspaceIds)
  if (id === undefined)
    throw new StartError('There is no workspace yet. Make one: workspace create --name NAME')
  if (others.length === 0) return id
  throw new StartError(
    `There are several workspaces. Say --workspace with one of ${[id, ...others].join(', ')}.`,
  )
}

/** A log that was tampered with ends the command with 1. */
function verdictText({ ok, entries, firstBadSeq }: AuditVerdict): string {
  if (ok) return `as it was written, ${entries} entries that follow from each other`
  process.exitCode = 1
  return `entry ${firstBadSeq} is not as it was written; the ${entries} before it are`
}

function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new StartError(`${name} is missing.\n\n${USAGE}`)
  return value
}

function readRole(text: string): Role {
  if (text === 'admin' || text === 'member' || text === 'reader') return text
  throw new StartError(`--role must be admin, member or reader, not "${text}".`)
}

function findCommand(args: readonly string[]): { command: Command; rest: string[] } {
  for (const words of [2, 1]) {
    const command = COMMANDS[args.slice(0, words).join(' ')]
    if (command) return { command, rest: args.slice(words) }
  }
  throw new StartError(args.length === 0 ? USAGE : `There is no command "${args.join(' ')}".\n\n${USAGE}`)
}

function isExpected(error: unknown): boolean {
  const wrongArguments =
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  const noSuchFile = ['ENOENT', 'EISDIR', 'EACCES'].includes(codeOf(error) ?? '')
  const isStopped = error instanceof Error && error.name === 'AbortError'
  const isOurs = error instanceof StartError || error instanceof AppError || error instanceof UpstreamError
  return isOurs || isStopped || wrongArguments || noSuchFile
}

async function runCommand(args: readonly string[]): Promise<void> {
  const { command, rest } = findCommand(args)
  await inContext((context) => command(context, rest))
}

async function inContext(act: (context: CommandContext) => Promise<string>): Promise<void> {
  if (existsSync(ENV_FILE)) process.loadEnvFile(ENV_FILE)
  const config = readConfig(process.env)
  const context = await createCommandContext({ config, log: createLog('warn'), pid: process.pid })
  try {
    console.log(await act(context))
  } finally {
    await context.close()
  }
}

/** Called wrongly it says so although the database may be in use. */
async function makePageTree(args: readonly string[]): Promise<void> {
  const options = readPageTreeOptions(args)
  if (options === 'help') return console.log(PAGE_TREE_USAGE)
  const { signal } = stoppable()
  const { stderr } = process
  await inContext(async (context) => {
    const workspaceId = options.workspaceId ?? (await onlyWorkspace(context))
    const deps = {
      ...context,
      sleep: systemSleep,
      signal,
      tell: (line: string) => console.error(line),
      progress: stderr.isTTY ? (line: string) => stderr.write(`\r\u001b[K${line}`) : undefined,
    }
    return generateTree(deps, systemScope(workspaceId, 'page-tree'), options)
  })
}

/** Needs no database and no readable configuration: it says what is wrong with them. */
async function callDoctor(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
  const envFile = { path: ENV_FILE, unreadable: loadEnvFile() }
  const { env, pid, version } = process
  const report = await runDoctor({ env, envFile, pid, nodeVersion: version })
  console.log(values.json === true ? JSON.stringify(report, null, 2) : printReport(report))
  if (!report.ok) process.exitCode ??= 1
}

/** Needs no database: it talks to a running server. */
async function pushTasks(args: readonly string[]): Promise<void> {
  if (existsSync(ENV_FILE)) process.loadEnvFile(ENV_FILE)
  const { stdin, stderr, env } = process
  const { signal } = stoppable()
  process.exitCode = await pushFile({
    args,
    env,
    signal,
    read: (file) => (file === '-' ? buffer(addAbortSignal(signal, stdin)) : readFile(file, { signal })),
    print: (text) => console.log(text),
    tell: (text) => console.error(text),
    progress: stderr.isTTY ? (line) => stderr.write(`\r\u001b[K${line}`) : undefined,
  })
}

/** Needs nothing but the file. */
async function verifyFile(file: string): Promise<void> {
  const lines = createInterface({ input: (await open(file)).createReadStream(), crlfDelay: Infinity })
  console.log(verdictText(await verifyExport(lines)))
}

/** Undefined, or why it could not be read. */
function loadEnvFile(): string | undefined {
  try {
    if (existsSync(ENV_FILE)) process.loadEnvFile(ENV_FILE)
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

try {
  const [first, ...rest] = process.argv.slice(2)
  const [second, file] = rest
  if (first === 'doctor') await callDoctor(rest)
  else if (first === 'task' && second === 'upsert') await pushTasks(rest.slice(1))
  else if (first === 'page-tree' && second === 'generate') await makePageTree(rest.slice(1))
  else if (first === 'audit' && second === 'verify' && file !== undefined && !file.startsWith('-'))
    await verifyFile(file)
  else await runCommand(process.argv.slice(2))
} catch (error) {
  console.error(isExpected(error) ? messageOf(error) : error)
  process.exitCode ??= 1
}

import {
  createClient,
  SwitchyardProblem,
  SwitchyardUnreachable,
  type UpsertProgress,
  type UpsertResult,
} from '../../../../client/index.ts'
import type { PushIo } from './push-io.ts'
import { isWell, plainText, printBad, printJson, printReport, type PushReport } from './push-report.ts'
import type { PushOptions } from './read-push-options.ts'
import type { TaskFile, TaskRow } from './read-task-file.ts'

/** Tells all bad rows first; sends nothing while there are any, unless they are to be skipped. Resolves to the exit code. */
export async function pushRows(io: PushIo, options: PushOptions, file: TaskFile): Promise<number> {
  const { rows, problems } = file
  tellOfFile(io, file)
  const isHeld = problems.length > 0 && !options.skipsBad
  if (isHeld) io.tell('Nothing was sent. Mend these rows, or push the others with --skip-bad.')
  const wasSent = !isHeld && !options.isDry
  const { results, failure } = wasSent ? await send(io, options, rows) : NOT_SENT
  const report: PushReport = { rows, results, problems, wasSent }
  if (options.isJson) io.print(printJson(report))
  else if (!isHeld) io.print(printReport(report))
  if (failure !== undefined) io.tell(failure)
  if (io.signal.aborted) return 130
  return isWell(report) ? 0 : 1
}

function tellOfFile(io: PushIo, { problems, leftOut }: TaskFile): void {
  if (leftOut.length > 0)
    io.tell(`Not taken: ${leftOut.map(plainText).join(', ')}. Take a column with --map field:NAME=COLUMN.`)
  if (problems.length > 0) io.tell(printBad(problems))
}

interface Sent {
  /** In the order of the rows; undefined where nothing is known. */
  readonly results: readonly (UpsertResult | undefined)[]
  /** Why it did not come to its end, and how to go on. */
  readonly failure: string | undefined
}

async function send(io: PushIo, options: PushOptions, rows: readonly TaskRow[]): Promise<Sent> {
  let results: readonly (UpsertResult | undefined)[] = []
  const onProgress = (progress: UpsertProgress): void => {
    results = progress.results
    io.progress?.(progressLine(progress))
  }
  const client = createClient({
    baseUrl: options.baseUrl,
    apiKey: options.apiKey,
    signal: io.signal,
    onRetry: ({ delayMs, reason }) => {
      io.progress?.('')
      io.tell(`${reason}; again in ${Math.ceil(delayMs / 1000)} s`)
    },
  })
  io.progress?.(progressLine({ total: rows.length, answered: 0, settled: 0 }))
  try {
    const tasks = rows.map(({ task }) => task)
    results = await client.upsertTasks(tasks, { onProgress, waitMs: options.waitMs })
    return { results, failure: undefined }
  } catch (error) {
    return { results, failure: failureOf(io, error, rows) }
  } finally {
    io.progress?.('')
  }
}

const NOT_SENT: Sent = { results: [], failure: undefined }
const GO_ON = 'Run the same command again to go on: what is there stays as it is.'

function failureOf(io: PushIo, error: unknown, rows: readonly TaskRow[]): string {
  if (io.signal.aborted)
    return `Stopped. What Switchyard has taken it does nevertheless; the rest was not sent. ${GO_ON}`
  if (error instanceof SwitchyardUnreachable) return `${error.message} ${GO_ON}`
  if (!(error instanceof SwitchyardProblem)) throw error
  const places = error.violations.map(({ pointer, message }) => {
    const row = rows[Number(/^\/(\d+)/.exec(pointer)?.[1] ?? -1)]
    return `\n  ${row === undefined ? pointer : `line ${row.line}${pointer.replace(/^\/\d+/, '')}`}: ${message}`
  })
  const request = error.requestId === undefined ? '' : ` (request ${error.requestId})`
  return `Switchyard refused it with ${error.status}${request}: ${error.detail}${places.join('')}`
}

function progressLine({ total, answered, settled }: Omit<UpsertProgress, 'results'>): string {
  const open = answered - settled
  return `${answered} of ${total} pushed${open > 0 ? `, ${open} not done yet` : ''}`
}

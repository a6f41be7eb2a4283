import type { UpsertOutcome, UpsertResult } from '../../../../client/index.ts'
import type { RowProblem } from './file-record.ts'
import type { TaskRow } from './read-task-file.ts'

export interface PushReport {
  readonly rows: readonly TaskRow[]
  /** In the order of the rows; undefined where nothing is known. */
  readonly results: readonly (UpsertResult | undefined)[]
  readonly problems: readonly RowProblem[]
  readonly wasSent: boolean
}

interface ReportLine {
  readonly line: number
  readonly internalId: string
  readonly outcome: UpsertOutcome | 'not pushed' | 'bad row'
  readonly words: string
}

const OUTCOMES = ['created', 'updated', 'unchanged', 'pending', 'unknown', 'failed', 'not pushed'] as const
const THERE: ReadonlySet<string> = new Set(['created', 'updated', 'unchanged'])
const MEANING: Readonly<Partial<Record<ReportLine['outcome'], string>>> = {
  pending: 'Switchyard keeps it and will do it; run the same again to see',
  unknown: 'ClickUp may have it, and Switchyard is looking for it; run the same again to see',
  'not pushed': 'run the same again',
}

/** Whether every row of the file is in ClickUp, or could be, where nothing was sent. */
export function isWell({ rows, results, problems, wasSent }: PushReport): boolean {
  const isThere = rows.every((_, index) => THERE.has(results[index]?.outcome ?? ''))
  return problems.length === 0 && (isThere || !wasSent)
}

export function printBad(problems: readonly RowProblem[]): string {
  const lines = problems.map(({ line, reason }) => `  line ${line}: ${plainText(reason)}`)
  return [`${problems.length} bad ${problems.length === 1 ? 'row' : 'rows'}:`, ...lines].join('\n')
}

/** How many of each, then those that are not there and those that have a note. */
export function printReport(report: PushReport): string {
  const { rows, problems, wasSent } = report
  if (!wasSent) return `${rows.length} tasks can be pushed; nothing was sent.`
  const lines = linesOf(report)
  const counts = [
    ...OUTCOMES.map((outcome) => [outcome, lines.filter((line) => line.outcome === outcome).length] as const),
    ['bad row', problems.length] as const,
  ].filter(([outcome, count]) => count > 0 || THERE.has(outcome))
  const summary = table([['outcome', 'tasks'], ...counts.map(([outcome, count]) => [outcome, String(count)])])
  const told = lines.filter(({ outcome, words }) => !THERE.has(outcome) || words !== '')
  if (told.length === 0) return summary
  const details = told.map(({ line, internalId, outcome, words }) => [
    String(line),
    internalId,
    outcome,
    words,
  ])
  return `${summary}\n\n${table([['line', 'internal id', 'outcome', 'why'], ...details])}`
}

export function printJson(report: PushReport): string {
  const { rows, results, problems, wasSent } = report
  const tasks = rows.map(({ line, task }, index) => ({
    line,
    internalId: task.internalId,
    ...(wasSent ? { outcome: 'not pushed', ...results[index] } : {}),
  }))
  return JSON.stringify({ ok: isWell(report), sent: wasSent, tasks, badRows: problems }, null, 2)
}

function linesOf({ rows, results }: PushReport): ReportLine[] {
  return rows.map(({ line, task }, index) => {
    const result = results[index]
    const outcome = result?.outcome ?? 'not pushed'
    const words = [result?.error ?? MEANING[outcome], ...(result?.notes ?? [])].filter(Boolean).join('; ')
    return { line, internalId: task.internalId, outcome, words }
  })
}

function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(plainText))
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  )
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Texts of files and of other services must not steer a terminal. */
export function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}

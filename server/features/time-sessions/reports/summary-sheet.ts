import type { Cell, Row, Sheet } from '../../../platform/xlsx/index.ts'
import type { ReportContext } from './report-context.ts'
import type { Totals } from './report-totals.ts'
import type { ContractSum } from './total-sheets.ts'
import type { SummaryLine } from './texts/wording.ts'

const HOUR_MS = 3_600_000

/** What is known when everything else is written. */
export interface SummaryFacts {
  readonly totals: Totals
  /** Undefined when nobody has contract hours. */
  readonly contract: ContractSum | undefined
  readonly changed: number
}

/** The page that opens; asks for the facts when it is written. */
export function summarySheet(context: ReportContext, facts: () => Promise<SummaryFacts>): Sheet {
  async function* rows(): AsyncGenerator<readonly Row[]> {
    yield summaryRows(context, await facts())
  }
  const columns = [
    { heading: '', kind: 'text', width: 50 },
    { heading: '', kind: 'integer', width: 19 },
    { heading: '', kind: 'duration', width: 14 },
    { heading: '', kind: 'decimal', width: 14 },
  ] as const
  return { name: context.texts.sheets.summary, tab: 1, layout: 'page', columns, rows: rows() }
}

function summaryRows(context: ReportContext, facts: SummaryFacts): readonly Row[] {
  const { texts } = context
  const { all } = facts.totals
  return [
    [{ kind: 'title', value: texts.title[context.kind] }],
    [],
    ...headRows(context),
    [],
    ...(all.sessions === 0 ? [[bold(texts.summary.nothing)], []] : []),
    [null, heading(texts.summary.count), heading(texts.summary.duration), heading(texts.summary.hours)],
    ...figureRows(context, facts),
    [],
    [bold(texts.summary.how)],
    ...texts.rules.map((rule) => [rule]),
  ]
}

const bold = (value: string): Cell => ({ kind: 'text', value, bold: true })
const heading = (value: string): Cell => ({ kind: 'heading', value })

function headRows({ texts, period, clock, person, madeAt }: ReportContext): readonly Row[] {
  const { summary } = texts
  return [
    [bold(summary.for), { kind: 'text', value: person?.name ?? texts.everybody }],
    [bold(summary.from), { kind: 'day', value: period.from }],
    [bold(summary.to), { kind: 'day', value: period.to }],
    [bold(summary.zone), { kind: 'text', value: clock.zone }],
    [bold(summary.madeAt), { kind: 'moment', value: madeAt.getTime() }],
  ]
}

function figureRows(
  { texts, person }: ReportContext,
  { totals, contract, changed }: SummaryFacts,
): readonly Row[] {
  const { all } = totals
  const line = (name: SummaryLine, count: number | null, ms?: number): Row => [
    texts.summary[name],
    count,
    ...(ms === undefined ? [] : [ms, ms / HOUR_MS]),
  ]
  const hours = (name: SummaryLine, value: number): Row => [texts.summary[name], null, null, value]
  const contractLines =
    contract === undefined
      ? []
      : [hours('contract', contract.hours), hours('difference', contract.workedMs / HOUR_MS - contract.hours)]
  return [
    ...(person === undefined ? [line('people', totals.byPerson.size)] : []),
    line('sessions', all.sessions),
    line('worked', null, all.workedMs),
    line('approved', null, all.approvedMs),
    ...contractLines,
    line('overtime', all.overtime),
    line('open', all.open),
    line('underReview', all.underReview),
    line('rejected', all.rejected, all.rejectedMs),
    line('backwards', all.backwards),
    line('deleted', totals.deleted),
    ...(person === undefined ? [line('leftOut', totals.leftOut)] : []),
    line('changed', changed),
  ]
}

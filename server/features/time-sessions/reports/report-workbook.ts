import type { Row, Sheet, Workbook } from '../../../platform/xlsx/index.ts'
import type { PersonRow } from '../people/person.store.ts'
import type { ReportContext } from './report-context.ts'
import { partsOf } from './report-parts.ts'
import type { ReportSession } from './report-session.store.ts'
import { addSession, newTotals, type Totals } from './report-totals.ts'
import { sessionColumns, sessionRow } from './session-sheet.ts'
import { summarySheet } from './summary-sheet.ts'
import {
  contractOf,
  daysSheet,
  peopleSheet,
  projectsSheet,
  weeksSheet,
  type ContractSum,
} from './total-sheets.ts'

export interface ReportSources {
  readonly sessions: AsyncIterable<readonly ReportSession[]>
  /** By name. */
  readonly people: AsyncIterable<readonly PersonRow[]>
  /** Sessions that have changed since the first was read; asked when the last was. */
  countChanged(): Promise<number>
}

/** Sessions go out as they are read; what is added up meanwhile follows, and stands before them. */
export function reportWorkbook(context: ReportContext, sources: ReportSources): Workbook {
  const totals = newTotals()
  let contract: ContractSum | undefined
  const addContract = ({ hours, workedMs }: ContractSum): void => {
    contract = { hours: (contract?.hours ?? 0) + hours, workedMs: (contract?.workedMs ?? 0) + workedMs }
  }
  const { person } = context
  const ofPeople =
    person === undefined ? [peopleSheet(context, totals, { people: sources.people, addContract })] : []
  const facts = async () => {
    const hours = person === undefined ? undefined : contractOf(person, context)
    if (hours !== undefined) addContract({ hours, workedMs: totals.all.workedMs })
    return { totals, contract, changed: await sources.countChanged() }
  }
  const sheets: readonly Sheet[] = [
    {
      name: context.texts.sheets.sessions,
      tab: 6,
      layout: 'table',
      columns: sessionColumns(context),
      rows: sessionRows(context, sources.sessions, totals),
    },
    ...ofPeople,
    daysSheet(context, totals),
    weeksSheet(context, totals),
    projectsSheet(context, totals),
    summarySheet(context, facts),
  ]
  return { sheets, madeAt: context.madeAt }
}

async function* sessionRows(
  context: ReportContext,
  pages: ReportSources['sessions'],
  totals: Totals,
): AsyncGenerator<readonly Row[]> {
  for await (const page of pages) yield page.flatMap((session) => rowsOf(context, session, totals))
}

/** Deleted ones and those of people who are switched off are only counted. */
function rowsOf(context: ReportContext, session: ReportSession, totals: Totals): readonly Row[] {
  const parts = partsOf(context.clock, session, context.span)
  if (parts.length === 0) return []
  if (session.status === 'deleted') {
    totals.deleted += 1
    return []
  }
  if (!session.personEnabled && context.person === undefined) {
    totals.leftOut += 1
    return []
  }
  addSession(totals, { session, parts }, context.weekOf)
  return parts.map((part) => sessionRow(context, session, part))
}

import type { Cell, Column, Row, Sheet } from '../../../platform/xlsx/index.ts'
import { addDays, weekdayOf } from '../calendar-day.ts'
import type { PersonRow } from '../people/person.store.ts'
import type { ReportContext } from './report-context.ts'
import { contractHours } from './report-period.ts'
import { newTally, type Tally, type Totals } from './report-totals.ts'
import type { ColumnName } from './texts/wording.ts'

const HOUR_MS = 3_600_000

type ColumnList = readonly (readonly [ColumnName, Column['kind'], number])[]

const TIMES: ColumnList = [
  ['sessions', 'integer', 10],
  ['duration', 'duration', 18],
  ['hours', 'decimal', 15],
  ['approvedDuration', 'duration', 18],
  ['approvedHours', 'decimal', 15],
]

function timesOf({ sessions, workedMs, approvedMs }: Tally): readonly Cell[] {
  return [sessions, workedMs, workedMs / HOUR_MS, approvedMs, approvedMs / HOUR_MS]
}

function columnsOf({ texts }: ReportContext, list: ColumnList): readonly Column[] {
  return list.map(([name, kind, width]) => ({ heading: texts.columns[name], kind, width }))
}

/** Every day of the period, also those without sessions. */
export function daysSheet(context: ReportContext, totals: Totals): Sheet {
  const { texts, period } = context
  function* rows(): Generator<readonly Row[]> {
    for (let day = period.from; day <= period.to; day = addDays(day, 1))
      yield [[day, texts.weekdays[weekdayOf(day)] ?? '', ...timesOf(totals.byDay.get(day) ?? newTally())]]
  }
  const columns = columnsOf(context, [['day', 'day', 12], ['weekday', 'text', 14], ...TIMES])
  return { name: texts.sheets.days, tab: 3, layout: 'table', columns, rows: rows() }
}

/** Whole weeks by name, but only what of them is in the period. */
export function weeksSheet(context: ReportContext, totals: Totals): Sheet {
  const { texts, period } = context
  function* rows(): Generator<readonly Row[]> {
    for (let week = context.weekOf(period.from); week <= period.to; week = addDays(week, 7))
      yield [[week, addDays(week, 6), ...timesOf(totals.byWeek.get(week) ?? newTally())]]
  }
  const columns = columnsOf(context, [['week', 'day', 12], ['lastDay', 'day', 12], ...TIMES])
  return { name: texts.sheets.weeks, tab: 4, layout: 'table', columns, rows: rows() }
}

/** Most worked first. */
export function projectsSheet(context: ReportContext, totals: Totals): Sheet {
  const { texts } = context
  function* rows(): Generator<readonly Row[]> {
    const all = [...totals.byProject.values()].toSorted((a, b) => b.tally.workedMs - a.tally.workedMs)
    for (const { name, tally } of all) yield [[name ?? texts.noProject, ...timesOf(tally)]]
  }
  const columns = columnsOf(context, [['project', 'text', 34], ...TIMES])
  return { name: texts.sheets.projects, tab: 5, layout: 'table', columns, rows: rows() }
}

/** Of those who have contract hours: these, and what they have worked. */
export interface ContractSum {
  hours: number
  workedMs: number
}

/** Everybody who counts, also those without sessions: they have contracts too. */
export function peopleSheet(
  context: ReportContext,
  totals: Totals,
  {
    people,
    addContract,
  }: {
    readonly people: AsyncIterable<readonly PersonRow[]>
    readonly addContract: (sum: ContractSum) => void
  },
): Sheet {
  async function* rows(): AsyncGenerator<readonly Row[]> {
    for await (const page of people)
      yield page
        .filter(({ enabled }) => enabled)
        .map((person) => {
          const hours = contractOf(person, context)
          const tally = totals.byPerson.get(person.id) ?? newTally()
          if (hours !== undefined) addContract({ hours, workedMs: tally.workedMs })
          return personRow(person, tally, hours)
        })
  }
  const columns = columnsOf(context, [
    ['person', 'text', 28],
    ['email', 'text', 28],
    ...TIMES,
    ['contractHours', 'decimal', 15],
    ['difference', 'decimal', 15],
    ['overtime', 'integer', 11],
    ['open', 'integer', 11],
    ['underReview', 'integer', 11],
    ['rejected', 'integer', 11],
    ['rejectedHours', 'decimal', 15],
  ])
  return { name: context.texts.sheets.people, tab: 2, layout: 'table', columns, rows: rows() }
}

function personRow({ name, email }: PersonRow, tally: Tally, contract: number | undefined): Row {
  const { overtime, open, underReview, rejected, rejectedMs } = tally
  const against = contract === undefined ? [null, null] : [contract, tally.workedMs / HOUR_MS - contract]
  const counts = [overtime, open, underReview, rejected, rejectedMs / HOUR_MS]
  return [name, email, ...timesOf(tally), ...against, ...counts]
}

export function contractOf({ hoursPerMonth }: PersonRow, { period }: ReportContext): number | undefined {
  return hoursPerMonth === null ? undefined : contractHours(hoursPerMonth, period)
}

import type { ReactNode } from 'react'
import type { TimeSession } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Moment } from '../moment.tsx'
import { RunningTime } from '../running-time.tsx'
import { formatDayIn, formatDuration, formatTimeIn, zoneOf } from '../time-text.ts'

export function SessionFacts({ session }: { readonly session: TimeSession }) {
  const { person, billable, externalId, note, edits } = session
  const zone = zoneOf(session)
  return (
    <dl className="facts">
      <Fact name={t('time.column.person')}>
        {person.name} {person.email !== null && <span className="faint">{person.email}</span>}
      </Fact>
      <Work session={session} />
      <Times session={session} zone={zone} />
      <Fact name={t('time.field.timeZone')}>{session.timeZone ?? t('time.noZone')}</Fact>
      <Fact name={t('time.field.billable')}>{billable ? t('time.yes') : t('time.no')}</Fact>
      <Fact name={t('time.column.edits')}>{edits}</Fact>
      {note !== null && <Fact name={t('time.field.note')}>{note}</Fact>}
      <Fact name={t('time.entry')}>
        {externalId === null ? t('time.entry.none') : <code>{externalId}</code>}
      </Fact>
    </dl>
  )
}

function Work({ session: { project, task, description } }: { readonly session: TimeSession }) {
  return (
    <>
      <Fact name={t('time.filter.project')}>
        {project ? (project.name ?? project.id) : t('time.noProject')}
      </Fact>
      {task && <Fact name={t('time.filter.task')}>{task.name ?? task.id}</Fact>}
      {description !== '' && <Fact name={t('time.field.description')}>{description}</Fact>}
    </>
  )
}

function Times({ session, zone }: { readonly session: TimeSession; readonly zone: string }) {
  const { startedAt, endedAt, durationSeconds, approvedStartedAt, approvedEndedAt } = session
  return (
    <>
      <Fact name={t('time.field.startedAt')}>
        <When at={startedAt} zone={zone} />
      </Fact>
      <Fact name={t('time.field.endedAt')}>
        {endedAt === null ? t('time.stillRunning') : <When at={endedAt} zone={zone} />}
      </Fact>
      <Fact name={t('time.field.durationSeconds')}>
        {durationSeconds === null ? <RunningTime since={startedAt} /> : formatDuration(durationSeconds)}
      </Fact>
      {approvedStartedAt !== null && approvedEndedAt !== null && (
        <Fact name={t('time.approvedAs')}>
          <When at={approvedStartedAt} zone={zone} /> – <When at={approvedEndedAt} zone={zone} />
        </Fact>
      )}
    </>
  )
}

function When({ at, zone }: { readonly at: string; readonly zone: string }) {
  return (
    <Moment at={at} zone={zone}>
      {formatDayIn(at, zone)}, {formatTimeIn(at, zone)}
    </Moment>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

import { Link } from 'wouter'
import type { Person } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'
import { formatHours } from '../time-text.ts'

interface PeopleTableProps {
  readonly people: readonly Person[]
  readonly isAdmin: boolean
  readonly onRemove: (person: Person) => void
}

const ROW_HEIGHT = 56
const COLUMNS = ['name', 'hours', 'limit', 'zone', 'state', 'actions'] as const
const NUMBERS: ReadonlySet<string> = new Set(['hours', 'limit'])

export function PeopleTable({ people, isAdmin, onRemove }: PeopleTableProps) {
  return (
    <div className="card card-table-box">
      <table className="card-table" aria-label={t('time.tab.people')} aria-rowcount={people.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={NUMBERS.has(column) ? 'number' : undefined}>
                {t(`people.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <WindowedBody items={people} rowHeight={ROW_HEIGHT}>
          {(person, row) => (
            <PersonRow key={person.id} person={person} row={row} isAdmin={isAdmin} onRemove={onRemove} />
          )}
        </WindowedBody>
      </table>
    </div>
  )
}

interface PersonRowProps extends Omit<PeopleTableProps, 'people'> {
  readonly person: Person
  readonly row: RowProps
}

function PersonRow({ person, row, isAdmin, onRemove }: PersonRowProps) {
  const { id, name, email, hoursPerMonth, overtimeHours, timeZone } = person
  return (
    <tr {...row}>
      <td>
        <strong>{name}</strong>
        <div className="help">{email ?? t('people.noEmail')}</div>
      </td>
      <td className="number keep" data-label={t('people.column.hours')}>
        {hoursPerMonth === null ? <span className="faint">–</span> : formatHours(hoursPerMonth)}
      </td>
      <td className="number keep" data-label={t('people.column.limit')}>
        {overtimeHours === null ? (
          <span className="faint">{t('people.limitUsual')}</span>
        ) : (
          formatHours(overtimeHours)
        )}
      </td>
      <td data-label={t('people.column.zone')}>{timeZone ?? <span className="faint">–</span>}</td>
      <td>
        <PersonChips person={person} />
      </td>
      <td>
        <div className="row">
          <Link href={`/time?range=month&person=${encodeURIComponent(id)}`} className="button">
            {t('people.sessions')}
            <span className="hidden-text"> {name}</span>
          </Link>
          {isAdmin && (
            <>
              <Link href={`/time/people?person=${encodeURIComponent(id)}`} className="button">
                {t('people.edit')}
                <span className="hidden-text"> {name}</span>
              </Link>
              <button type="button" className="danger" onClick={() => onRemove(person)}>
                {t('action.remove')}
                <span className="hidden-text"> {name}</span>
              </button>
            </>
          )}
        </div>
      </td>
    </tr>
  )
}

function PersonChips({ person: { enabled, notify, email, externalId } }: { readonly person: Person }) {
  return (
    <div className="chips">
      <Chip tone={enabled ? 'good' : 'plain'}>{enabled ? t('people.enabled') : t('people.disabled')}</Chip>
      <Chip>{notify && email !== null ? t('people.mails') : t('people.noMails')}</Chip>
      {externalId === null && <Chip>{t('people.notClockify')}</Chip>}
    </div>
  )
}

import { useMutation } from '@tanstack/react-query'
import { api, withQuery } from '../../../api/client.ts'
import type { WhatIf } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Failure } from '../../../kit/states.tsx'
import { formatDay, formatDuration } from '../time-text.ts'
import { readSettings, type TypedSettings } from './settings-input.ts'

/** Who would have been over the limits that are typed, before they are saved; nothing is marked by it. */
export function WhatIfPanel({ typed }: { readonly typed: TypedSettings }) {
  const read = readSettings(typed)
  const attempt = useMutation({
    mutationFn: ({ overtimeHours, dailyHours, weeklyHours }: Limits) =>
      api<WhatIf>(
        withQuery('/api/overtime/what-if', {
          overtimeHours: String(overtimeHours),
          dailyHours: dailyHours?.toString(),
          weeklyHours: weeklyHours?.toString(),
        }),
      ),
  })
  const isReady = 'settings' in read
  return (
    <>
      <div className="row">
        <button
          type="button"
          disabled={!isReady || attempt.isPending}
          onClick={() => isReady && attempt.mutate(read.settings)}
        >
          {t('whatIf.try')}
        </button>
        <span className="help grow">{t('whatIf.help')}</span>
      </div>
      <div role="status">{attempt.data && <Outcome outcome={attempt.data} />}</div>
      {attempt.error && <Failure error={attempt.error} />}
    </>
  )
}

interface Limits {
  readonly overtimeHours: number
  readonly dailyHours: number | null
  readonly weeklyHours: number | null
}

const PERIODS = [
  ['sessions', 'sessionSeconds'],
  ['days', 'daySeconds'],
  ['weeks', 'weekSeconds'],
] as const

function Outcome({ outcome: { from, to, people } }: { readonly outcome: WhatIf }) {
  const range = { from: formatDay(from), to: formatDay(to) }
  if (people.length === 0) return <p className="notice notice-good">{t('whatIf.nobody', range)}</p>
  return (
    <div className="card-table-box">
      <table className="card-table">
        <caption className="help caption">{t('whatIf.caption', range)}</caption>
        <thead>
          <tr>
            <th scope="col">{t('time.column.person')}</th>
            {PERIODS.map(([name]) => (
              <th key={name} scope="col" className="number">
                {t(`whatIf.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.personId}>
              <th scope="row">{person.name}</th>
              {PERIODS.map(([count, seconds]) => (
                <td key={count} className="number" data-label={t(`whatIf.${count}`)}>
                  {person[count] === 0
                    ? '–'
                    : t('whatIf.over', { count: person[count], time: formatDuration(person[seconds]) })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

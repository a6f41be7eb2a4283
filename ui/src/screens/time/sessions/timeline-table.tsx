import { t } from '../../../i18n/index.ts'
import { stateText } from '../session-words.tsx'
import { formatDuration, spanText, workText } from '../time-text.ts'
import type { Lane } from './lanes.ts'

interface TimelineTableProps {
  readonly lanes: readonly Lane[]
  readonly title: string
}

/** What the time line shows, for those who do not see it. */
export function TimelineTable({ lanes, title }: TimelineTableProps) {
  return (
    <div className="hidden-text">
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('time.column.person')}</th>
            <th scope="col">{t('time.column.when')}</th>
            <th scope="col">{t('time.column.duration')}</th>
            <th scope="col">{t('time.column.work')}</th>
            <th scope="col">{t('time.column.status')}</th>
          </tr>
        </thead>
        <tbody>
          {lanes.flatMap(({ name, blocks }) =>
            blocks.map(({ session, stretch }) => (
              <tr key={session.id}>
                <th scope="row">{name}</th>
                <td>{spanText(session)}</td>
                <td>{formatDuration((stretch.endMs - stretch.startMs) / 1_000)}</td>
                <td>{workText(session).place}</td>
                <td>{stateText(session)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}

import { Link } from 'wouter'
import { useList } from '../../api/queries.ts'
import type { ServiceConnection } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Chip, type Tone } from '../../kit/chip.tsx'

const TONES: Readonly<Record<ServiceConnection['status'], Tone>> = {
  ok: 'good',
  failing: 'bad',
  untested: 'warn',
}

/** The other services that the workspace is connected with, and how that stands; the settings say more. */
export function ConnectionChips() {
  const { items = [] } = useList<ServiceConnection>('connections', '/api/connections', {})
  return (
    <span className="row">
      {items.map(({ id, label, status }) => (
        <Chip key={id} tone={TONES[status]}>
          {label}: {t(`connection.${status}`)}
        </Chip>
      ))}
      <Link href="/settings/connections">
        {t(items.length === 0 ? 'dashboard.connections.none' : 'dashboard.connections.open')}
      </Link>
    </span>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { ClickupWebhook } from '../../../api/clickup-types.ts'
import { api } from '../../../api/client.ts'
import { formatNumber, t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Chip, type Tone } from '../../../kit/chip.tsx'
import { Fact } from '../../../kit/fact.tsx'
import { Loaded } from '../../../kit/states.tsx'

const TONES: Readonly<Record<ClickupWebhook['status'], Tone>> = {
  none: 'plain',
  active: 'good',
  failing: 'bad',
  refused: 'bad',
}
const WATCH_MS = 5_000

/** Whether ClickUp tells of changes by itself. */
export function Webhook() {
  const webhook = useQuery({
    queryKey: ['clickup-webhook'],
    queryFn: ({ signal }) => api<ClickupWebhook>('/api/clickup/webhook', { signal }),
    // It is set up a moment after the list was chosen.
    refetchInterval: WATCH_MS,
  })
  return (
    <section className="card stack" aria-labelledby="clickup-webhook">
      <div className="row between">
        <h2 id="clickup-webhook">{t('clickup.webhook')}</h2>
        {webhook.data && (
          <Chip tone={TONES[webhook.data.status]}>{t(`clickup.webhook.${webhook.data.status}`)}</Chip>
        )}
      </div>
      <Loaded query={webhook} rows={2}>
        {(state) => <State webhook={state} />}
      </Loaded>
    </section>
  )
}

function State({ webhook }: { readonly webhook: ClickupWebhook }) {
  const { status, problem, endpoint, failCount, lastDeliveryAt, checkedAt } = webhook
  return (
    <>
      <p className="help">{t(`clickup.webhook.${status}Help`)}</p>
      {problem !== null && (
        <p className={TONES[status] === 'bad' ? 'notice notice-bad' : 'notice'}>{problem}</p>
      )}
      {endpoint !== null && (
        <dl className="facts">
          <Fact label={t('clickup.webhook.fact.endpoint')}>
            <span className="mono">{endpoint}</span>
          </Fact>
          <Fact label={t('clickup.webhook.fact.lastDelivery')}>
            {lastDeliveryAt === null ? t('clickup.webhook.noDelivery') : <Ago at={lastDeliveryAt} />}
          </Fact>
          <Fact label={t('clickup.webhook.fact.failCount')}>{formatNumber(failCount)}</Fact>
          {checkedAt !== null && (
            <Fact label={t('clickup.webhook.fact.checked')}>
              <Ago at={checkedAt} />
            </Fact>
          )}
        </dl>
      )}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { BootstrapView, RunStatus } from '../../api/types.ts'
import { formatInstant, formatNumber, formatTime, t } from '../../i18n/index.ts'
import { Ago } from '../../kit/ago.tsx'
import { Chip, type Tone } from '../../kit/chip.tsx'
import { spanOf } from '../../kit/span-of.ts'
import { Loaded } from '../../kit/states.tsx'
import { BootstrapActions } from './bootstrap-actions.tsx'
import { BootstrapSteps } from './bootstrap-steps.tsx'
import { Card } from './card.tsx'
import { Coverage } from './coverage.tsx'
import { isUnderWay, shareDone } from './progress.ts'

type Run = NonNullable<BootstrapView['run']>

const POLL_MS = 2_000
const TONES: Readonly<Record<RunStatus, Tone>> = {
  planned: 'plain',
  running: 'busy',
  waiting: 'warn',
  completed: 'good',
  failed: 'bad',
  cancelled: 'plain',
}

export function BootstrapPanel() {
  const bootstrap = useQuery({
    queryKey: ['bootstrap'],
    queryFn: ({ signal }) => api<BootstrapView>('/api/bootstrap', { signal }),
    // Its estimate changes between two events too.
    refetchInterval: ({ state }) => (isUnderWay(state.data?.run ?? null) ? POLL_MS : false),
  })
  const run = bootstrap.data?.run
  return (
    <Card
      title={t('dashboard.bootstrap')}
      className="bootstrap"
      aside={run && <Chip tone={TONES[run.status]}>{t(`dashboard.run.${run.status}`)}</Chip>}
    >
      <p className="faint">{t('dashboard.bootstrap.help')}</p>
      <Loaded query={bootstrap}>
        {({ run, steps }) => (
          <>
            <BootstrapActions run={run} />
            {run && <RunState run={run} />}
            <Coverage run={run} steps={steps} />
            <BootstrapSteps steps={steps} />
          </>
        )}
      </Loaded>
    </Card>
  )
}

function RunState({ run }: { readonly run: Run }) {
  const isLive = isUnderWay(run)
  const share = shareDone(run, Date.now())
  return (
    <>
      {isLive && (
        <div className="stack stack-tight">
          <progress aria-label={t('dashboard.bootstrap.progress')} value={share} max={1} />
          <div className="row between">
            <span>{etaText(run)}</span>
            {share !== undefined && (
              <span>{t('dashboard.bootstrap.share', { share: Math.floor(share * 100) })}</span>
            )}
          </div>
        </div>
      )}
      {run.status === 'waiting' && <p className="notice notice-warn">{waitText(run)}</p>}
      {run.error !== null && (
        <p className="notice notice-bad">
          <span>{t('dashboard.bootstrap.failed')}</span>
          <span lang="en">{run.error}</span>
        </p>
      )}
      <dl className="run-facts">
        <Fact name={t('dashboard.bootstrap.requests')} value={formatNumber(run.requests)} />
        <Fact name={t('dashboard.bootstrap.records')} value={formatNumber(run.records)} />
        <div>
          <dt>
            {run.finishedAt === null ? t('dashboard.bootstrap.started') : t('dashboard.bootstrap.finished')}
          </dt>
          <dd>
            <Ago at={run.finishedAt ?? run.startedAt} />
          </dd>
        </div>
      </dl>
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function etaText({ status, etaSeconds }: Run): string {
  if (etaSeconds === null || status === 'planned') return t('dashboard.eta.unknown')
  const { unit, count } = spanOf(etaSeconds)
  return t(`dashboard.eta.${unit}`, { count })
}

function waitText({ resumesAt }: Run): string {
  if (resumesAt === null) return t('dashboard.bootstrap.waitsForAddon')
  const isToday = new Date(resumesAt).toDateString() === new Date().toDateString()
  return t('dashboard.bootstrap.waitsForBudget', {
    time: isToday ? formatTime(resumesAt) : formatInstant(resumesAt),
  })
}

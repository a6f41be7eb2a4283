import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { connectionsQuery } from '../../../api/queries.ts'
import type { ServiceConnection } from '../../../api/types.ts'
import type { SlackSetup } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Chip } from '../../../kit/chip.tsx'
import { Code } from '../../../kit/code.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { slackSetupQuery } from '../tasks-queries.ts'
import { ConnectStep } from './connect-step.tsx'
import { InteractivityStep } from './interactivity-step.tsx'
import { manifestFor, SCOPES, SETUP_STEPS, stepsDone, type SetupStep } from './setup-steps.ts'
import { TestStep } from './test-step.tsx'

/** Step by step to a Slack in which tasks are announced and claimed; what is done already says so. */
export function SlackSetupGuide() {
  const setup = useQuery(slackSetupQuery)
  const connections = useQuery(connectionsQuery)
  const error = setup.error ?? connections.error
  const refetch = (): void => {
    void setup.refetch()
    void connections.refetch()
  }
  const data = setup.data && connections.data && { setup: setup.data, connections: connections.data }
  return (
    <div className="stack narrow">
      <Loaded query={{ data, error, refetch }} rows={10}>
        {(known) => (
          <Steps
            setup={known.setup}
            connection={known.connections.find(({ connector }) => connector === 'slack')}
          />
        )}
      </Loaded>
    </div>
  )
}

interface StepsProps {
  readonly setup: SlackSetup
  readonly connection: ServiceConnection | undefined
}

function Steps({ setup, connection }: StepsProps) {
  const [isTested, setTested] = useState(false)
  const done = stepsDone({ setup, status: connection?.status, isTested })
  const contents: Readonly<Record<SetupStep, ReactNode>> = {
    app: <AppStep setup={setup} />,
    install: <p>{t('slack.step.installText')}</p>,
    connect: <ConnectStep setup={setup} connection={connection} />,
    interactivity: <InteractivityStep setup={setup} />,
    test: <TestStep isConnected={setup.connected} onTaken={() => setTested(true)} />,
    click: <ClickStep setup={setup} />,
  }
  return (
    <>
      <div className="row between">
        <p className="grow">{t('slack.help')}</p>
        <Chip tone={done.size === SETUP_STEPS.length ? 'good' : 'plain'}>
          {t('slack.progress', { done: done.size, all: SETUP_STEPS.length })}
        </Chip>
      </div>
      {setup.mode === 'webhook' && <WebhookMode />}
      <ol className="setup">
        {SETUP_STEPS.map((step) => (
          <Step key={step} step={step} isDone={done.has(step)}>
            {contents[step]}
          </Step>
        ))}
      </ol>
    </>
  )
}

interface StepProps {
  readonly step: SetupStep
  readonly isDone: boolean
  readonly children: ReactNode
}

function Step({ step, isDone, children }: StepProps) {
  return (
    <li className={isDone ? 'card stack setup-step is-done' : 'card stack setup-step'}>
      <div className="row between">
        <h2>{t(`slack.step.${step}`)}</h2>
        <Chip tone={isDone ? 'good' : 'plain'}>{isDone ? t('slack.done') : t('slack.todo')}</Chip>
      </div>
      {children}
    </li>
  )
}

function AppStep({ setup }: { readonly setup: SlackSetup }) {
  return (
    <>
      <p>
        {t('slack.step.appText')}{' '}
        <a href="https://api.slack.com/apps" target="_blank" rel="noreferrer">
          api.slack.com/apps
        </a>
      </p>
      <details>
        <summary>{t('slack.manifest')}</summary>
        <Code text={manifestFor(setup)} label={t('slack.manifest')} />
        {setup.requestUrl === null && <p className="help">{t('slack.manifestWithout')}</p>}
        {setup.requestUrl !== null && !setup.isPublic && <p className="help">{t('slack.manifestPrivate')}</p>}
      </details>
      <p className="help">
        {t('slack.scopes')} <code>{SCOPES.join(', ')}</code>. {t('slack.scopesWhy')}
      </p>
    </>
  )
}

function ClickStep({ setup: { lastClickAt } }: { readonly setup: SlackSetup }) {
  return (
    <div role="status">
      {lastClickAt === null ? (
        <p>{t('slack.step.clickText')}</p>
      ) : (
        <p>
          {t('slack.clicked')} <Ago at={lastClickAt} />
        </p>
      )}
    </div>
  )
}

const WITHOUT_BOT = ['change', 'find', 'people'] as const

function WebhookMode() {
  return (
    <section className="notice notice-warn" aria-labelledby="webhook-mode">
      <h2 id="webhook-mode">{t('slack.webhookMode')}</h2>
      <ul className="notes">
        {WITHOUT_BOT.map((what) => (
          <li key={what}>{t(`slack.webhookMode.${what}`)}</li>
        ))}
      </ul>
      <p>{t('slack.webhookMode.mend')}</p>
    </section>
  )
}

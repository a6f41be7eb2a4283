import type { ServiceConnection } from '../../../api/types.ts'
import type { SlackSetup } from '../../../api/upsert-types.ts'

export const SETUP_STEPS = ['app', 'install', 'connect', 'interactivity', 'test', 'click'] as const
export type SetupStep = (typeof SETUP_STEPS)[number]

export interface SetupFacts {
  readonly setup: SlackSetup
  /** What the connection's last test said; undefined without one. */
  readonly status: ServiceConnection['status'] | undefined
  /** A test message was taken while this is looked at. */
  readonly isTested: boolean
}

/** Which steps are over, by what shows that they are: a click proves all that it needs. */
export function stepsDone({ setup, status, isTested }: SetupFacts): ReadonlySet<SetupStep> {
  const { connected, mode, channel, lastClickAt } = setup
  const done: Readonly<Record<SetupStep, boolean>> = {
    app: connected,
    install: status === 'ok',
    connect: connected && (mode === 'webhook' || channel !== null),
    interactivity: connected && lastClickAt !== null,
    test: connected && (isTested || lastClickAt !== null),
    click: connected && lastClickAt !== null,
  }
  return new Set(SETUP_STEPS.filter((step) => done[step]))
}

export const SCOPES = ['chat:write', 'users:read', 'users:read.email', 'channels:history', 'groups:history']

/** What Slack makes the app from ("From a manifest", JSON). Slack takes no Request URL that it cannot reach. */
export function manifestFor({ requestUrl, isPublic }: Pick<SlackSetup, 'requestUrl' | 'isPublic'>): string {
  const interactivity =
    requestUrl !== null && isPublic ? { is_enabled: true, request_url: requestUrl } : { is_enabled: false }
  return JSON.stringify(
    {
      display_information: { name: 'Switchyard', description: 'Tasks to claim' },
      features: { bot_user: { display_name: 'Switchyard', always_online: true } },
      oauth_config: { scopes: { bot: SCOPES } },
      settings: {
        interactivity,
        org_deploy_enabled: false,
        socket_mode_enabled: false,
        token_rotation_enabled: false,
      },
    },
    null,
    2,
  )
}

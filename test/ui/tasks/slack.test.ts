import { describe, expect, it } from 'vitest'
import type { SlackMember, SlackSetup } from '../../../ui/src/api/upsert-types.ts'
import { countUnmapped, shownMembers } from '../../../ui/src/screens/tasks/members/shown-members.ts'
import { manifestFor, SETUP_STEPS, stepsDone } from '../../../ui/src/screens/tasks/slack/setup-steps.ts'

const NOTHING: SlackSetup = {
  connected: false,
  mode: null,
  channel: null,
  requestUrl: null,
  isPublic: true,
  lastClickAt: null,
}
const CONNECTED: SlackSetup = {
  ...NOTHING,
  connected: true,
  mode: 'bot',
  channel: '#tasks',
  requestUrl: 'https://sy.example.com/webhooks/slack/c1',
}
const CLICKED: SlackSetup = { ...CONNECTED, lastClickAt: '2026-11-27T10:00:00.000Z' }

describe('the steps to Slack', () => {
  const done = (setup: SlackSetup, status?: 'ok' | 'failing', isTested = false) => [
    ...stepsDone({ setup, status, isTested }),
  ]

  it('are all to be done at first', () => {
    expect(done(NOTHING)).toEqual([])
  })

  it('are done as far as the connection shows', () => {
    expect(done(CONNECTED, 'ok')).toEqual(['app', 'install', 'connect'])
    expect(done(CONNECTED, 'failing')).toEqual(['app', 'connect'])
    expect(done({ ...CONNECTED, channel: null }, 'ok')).toEqual(['app', 'install'])
    expect(done({ ...CONNECTED, mode: 'webhook', channel: null }, 'ok')).toEqual([
      'app',
      'install',
      'connect',
    ])
  })

  it('are done by a message that was taken, and by a click', () => {
    expect(done(CONNECTED, 'ok', true)).toContain('test')
    expect(done(CLICKED, 'ok')).toEqual([...SETUP_STEPS])
  })

  it('are to be done again when the connection is gone, whatever came of it before', () => {
    expect(done({ ...NOTHING, lastClickAt: CLICKED.lastClickAt })).toEqual([])
  })
})

describe('the manifest', () => {
  interface Manifest {
    readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } }
    readonly settings: { readonly interactivity: object }
  }
  const manifest = (setup: SlackSetup) => JSON.parse(manifestFor(setup)) as Manifest

  it('asks for what messages, people and lost messages need', () => {
    expect(manifest(CONNECTED).oauth_config.scopes.bot).toEqual([
      'chat:write',
      'users:read',
      'users:read.email',
      'channels:history',
      'groups:history',
    ])
  })

  it('has the Request URL once it is known, and only one that Slack can reach', () => {
    expect(manifest(CONNECTED).settings.interactivity).toEqual({
      is_enabled: true,
      request_url: CONNECTED.requestUrl,
    })
    expect(manifest(NOTHING).settings.interactivity).toEqual({ is_enabled: false })
    expect(manifest({ ...CONNECTED, isPublic: false }).settings.interactivity).toEqual({ is_enabled: false })
  })
})

describe('the members that are shown', () => {
  const member = (name: string, part: Partial<SlackMember> = {}): SlackMember => ({
    slackUserId: `U${name}`,
    name,
    email: null,
    clickupUserId: null,
    clickupName: null,
    how: null,
    ...part,
  })
  const MEMBERS = [
    member('Ada', { email: 'ada@example.com', clickupUserId: '1', clickupName: 'Ada L.', how: 'email' }),
    member('Bo'),
    member('Cy', { clickupUserId: '2', clickupName: 'Zoe', how: 'by-hand' }),
  ]
  const names = (search: string, isUnmapped = false) =>
    shownMembers(MEMBERS, { search, isUnmapped }).map(({ name }) => name)

  it('are those that are searched, by any of their names and addresses', () => {
    expect(names('')).toEqual(['Ada', 'Bo', 'Cy'])
    expect(names(' EXAMPLE ')).toEqual(['Ada'])
    expect(names('zoe')).toEqual(['Cy'])
    expect(names('nobody')).toEqual([])
  })

  it('are those without a ClickUp person, where that is asked for', () => {
    expect(names('', true)).toEqual(['Bo'])
    expect(countUnmapped(MEMBERS)).toBe(1)
  })
})
